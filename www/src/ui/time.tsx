// What happens until a day if nobody does anything: when data goes, and how far the pools are used. Drawn, and
// the same as tables.
import { useAnswer } from "../view/jsx-runtime";
import { timeline } from "../actions";
import { overview } from "../state";
import { t } from "../text";
import { PoolUse, Purges } from "./charts";
import { Until, useUntil } from "./until";

/** The room of the time line. */
export function Time() {
  const words = t.value.time;
  const plan = overview.value!;
  const { today, until } = useUntil();
  const found = useAnswer(() => (until ? timeline(until) : null), [until, plan.revision]);
  return (
    <section class="card room" aria-labelledby="time-heading">
      <div class="room-head">
        <h2 id="time-heading">{words.heading}</h2>
        <Until />
      </div>
      {found && (
        <>
          <Purges found={found} from={today} until={until} />
          <PoolUse futures={[found]} heading={words.pools} />
        </>
      )}
    </section>
  );
}
