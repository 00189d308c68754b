// What to buy and when, as the engine advises; one click puts it into a plan.
import { useEffect, useState } from "../view/jsx-runtime";
import type { Advised, PlanName } from "../engine/plan-types";
import { advice, takeAdvice } from "../planning";
import { overview, plans } from "../state";
import { fill, t } from "../text";
import { money } from "../text/format";
import { Steps } from "./steps";
import { useUntil } from "./until";
import { Why } from "./why";
import { Button } from "./parts";

/** Advice on top of the plan that is open, or of nothing. */
export function Advice({ plan }: { plan: PlanName | null }) {
  const words = t.value.advice;
  const { until } = useUntil();
  const [found, setFound] = useState<Advised | null>(null);
  const { value } = plans;
  const revision = overview.value?.revision;
  // Advice on something else is none.
  useEffect(() => setFound(null), [plan?.id, until, value, revision]);
  const ask = async () => setFound((await advice(plan?.id ?? null, until)) ?? null);
  return (
    <section class="card room" aria-labelledby="advice-heading">
      <div class="room-head">
        <h2 id="advice-heading">{words.heading}</h2>
        <Button onClick={() => void ask()}>
          {words.ask}
        </Button>
      </div>
      <p class="hint">{words.text}</p>
      <div role="status">
        {found && (
          <>
            <p class="sentence">
              {found.steps.length === 0 ? words.none : `${words.cost}: ${money(found.cost)}. ${found.cost.amount === found.bound.amount ? words.best : fill(words.bound, { bound: money(found.bound) })}`}
            </p>
            <Why rules={["purchase", "insufficient-licenses", "grace-60"]} />
          </>
        )}
      </div>
      {found && found.steps.length > 0 && (
        <>
          <Steps came={found.steps} plan={null} />
          <p>
            <Button look="button primary" onClick={() => void takeAdvice(plan?.id ?? null, until)}>
              {plan ? fill(words.take, { name: plan.name }) : words.takeNew}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}
