// Filters beside the list: the values there are, with how many people have each. The engine counts.
import { signal } from "../signals";
import { useState } from "../view/jsx-runtime";
import type { Facet } from "seatplan";
import { navigate, route } from "../route";
import { facets, overview } from "../state";
import { columnName, fill, t, word } from "../text";
import { number } from "../text/format";
import { visible } from "../text/visible";
import { Icon } from "./icons";
import { Button, Given } from "./parts";

/** How many values a column shows at first. */
const FIRST = 6;

/** Whether the filters are open where there is no room for them beside the list. */
const open = signal(false);

function label(name: string): string {
  const column = overview.value?.columns.find((one) => one.name === name);
  return column ? columnName(column) : name;
}

function valueText(column: string, value: string): string {
  return value === "" ? t.value.search.empty : word(column, value);
}

function toggle(column: string, value: string, on: boolean): void {
  const { facets: chosen } = route.value;
  const others = (chosen[column] ?? []).filter((other) => other !== value);
  const values = on ? [...others, value] : others;
  const { [column]: _, ...rest } = chosen;
  navigate({ facets: values.length > 0 ? { ...rest, [column]: values } : rest, page: 0 });
}

/** The filters. */
export function Facets() {
  const words = t.value.search;
  // Its room is kept while the values are counted: what stands beside must not move under a pointer.
  return (
    <section class={open.value ? "facets open" : "facets"} aria-label={words.filters}>
      {facets.value.map((facet) => (
        <FacetValues key={facet.column} facet={facet} />
      ))}
    </section>
  );
}

/** Opens the filters where there is little room. */
export function FacetButton() {
  return (
    <Button look="button quiet facet-button" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
      <Icon name="settings" />
      {t.value.search.filters}
    </Button>
  );
}

function FacetValues({ facet: { column, values } }: { facet: Facet }) {
  const words = t.value.search;
  const [all, setAll] = useState(false);
  const chosen = route.value.facets[column] ?? [];
  const rest = values.length - FIRST;
  // What is chosen stays in sight, also when nobody is left who has it.
  const gone = chosen.filter((value) => !values.some((one) => (one.value ?? "") === value)).map((value) => ({ value, count: 0 }));
  const listed = [...gone, ...(all || rest <= 1 ? values : values.filter(({ value }, place) => place < FIRST || chosen.includes(value ?? "")))];
  if (listed.length === 0) return null;
  return (
    <fieldset class="facet">
      <legend>
        <Given text={label(column)} />
      </legend>
      {listed.map(({ value, count }) => {
        const key = value ?? "";
        return (
          <label key={key}>
            <input type="checkbox" checked={chosen.includes(key)} onChange={(event) => toggle(column, key, event.currentTarget.checked)} />
            <bdi>{visible(valueText(column, key))}</bdi>
            <span class="number">{number(count)}</span>
          </label>
        );
      })}
      {rest > 1 && (
        <Button look="link" onClick={() => setAll(!all)}>
          {all ? words.fewer : fill(words.more, { n: rest })}
        </Button>
      )}
    </fieldset>
  );
}

/** What the list is filtered by, each a click from being gone. */
export function Chosen() {
  const words = t.value.search;
  const { facets: all } = route.value;
  // Of many values one is told, and all go at once.
  const chosen = Object.entries(all).flatMap(([column, values]) => (values.length > 4 ? [{ column, value: values[0]!, more: values.length - 1 }] : values.map((value) => ({ column, value, more: 0 }))));
  if (chosen.length === 0) return null;
  const drop = (column: string) => navigate({ facets: Object.fromEntries(Object.entries(all).filter(([other]) => other !== column)), page: 0 });
  return (
    <div class="quick">
      {chosen.map(({ column, value, more }) => {
        const text = `${label(column)}: ${visible(valueText(column, value))}${more > 0 ? `, ${fill(words.more, { n: more })}` : ""}`;
        return (
          <button key={text} type="button" class="chip" aria-label={fill(words.remove, { filter: text })} onClick={() => (more > 0 ? drop(column) : toggle(column, value, false))}>
            <bdi>{text}</bdi>
            <Icon name="close" />
          </button>
        );
      })}
      <Button look="link" onClick={() => navigate({ facets: {}, page: 0 })}>
        {words.all}
      </Button>
    </div>
  );
}
