// A pasted list of names becomes a selection; names that are nobody's are told.
import { useState } from "../view/jsx-runtime";
import { pick } from "../actions";
import { fill, t } from "../text";
import { closeDialog } from "./dialogs";
import { Icon } from "./icons";
import { Button, Given, Modal } from "./parts";

/** The names in a text: one a line, or cells of a table. */
function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\r\n\t;,]+/).map((name) => name.trim().replace(/^"(.*)"$/, "$1")).filter(Boolean))];
}

/** The dialog. */
export function NamesDialog({ text: first }: { text: string }) {
  const words = t.value.names;
  const [text, setText] = useState(first);
  const [missing, setMissing] = useState<string[] | null>(null);
  const names = namesIn(text);
  const take = async () => {
    const left = await pick(names);
    if (left && left.length === 0) closeDialog();
    else setMissing(left ?? null);
  };
  return (
    <Modal
      title={words.heading}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>
            {missing ? t.value.close : t.value.cancel}
          </Button>
          <Button look="button primary" disabled={names.length === 0} onClick={() => void take()}>
            {fill(words.take, { n: names.length })}
          </Button>
        </>
      }
    >
      <label class="field">
        <span>{words.label}</span>
        <textarea rows={8} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {missing && missing.length > 0 && (
        <div class="notice bad" role="alert">
          <Icon name="warning" />
          <div>
            <p>{fill(words.missing, { n: missing.length })}</p>
            <ul class="missing" tabIndex={0} aria-label={fill(words.missing, { n: missing.length })}>
              {missing.slice(0, 500).map((name) => (
                <li key={name}>
                  <Given text={name} />
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </Modal>
  );
}
