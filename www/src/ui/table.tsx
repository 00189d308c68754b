// The list as a plain table, a hundred rows a page: for screen readers, large zoom and paper.
import { useAnswer, useEffect, useState } from "../view/jsx-runtime";
import type { Row } from "seatplan";
import { mark, rows } from "../actions";
import { cellText } from "../cells";
import { needed, shown, TAGS } from "../columns";
import { navigate, route } from "../route";
import { drawn, view } from "../state";
import { nameOf, tagsOf } from "../tags";
import { fill, t } from "../text";
import { visible } from "../text/visible";
import { sortBy, sorted } from "./list";
import { Pager } from "./pager";
import { Button, Given } from "./parts";

const PAGE = 100;

/** A page of the list. */
export function TableView() {
  const words = t.value.list;
  const { room } = route.value;
  const { version, count } = view.value!;
  const page = Math.min(route.value.page, Math.max(0, Math.ceil(count / PAGE) - 1));
  const columns = needed.value;
  const redraw = drawn.value;
  const found = useAnswer(
    () => rows(version, page * PAGE, PAGE, columns).then((answer) => answer && { rows: answer.rows, columns }),
    [version, page, columns, redraw],
  );
  return (
    <div class="table-view">
      <div class="table-scroll" tabIndex={0} role="region" aria-label={words.label[room]}>
        <table aria-label={words.label[room]}>
          <thead>
            <tr>
              <th scope="col" class="check">
                <span class="hidden">{words.selectAll}</span>
              </th>
              {shown.value.map(({ name, label, sortable }) => (
                <th key={name} scope="col" aria-sort={sorted(name) ?? undefined}>
                  {sortable ? (
                    <Button look="sort" onClick={(event) => sortBy(name, event.shiftKey)}>
                      {label}
                    </Button>
                  ) : (
                    label
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{found?.rows.map((row) => <TableRow key={row.id} row={row} columns={found.columns} />)}</tbody>
        </table>
      </div>
      <Pager offset={page * PAGE} shown={found?.rows.length ?? 0} total={count} size={PAGE} onTurn={(offset) => navigate({ page: offset / PAGE })} />
    </div>
  );
}

function TableRow({ row, columns }: { row: Row; columns: string[] }) {
  const [marked, setMarked] = useState(row.marked);
  useEffect(() => setMarked(row.marked), [row]);
  const cells = Object.fromEntries(columns.map((name, place) => [name, row.cells[place] ?? null]));
  const name = nameOf(cells, row.id);
  return (
    <tr class={marked ? "marked" : ""}>
      <td class="check">
        <label>
          <input
            type="checkbox"
            checked={marked}
            aria-label={fill(t.value.list.select, { name: visible(name) })}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              setMarked(on);
              void mark({ kind: "row", id: row.id, on });
            }}
          />
        </label>
      </td>
      {shown.value.map((column) => {
        if (column.name === TAGS) {
          return (
            <td key={column.name} class="tags">
              {tagsOf(cells).map(({ text, look, title }) => (
                <span key={text} class={`tag ${look}`} title={title}>
                  {text}
                </span>
              ))}
            </td>
          );
        }
        if (column.name === "displayName") {
          return (
            <th key={column.name} scope="row">
              <Button look="link" onClick={() => navigate({ person: row.id })}>
                <Given text={name} />
              </Button>
            </th>
          );
        }
        return (
          <td key={column.name}>
            <bdi>{cellText(column, cells[column.name] ?? null)}</bdi>
          </td>
        );
      })}
    </tr>
  );
}
