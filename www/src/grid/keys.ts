// The keyboard of the grid, after the ARIA practices for grids.
import type { Grid, GridColumn } from "./grid";

/** What a person does with the grid. */
export interface GridActions {
  clicked: (index: number, how: { box: boolean; name: boolean; range: boolean; toggle: boolean }) => void;
  toggle: (index: number) => void;
  /** Extends the selection from where it began to this row. */
  extend: (index: number) => void;
  all: (on: boolean) => void;
  none: () => void;
  open: (index: number) => void;
  sort: (column: GridColumn, add: boolean) => void;
  /** A letter that stands for a command. */
  letter: (key: string) => void;
}

/** Does what a key means in the grid. */
export function handleKey(event: KeyboardEvent, grid: Grid, actions: GridActions): void {
  const { index, column } = grid.active;
  const { shiftKey: shift, altKey: alt } = event;
  const control = event.ctrlKey || event.metaKey;
  if (alt) return;
  const inHead = index < 0;
  const move = (row: number, cell: number) => {
    grid.go(row, cell);
    if (shift && row !== index && row >= 0) actions.extend(grid.active.index);
  };
  switch (event.key) {
    case "ArrowDown":
      move(control ? grid.count - 1 : index + 1, column);
      break;
    case "ArrowUp":
      move(control ? 0 : index - 1, column);
      break;
    case "ArrowLeft":
      grid.go(index, control ? 0 : column - 1);
      break;
    case "ArrowRight":
      grid.go(index, control ? grid.columnCount - 1 : column + 1);
      break;
    case "Home":
      move(control ? 0 : index, control && shift ? column : 0);
      break;
    case "End":
      move(control ? grid.count - 1 : index, control && shift ? column : grid.columnCount - 1);
      break;
    case "PageDown":
      move(Math.min(grid.count - 1, Math.max(index, 0) + grid.pageRows), column);
      break;
    case "PageUp":
      move(Math.max(0, index - grid.pageRows), column);
      break;
    case " ":
      if (!inHead) shift ? actions.extend(index) : actions.toggle(index);
      else press(grid, actions, event);
      break;
    case "Enter":
      if (inHead) press(grid, actions, event);
      else actions.open(index);
      break;
    case "Escape":
      actions.none();
      break;
    default:
      if (control && event.key.toLowerCase() === "a") actions.all(true);
      else if (!control && /^[a-z]$/.test(event.key)) actions.letter(event.key);
      else return;
  }
  event.preventDefault();
}

/** Presses what a cell of the head is: a box for everybody, or the order of a column. */
function press(grid: Grid, actions: GridActions, event: KeyboardEvent): void {
  const column = grid.columnAt(grid.active.column);
  if (column) actions.sort(column, event.shiftKey || event.ctrlKey || event.metaKey);
  else actions.all(!grid.root.querySelector<HTMLInputElement>(".grid-head input")?.checked);
}
