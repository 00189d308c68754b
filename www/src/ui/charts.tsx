// Pictures of what will happen, each with the same as words: when data goes, and how far the pools are used.
import type { Pool, Timeline } from "seatplan";
import { navigate } from "../route";
import { fill, t } from "../text";
import { day, number } from "../text/format";
import { Table, When } from "./tables";
import { Button } from "./parts";

const WIDTH = 1000;
const HEIGHT = 160;

/** Places in a picture for days that are listed. */
function scale(days: string[]): (day: string) => number {
  const places = new Map(days.map((name, place) => [name, place]));
  return (name) => ((places.get(name) ?? 0) / Math.max(1, days.length - 1)) * WIDTH;
}

/** When data goes for good. */
export function Purges({ found, from, until }: { found: Timeline; from: string; until: string }) {
  const words = t.value.time;
  const { purges } = found;
  const total = purges.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...purges.map(({ count }) => count));
  const days = [...new Set([from, ...found.days.map((one) => one.day)])];
  const x = scale(days);
  const width = Math.min(14, Math.max(2, (0.7 * WIDTH) / days.length));
  const summary = fill(words.summary, { purges: total, days: purges.length, until });
  return (
    <figure>
      <figcaption>
        <h3>{words.purges}</h3>
        <p>{summary}</p>
      </figcaption>
      {purges.length > 0 && (
        <>
          <svg class="chart" viewBox={`0 -10 ${WIDTH} ${HEIGHT + 30}`} role="img" aria-label={summary}>
            <path class="axis" d={`M0 ${HEIGHT}H${WIDTH}`} />
            {purges.map(({ lastSafeDay, count }) => (
              <rect key={lastSafeDay} class="purge-bar" x={x(lastSafeDay) - width / 2} width={width} y={HEIGHT - (count / most) * HEIGHT} height={(count / most) * HEIGHT}>
                <title>{`${day(lastSafeDay)}: ${number(count)}`}</title>
              </rect>
            ))}
            <text x="0" y={HEIGHT + 18}>{day(from)}</text>
            <text x={WIDTH} y={HEIGHT + 18} text-anchor="end">{day(until)}</text>
          </svg>
          <details open={purges.length <= 12}>
            <summary>{words.data}</summary>
            <Table
              label={words.purges}
              heads={[words.lastSafe, words.people]}
              lines={purges.map(({ lastSafeDay, count, ids }) => ({
                key: lastSafeDay,
                cells: [
                  <When iso={lastSafeDay} as={day} />,
                  <Button look="link" onClick={() => navigate({ tab: "list", room: "users", text: "", facets: { id: ids }, page: 0, person: null })}>
                    {fill(words.show, { n: count })}
                  </Button>,
                ],
              }))}
            />
          </details>
        </>
      )}
    </figure>
  );
}

type Days = Timeline["days"];

/** Days on which a pool is another than the day before, and the first and last. */
function steps(days: Days, place: number): { day: string; pool: Pool }[] {
  const all = days.flatMap(({ day: name, pools }) => (pools[place] ? [{ day: name, pool: pools[place] }] : []));
  return all.filter(({ pool }, at) => {
    const before = all[at - 1]?.pool;
    return !before || at === all.length - 1 || before.assigned !== pool.assigned || before.purchased !== pool.purchased;
  });
}

/** How far each pool is used, in one future or in several: the first drawn through, the others dashed. */
export function PoolUse({ futures, heading }: { futures: { name?: string; days: Days }[]; heading: string }) {
  const words = t.value.time;
  const names = t.value.pools.name;
  const days = futures[0]!.days;
  const x = scale(days.map((one) => one.day));
  return (
    <figure>
      <figcaption>
        <h3>{heading}</h3>
      </figcaption>
      <div class="pool-charts">
        {(days[0]?.pools ?? []).map((first, place) => {
          const lines = futures.map((future) => ({ name: future.name, changes: steps(future.days, place) }));
          const most = Math.max(1, ...lines.flatMap(({ changes }) => changes.flatMap(({ pool }) => [pool.assigned, pool.purchased ?? 0])));
          const y = (count: number) => 100 - (count / most) * 96;
          const path = (changes: ReturnType<typeof steps>, of: (pool: Pool) => number) =>
            changes.map(({ day: name, pool }, at) => (at === 0 ? `M0 ${y(of(pool))}` : `H${x(name)}V${y(of(pool))}`)).join("") + `H${WIDTH}`;
          const name = names[first.holder][first.license];
          return (
            <div key={name}>
              <h4>{name}</h4>
              <svg class={`chart ${first.license}`} viewBox={`0 0 ${WIDTH} 104`} preserveAspectRatio="none" aria-hidden="true">
                {lines.map(({ changes }, at) => (
                  <g key={at} class={at > 0 ? "beside" : ""}>
                    {first.purchased !== null && <path class="limit" d={path(changes, (pool) => pool.purchased ?? 0)} />}
                    <path class="use" d={path(changes, (pool) => pool.assigned)} />
                  </g>
                ))}
              </svg>
              {lines.map((line, at) => (
                <ul key={at} class={at > 0 ? "beside" : ""}>
                  {line.name && <li class="line-name">{line.name}</li>}
                  {line.changes.map(({ day: on, pool }) => (
                    <li key={on}>
                      <When iso={on} as={day} />: {fill(words.of, { assigned: pool.assigned, purchased: pool.purchased })}
                    </li>
                  ))}
                </ul>
              ))}
            </div>
          );
        })}
      </div>
    </figure>
  );
}
