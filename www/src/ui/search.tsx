// The box that searches and filters, and filters that are a click away.
import { QUICK, help, search } from "../actions";
import { route } from "../route";
import { counts, overview, view } from "../state";
import { say, t } from "../text";
import { number } from "../text/format";
import { Icon } from "./icons";

/** Search box and filters. */
export function Search() {
  const words = t.value.search;
  const problem = view.value?.problem ?? null;
  const { text } = route.value;
  return (
    <search class="search">
      <div class={problem ? "search-box wrong" : "search-box"}>
        <Icon name="search" />
        <input
          id="search"
          type="search"
          value={text}
          aria-label={words.label}
          placeholder={words.placeholder}
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={problem ? "search-problem" : undefined}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => search(event.currentTarget.value, true)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && text) {
              event.preventDefault();
              search("", true);
            }
          }}
        />
        <button type="button" class="icon-button" aria-label={words.help} onClick={() => help()}>
          <Icon name="help" />
        </button>
      </div>
      {problem && (
        <p id="search-problem" class="problem" role="alert">
          {say(problem)}
        </p>
      )}
      <QuickFilters />
    </search>
  );
}

function QuickFilters() {
  const words = t.value.search;
  const { text, room } = route.value;
  const found = counts.value;
  const filters = QUICK.filter((filter) => (found[filter] ?? 0) > 0 || filter === text);
  if (filters.length === 0) return null;
  return (
    <div class="quick" role="group" aria-label={words.quick}>
      <Quick text="" name={words.everyone} count={overview.value!.people[room]} pressed={text === ""} />
      {filters.map((filter) => (
        <Quick key={filter} text={filter} name={words.quickNames[filter] ?? filter} count={found[filter] ?? null} pressed={text === filter} />
      ))}
    </div>
  );
}

function Quick({ text, name, count, pressed }: { text: string; name: string; count: number | null; pressed: boolean }) {
  return (
    <button type="button" class="chip" aria-pressed={pressed} onClick={() => search(pressed ? "" : text, false)}>
      {name} {count !== null && <span class="number">{number(count)}</span>}
    </button>
  );
}
