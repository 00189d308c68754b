// What was done, with a way back that has no time limit.
import { useAnswer } from "../view/jsx-runtime";
import { history, turn } from "../actions";
import { overview } from "../state";
import { fill, say, t } from "../text";
import { moment, money, number } from "../text/format";
import { Icon } from "./icons";
import { Given } from "./parts";
import { Table, When } from "./tables";

/** The room of the history. */
export function History() {
  const words = t.value.history;
  const entries = useAnswer(history, [overview.value?.revision]) ?? [];
  return (
    <section class="card room" aria-labelledby="history-heading">
      <div class="room-head">
        <h2 id="history-heading">{words.heading}</h2>
        <Turns />
      </div>
      {entries.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <Table
          label={words.heading}
          head={1}
          heads={[words.when, words.what, words.people, words.cost]}
          lines={entries.toReversed().map((entry) => ({
            key: entry.number,
            look: entry.undone ? "undone" : "",
            cells: [
              <When iso={entry.at} as={moment} />,
              <>
                <Given text={say(entry.summary)} />
                {entry.undone && <span class="tag">{words.undone}</span>}
              </>,
              number(entry.changed),
              entry.cost ? money(entry.cost) : t.value.none,
            ],
          }))}
        />
      )}
    </section>
  );
}

/** Undo and redo, each naming what it would do. */
export function Turns() {
  const words = t.value.history;
  const plan = overview.value!;
  return (
    <div class="turns">
      {(["undo", "redo"] as const).map((way) => {
        const entry = plan[way];
        const name = entry ? fill(way === "undo" ? words.undoThis : words.redoThis, { what: say(entry.summary) }) : words[way];
        return (
          <button key={way} type="button" class="icon-button" aria-label={name} title={name} disabled={!entry || plan.later} onClick={() => void turn(way)}>
            <Icon name={way} />
          </button>
        );
      })}
    </div>
  );
}
