// What happens until a day if nobody does anything: when data goes, and how far the pools are used. Drawn, and
// the same as tables.
import { useEffect, useState } from "preact/hooks";
import type { Pool, Timeline } from "seatplan";
import { timeline } from "../actions";
import { navigate } from "../route";
import { overview } from "../state";
import { fill, t } from "../text";
import { day, number } from "../text/format";

/** The last day shown at first: half a year on. A choice of the page, not a rule. */
function horizon(clock: string | null): string {
  const until = new Date(clock ?? Date.now());
  until.setUTCMonth(until.getUTCMonth() + 6);
  return until.toISOString().slice(0, 10);
}

/** The room of the time line. */
export function Time() {
  const words = t.value.time;
  const plan = overview.value!;
  const today = plan.clock?.slice(0, 10) ?? "";
  const [until, setUntil] = useState(() => horizon(plan.clock));
  const [found, setFound] = useState<Timeline | null>(null);
  useEffect(() => {
    let current = true;
    if (until >= today) void timeline(until).then((answer) => current && answer && setFound(answer));
    return () => {
      current = false;
    };
  }, [until, plan.revision]);
  return (
    <section class="card room" aria-labelledby="time-heading">
      <div class="room-head">
        <h2 id="time-heading">{words.heading}</h2>
        <label class="inline-field">
          {words.until}
          <input type="date" required min={today} value={until} onInput={(event) => event.currentTarget.value && setUntil(event.currentTarget.value)} />
        </label>
      </div>
      {found && (
        <>
          <Purges found={found} from={today} until={until} />
          <PoolUse found={found} />
        </>
      )}
    </section>
  );
}

const WIDTH = 1000;
const HEIGHT = 160;

/** Places in a picture for days that are listed. */
function scale(days: string[]): (day: string) => number {
  const places = new Map(days.map((name, place) => [name, place]));
  return (name) => ((places.get(name) ?? 0) / Math.max(1, days.length - 1)) * WIDTH;
}

function Purges({ found, from, until }: { found: Timeline; from: string; until: string }) {
  const words = t.value.time;
  const { purges } = found;
  const total = purges.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...purges.map(({ count }) => count));
  const days = [...new Set([from, ...found.days.map((one) => one.day)])];
  const x = scale(days);
  const width = Math.min(14, Math.max(2, (0.7 * WIDTH) / days.length));
  return (
    <figure>
      <figcaption>
        <h3>{words.purges}</h3>
        <p>{fill(words.summary, { purges: total, days: purges.length, until })}</p>
      </figcaption>
      <svg class="chart" viewBox={`0 -10 ${WIDTH} ${HEIGHT + 30}`} role="img" aria-label={fill(words.summary, { purges: total, days: purges.length, until })}>
        <path class="axis" d={`M0 ${HEIGHT}H${WIDTH}`} />
        {purges.map(({ lastSafeDay, count }) => (
          <rect key={lastSafeDay} class="purge-bar" x={x(lastSafeDay) - width / 2} width={width} y={HEIGHT - (count / most) * HEIGHT} height={(count / most) * HEIGHT}>
            <title>{`${day(lastSafeDay)}: ${number(count)}`}</title>
          </rect>
        ))}
        <text x="0" y={HEIGHT + 18}>{day(from)}</text>
        <text x={WIDTH} y={HEIGHT + 18} text-anchor="end">{day(until)}</text>
      </svg>
      {purges.length > 0 && (
        <details open={purges.length <= 12}>
          <summary>{words.data}</summary>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{words.lastSafe}</th>
                <th scope="col">{words.people}</th>
              </tr>
            </thead>
            <tbody>
              {purges.map(({ lastSafeDay, count, ids }) => (
                <tr key={lastSafeDay}>
                  <th scope="row">
                    <time dateTime={lastSafeDay}>{day(lastSafeDay)}</time>
                  </th>
                  <td data-label={words.people}>
                    <button type="button" class="link" onClick={() => navigate({ tab: "list", room: "users", text: "", facets: { id: ids }, page: 0, person: null })}>
                      {fill(words.show, { n: count })}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  );
}

/** Days on which a pool is another than the day before, and the first and last. */
function steps(days: Timeline["days"], place: number): { day: string; pool: Pool }[] {
  const all = days.flatMap(({ day: name, pools }) => (pools[place] ? [{ day: name, pool: pools[place] }] : []));
  return all.filter(({ pool }, at) => {
    const before = all[at - 1]?.pool;
    return !before || at === all.length - 1 || before.assigned !== pool.assigned || before.purchased !== pool.purchased;
  });
}

function PoolUse({ found }: { found: Timeline }) {
  const words = t.value.time;
  const names = t.value.pools.name;
  const pools = found.days[0]?.pools ?? [];
  const x = scale(found.days.map((one) => one.day));
  return (
    <figure>
      <figcaption>
        <h3>{words.pools}</h3>
      </figcaption>
      <div class="pool-charts">
        {pools.map((first, place) => {
          const changes = steps(found.days, place);
          const most = Math.max(1, ...changes.flatMap(({ pool }) => [pool.assigned, pool.purchased ?? 0]));
          const y = (count: number) => 100 - (count / most) * 96;
          const line = (of: (pool: Pool) => number) => changes.map(({ day: name, pool }, at) => (at === 0 ? `M0 ${y(of(pool))}` : `H${x(name)}V${y(of(pool))}`)).join("") + `H${WIDTH}`;
          const name = names[first.holder][first.license];
          return (
            <div key={name}>
              <h4>{name}</h4>
              <svg class={`chart ${first.license}`} viewBox={`0 0 ${WIDTH} 104`} preserveAspectRatio="none" aria-hidden="true">
                {first.purchased !== null && <path class="limit" d={line((pool) => pool.purchased ?? 0)} />}
                <path class="use" d={line((pool) => pool.assigned)} />
              </svg>
              <ul>
                {changes.map(({ day: on, pool }) => (
                  <li key={on}>
                    <time dateTime={on}>{day(on)}</time>: {fill(words.of, { assigned: pool.assigned, purchased: pool.purchased })}
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </figure>
  );
}
