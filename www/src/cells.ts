// Drawing a cell of the list, without markup: what comes from a file is only ever text.
import type { Shown } from "./columns";
import { TAGS } from "./columns";
import type { GridRow } from "./grid/rows";
import { nameOf, tagsOf } from "./tags";
import { word } from "./text";
import { moment } from "./text/format";
import { visible } from "./text/visible";

/** A cell's text as people read it. */
export function cellText(column: Shown, value: string | null): string {
  if (value === null || value === "") return "";
  return column.type === "instant" ? moment(value) : visible(word(column.name, value));
}

/** Draws a cell. */
export function drawCell(column: Shown, cell: HTMLElement, row: GridRow): void {
  if (column.name === TAGS) return cell.replaceChildren(...drawTags(row));
  const value = row.cells[column.name] ?? null;
  if (column.name === "displayName") {
    const link = element("bdi", "name", visible(nameOf(row.cells, row.id)));
    return cell.replaceChildren(link);
  }
  if (column.name === "license") {
    return cell.replaceChildren(element("span", `license ${value}`, cellText(column, value)));
  }
  cell.replaceChildren(element("bdi", "", cellText(column, value)));
  cell.title = column.type === "instant" ? (value ?? "") : "";
}

function drawTags(row: GridRow): HTMLElement[] {
  return tagsOf(row.cells).map(({ text, look, title }) => {
    const tag = element("span", `tag ${look}`, text);
    if (title) tag.title = title;
    return tag;
  });
}

function element(name: string, look: string, text: string): HTMLElement {
  const made = document.createElement(name);
  if (look) made.className = look;
  made.textContent = text;
  return made;
}
