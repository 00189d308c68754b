// The search box: completed by the engine with columns, and values with how many people have them.
import { useRef, useState } from "../view/jsx-runtime";
import type { Completion } from "seatplan";
import { complete, search, wait } from "../actions";
import { route } from "../route";
import { columnName, t } from "../text";
import { number } from "../text/format";
import { Given } from "./parts";

// Preact's types know a combobox only with a <datalist>, which cannot show counts.
const COMBOBOX = { role: "combobox" } as object;

/** A combobox, after the ARIA practices. */
export function SearchBox({ wrong }: { wrong: boolean }) {
  const words = t.value.search;
  const { text } = route.value;
  const input = useRef<HTMLInputElement>(null);
  const newest = useRef(0);
  const [found, setFound] = useState<Completion[]>([]);
  const [active, setActive] = useState(-1);

  const close = () => {
    newest.current++;
    setFound([]);
    setActive(-1);
  };
  const offer = async () => {
    const { value, selectionStart } = input.current!;
    const ticket = ++newest.current;
    // The rows come first, and while somebody types they alone.
    await wait(150);
    const answer = ticket === newest.current && (await complete(value, selectionStart!));
    if (!answer || ticket !== newest.current) return;
    // What is written out needs no list, which would cover what comes next.
    const whole = answer.some((one) => one.text === value.slice(one.from, one.to));
    setFound(whole ? [] : answer);
  };
  const take = ({ text: added, from, to }: Completion) => {
    const value = text.slice(0, from) + added + text.slice(to);
    const at = from + added.length;
    search(value);
    const box = input.current!;
    box.value = value;
    box.setSelectionRange(at, at);
    close();
    // After a column comes a value.
    if (added.endsWith(":")) void offer();
  };
  const press = (event: KeyboardEvent) => {
    const { length } = found;
    const chosen = found[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (length === 0) void offer();
      else setActive((active + (event.key === "ArrowDown" ? 1 : length + (active < 0 ? 0 : -1))) % length);
    } else if (event.key === "Enter" && chosen) take(chosen);
    else if (event.key === "Escape" && length > 0) close();
    else if (event.key === "Escape" && text) search("");
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={input}
        id="search"
        type="search"
        {...COMBOBOX}
        value={text}
        aria-label={words.label}
        aria-expanded={found.length > 0}
        aria-controls="completions"
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `completion-${active}` : undefined}
        placeholder={words.placeholder}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? "search-problem" : undefined}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          search(value);
          // What was offered was for other words.
          close();
          if (value) void offer();
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <ul id="completions" role="listbox" aria-label={words.suggestions} class="completions" hidden={found.length === 0}>
        {found.map((one, place) => (
          <li
            key={one.text}
            id={`completion-${place}`}
            role="option"
            aria-selected={place === active}
            // The box keeps the focus.
            onMouseDown={(event) => (event.preventDefault(), take(one))}
          >
            <Given text={one.count === null ? columnName({ name: one.text.replace(/:$/, ""), label: one.label }) : one.label} />
            <span class="number">{one.count === null ? one.text : number(one.count)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
