// The room of plans: all of them at a glance, the one that is open, two side by side, and advice.
import { useEffect, useState } from "../view/jsx-runtime";
import type { DryRun } from "../engine/plan-types";
import { dryRun, newPlan } from "../planning";
import { navigate, route } from "../route";
import { overview, plans } from "../state";
import { fill, t } from "../text";
import { money, number } from "../text/format";
import { Advice } from "./advice";
import { Compare } from "./compare";
import { Button, Given } from "./parts";
import { OpenPlan } from "./steps";
import { Table } from "./tables";
import { Until, useUntil } from "./until";

/** Every future there is: if nobody does anything, and under each plan. */
export const futures = () => [{ id: null, name: t.value.plans.nothing, steps: 0 }, ...plans.value];

/** The room. */
export function Plans() {
  const words = t.value.plans;
  const { until } = useUntil();
  const { plan: open } = route.value;
  const runs = useRuns(until);
  const plan = plans.value.find(({ id }) => id === open);
  const begin = async () => {
    const id = await newPlan(null);
    if (id !== undefined) navigate({ plan: id });
  };
  return (
    <>
      <section class="card room" aria-labelledby="plans-heading">
        <div class="room-head">
          <h2 id="plans-heading" tabIndex={-1}>{words.heading}</h2>
          <Until />
          <Button onClick={() => void begin()}>
            {words.new}
          </Button>
        </div>
        <p class="hint">{words.text}</p>
        <Table
          look="numbers"
          label={words.heading}
          heads={[words.plan, words.steps, words.refused, words.cost, words.short, words.lost]}
          lines={futures().map(({ id, name, steps }) => {
            const run = runs[id ?? 0];
            return {
              key: id ?? 0,
              look: id !== null && id === open ? "open" : "",
              cells: [
                id === null ? (
                  name
                ) : (
                  <Button look="link" aria-pressed={id === open} onClick={() => navigate({ plan: id === open ? null : id })}>
                    <Given text={name} />
                  </Button>
                ),
                number(steps),
                run ? number(run.came.filter(({ ok }) => !ok).length) : "…",
                run?.timeline.cost ? money(run.timeline.cost) : t.value.none,
                run?.timeline.shortages.length ? <Shortages run={run} /> : t.value.none,
                run ? number(run.lost) : "…",
              ],
            };
          })}
        />
      </section>
      {plan && <OpenPlan key={plan.id} plan={plan} run={runs[plan.id] ?? null} />}
      <Compare />
      <Advice plan={plan ?? null} />
    </>
  );
}

function Shortages({ run }: { run: DryRun }) {
  const names = t.value.pools.name;
  return (
    <ul>
      {run.timeline.shortages.map(({ holder, license, most, firstDay }) => (
        <li key={holder + license}>{fill(t.value.plans.shortBy, { n: most, pool: names[holder][license], day: firstDay })}</li>
      ))}
    </ul>
  );
}

/** What each future comes to, one after another. */
function useRuns(until: string): Record<number, DryRun> {
  const [runs, setRuns] = useState<Record<number, DryRun>>({});
  const all = plans.value;
  const revision = overview.value?.revision;
  useEffect(() => {
    let current = true;
    const ask = async () => {
      for (const id of [null, ...all.map((plan) => plan.id)]) {
        const run = await dryRun(id, until);
        if (!current) return;
        if (run) setRuns((before) => ({ ...before, [id ?? 0]: run }));
      }
    };
    if (until) void ask();
    return () => {
      current = false;
    };
  }, [all, until, revision]);
  return runs;
}
