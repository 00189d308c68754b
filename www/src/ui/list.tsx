// The list: how many there are, what can be done with them, and the grid or the table of them.
import { useEffect, useRef } from "../view/jsx-runtime";
import type { Sort } from "seatplan";
import { ask, mark, rows } from "../actions";
import { drawCell } from "../cells";
import { needed, shown } from "../columns";
import type { Ask } from "../engine/types";
import { Grid, type GridColumn } from "../grid/grid";
import type { GridRow } from "../grid/rows";
import { leaving } from "../planning";
import { navigate, route } from "../route";
import { drawn, overview, view } from "../state";
import { nameOf } from "../tags";
import { fill, t } from "../text";
import { visible } from "../text/visible";
import { TableView } from "./table";
import { Button } from "./parts";

const ACTIONS: Ask["action"][] = ["activateStandard", "activateArchived", "deactivate"];

/** Commands, list and what is selected. */
export function List() {
  const found = view.value;
  const { mode } = route.value;
  if (!found) return null;
  return (
    <>
      <CommandBar />
      {found.count === 0 ? <Nobody /> : mode === "table" ? <TableView /> : <GridView />}
    </>
  );
}

function Nobody() {
  const words = t.value.list;
  const noMailboxes = route.value.room === "mailboxes" && overview.value?.people.mailboxes === 0;
  return (
    <div class="nobody">
      <p>
        <strong>{noMailboxes ? words.noMailboxes : words.empty}</strong>
      </p>
      {!noMailboxes && <p>{words.emptyHint}</p>}
    </div>
  );
}

function CommandBar() {
  const words = t.value.list;
  const { count, marked, markedHere } = view.value!;
  const { room } = route.value;
  const { people, later, plan } = overview.value!;
  const total = people[room];
  const scope = marked > 0 ? "marked" : "matching";
  const scopeText = marked > 0 ? fill(words.scopeSelected, { n: marked }) : fill(words.scopeAll, { n: count });
  return (
    <div class="commands">
      <div class="actions" role="group" aria-label={words.commands}>
        {ACTIONS.map((action) => (
          <button
            key={action}
            type="button"
            class={action === "activateStandard" ? "button primary" : "button"}
            disabled={(later && !plan) || (scope === "matching" && count === 0)}
            onClick={() => void ask({ action, scope })}
          >
            {t.value.action[action]} <span class="hidden">{scopeText}</span>
          </button>
        ))}
        {plan && (
          <Button disabled={scope === "matching" && count === 0} onClick={() => void leaving(scope)}>
            {t.value.plans.leave} <span class="hidden">{scopeText}</span>
          </Button>
        )}
      </div>
      {/* Nothing here comes or goes: what is about to be clicked stays where it is. */}
      <Button look="link" disabled={markedHere === count} onClick={() => void mark({ kind: "all", on: true })}>
        {fill(words.selectAllMatching, { n: count })}
      </Button>
      <Button look="link" disabled={marked === 0} onClick={() => void mark({ kind: "none" })}>
        {words.clear}
      </Button>
      <div class="scope" role="status">
        <strong>{count !== total ? fill(words.matching, { n: count, of: total }) : fill(words.count[room], { n: count })}</strong>
        {marked > 0 ? (
          <>
            {" · "}
            {fill(words.selected, { n: marked })}
            {markedHere < marked && ` (${fill(words.elsewhere, { n: marked - markedHere })})`}
          </>
        ) : (
          count > 0 && <span class="second"> · {words.forAll}</span>
        )}
      </div>
    </div>
  );
}

/** How much room a column wants. */
const WIDTHS: Record<string, [number, number]> = {
  displayName: [170, 1.6], principalName: [180, 1.8], mail: [180, 1.8], license: [124, 0.5], tags: [330, 2.6], department: [120, 0.8], status: [130, 1],
};

function nextSort(sort: Sort[], column: string, add: boolean): Sort[] {
  const now = sort.find((one) => one.column === column);
  // Up, then down, then not at all.
  const next: Sort[] = !now ? [{ column }] : !now.descending ? [{ column, descending: true }] : [];
  const others = add ? sort.filter((one) => one.column !== column) : [];
  return [...others, ...next];
}

/** Sorts by a column, alone or after the others. */
export function sortBy(column: string, add: boolean): void {
  navigate({ sort: nextSort(route.value.sort, column, add), page: 0 }, true);
}

/** How a column is sorted. */
export function sorted(column: string): "ascending" | "descending" | null {
  const found = route.value.sort.find((one) => one.column === column);
  return found ? (found.descending ? "descending" : "ascending") : null;
}

async function fetchRows(offset: number, limit: number): Promise<GridRow[] | null> {
  const columns = needed.value;
  const answer = await rows(view.value!.version, offset, limit, columns);
  return answer?.rows.map(({ id, marked, cells }) => ({
    id, marked, cells: Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? null])),
  })) ?? null;
}

function GridView() {
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<Grid | null>(null);
  useEffect(() => {
    const made = makeGrid();
    grid.current = made;
    host.current!.append(made.root);
    return () => made.destroy();
  }, []);

  const words = t.value;
  const columns = shown.value;
  const { room, sort, text, facets } = route.value;
  const found = view.value!;
  useEffect(() => {
    const drawn = columns.map((column): GridColumn => {
      const [width, grow] = WIDTHS[column.name] ?? [165, 0.8];
      return {
        key: column.name, label: column.label, width, grow, sort: sorted(column.name), sortable: column.sortable,
        draw: (cell, row) => drawCell(column, cell, row),
      };
    });
    grid.current!.configure(drawn, {
      label: words.list.label[room],
      selectAll: words.list.selectAll,
      select: (row) => fill(words.list.select, { name: visible(nameOf(row.cells, row.id)) }),
    });
    grid.current!.refresh();
  }, [columns, words, room, sort]);

  const place = `${room} ${text} ${JSON.stringify([facets, sort])}`;
  const last = useRef(place);
  useEffect(() => {
    grid.current!.setRows(found.count, last.current !== place);
    last.current = place;
  }, [found.version]);
  useEffect(() => grid.current!.setMarks(found.markedHere === 0 ? "none" : found.markedHere === found.count ? "all" : "some"), [found]);
  const redraw = drawn.value;
  useEffect(() => grid.current!.refresh(), [redraw]);
  return <div class="grid-host" ref={host} />;
}

/** A grid whose actions are the page's. */
function makeGrid(): Grid {
  let anchor = 0;
  const toggle = (index: number) => {
    const row = grid.rowAt(index);
    if (!row) return;
    anchor = index;
    const on = !row.marked;
    grid.setMarked(index, on);
    void mark({ kind: "row", id: row.id, on });
  };
  const extend = (index: number) => {
    const [from, to] = [Math.min(anchor, index), Math.max(anchor, index) + 1];
    void mark({ kind: "only", from, to });
  };
  const open = (index: number) => {
    const row = grid.rowAt(index);
    if (row) navigate({ person: row.id });
  };
  const grid = new Grid(fetchRows, {
    toggle,
    extend,
    open,
    all: (on) => void mark({ kind: "all", on }),
    none: () => void mark({ kind: "none" }),
    sort: (column, add) => column.sortable && sortBy(column.key, add),
    // The buttons of the actions, in their order.
    letter: (key) => document.querySelectorAll<HTMLElement>(".commands .actions button")["sad".indexOf(key)]?.click(),
    clicked: (index, { box, name, range, toggle: toggled }) => {
      if (range) return extend(index);
      if (box || toggled) return toggle(index);
      anchor = index;
      if (name) open(index);
    },
  });
  return grid;
}

