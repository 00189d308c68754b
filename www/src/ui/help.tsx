// Help: the rules in the engine's words, how to search, and the keys.
import { useAnswer, useEffect } from "../view/jsx-runtime";
import { engineVersion } from "../actions";
import { overview } from "../state";
import { columnName, fill, readText, said, t, textFile } from "../text";
import { closeDialog } from "./dialogs";
import { Given, Modal } from "./parts";
import { loadRules, rule, ruleSlugs } from "./why";

/** What to write and what to press, each with its meaning. */
interface Rows {
  search: [string, string][];
  keys: [string, string][];
}

/** The help. */
export function HelpDialog({ rule: wanted }: { rule: string | null }) {
  const words = t.value.help;
  const file = textFile("help");
  const rows = useAnswer(() => readText<Rows>(file), [file]);
  const version = useAnswer(engineVersion, []);
  useEffect(() => void loadRules(), []);
  const columns = overview.value?.columns ?? [];
  return (
    <Modal wide title={words.heading} onClose={closeDialog}>
      <div class="help">
        <section>
          <h3>{words.search}</h3>
          <p>{words.searchText}</p>
          <Pairs rows={rows?.search ?? []} />
          {columns.length > 0 && (
            <details>
              <summary>{words.columns}</summary>
              <ul class="columns">
                {columns.map((column) => (
                  <li key={column.name}>
                    <code>{column.name}</code> <Given text={columnName(column)} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
        <section>
          <h3>{words.keys}</h3>
          <Pairs rows={rows?.keys ?? []} />
        </section>
        <section>
          <h3>{words.rules}</h3>
          {ruleSlugs().map((slug) => {
            const { title, text } = rule(slug);
            return (
              <details key={slug} open={slug === wanted}>
                <summary>{title}</summary>
                <p>{text}</p>
              </details>
            );
          })}
        </section>
        {version && <p class="hint">{fill(words.about, { version })}</p>}
      </div>
    </Modal>
  );
}

function Pairs({ rows }: { rows: [string, string][] }) {
  return (
    <dl class="pairs">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>
            <kbd>{name}</kbd>
          </dt>
          <dd>{said(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
