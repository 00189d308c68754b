// The list: a grid of any number of rows in a handful of elements. It knows nothing of people or of the
// engine; it is given columns that draw cells, and a function that fetches rows.
import { type GridActions, handleKey } from "./keys";
import { type Fetch, type GridRow, RowCache } from "./rows";
import { Scroll } from "./scroll";

/** A column, and how it draws a cell. */
export interface GridColumn {
  key: string;
  label: string;
  /** Smallest width in pixels, and its share of what is left. */
  width: number;
  grow: number;
  sort: "ascending" | "descending" | null;
  sortable: boolean;
  draw: (cell: HTMLElement, row: GridRow) => void;
}

/** Words the grid needs. */
export interface GridWords {
  label: string;
  selectAll: string;
  select: (row: GridRow) => string;
}

interface Slot {
  element: HTMLElement;
  cells: HTMLElement[];
  check: HTMLInputElement;
  index: number;
  row: GridRow | undefined;
}

const HEAD = -1;
const SPARE = 3;
/** How long after the last wheel or touch a scroll counts as gentle, and when the bar is put right. */
const GENTLE = 250;
const REST = 150;

/** A part of a document, made without markup. */
function part(role: string, name: string, parent?: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  if (role) element.setAttribute("role", role);
  element.className = name;
  parent?.append(element);
  return element;
}

/** The grid. */
export class Grid {
  readonly root = part("grid", "grid");
  #headRow: HTMLElement;
  #head: HTMLElement;
  #scroller: HTMLElement;
  #space: HTMLElement;
  #body: HTMLElement;
  #headCells: HTMLElement[] = [];
  #headCheck = document.createElement("input");
  #slots: Slot[] = [];
  #free: Slot[] = [];
  #columns: GridColumn[] = [];
  #words: GridWords = { label: "", selectAll: "", select: () => "" };
  #actions: GridActions;
  #cache: RowCache;
  #scroll = new Scroll();
  #count = 0;
  #rowHeight = 40;
  #active = { index: HEAD, column: 1 };
  #gentleUntil = 0;
  #resting = 0;
  /** Where the bar stood when it was last looked at. */
  #seen = 0;
  #frame = 0;
  #observer: ResizeObserver;

  constructor(fetch: Fetch, actions: GridActions) {
    this.#actions = actions;
    this.#cache = new RowCache(fetch, () => this.#drawSoon());
    this.root.setAttribute("aria-multiselectable", "true");
    this.#head = part("rowgroup", "grid-head", this.root);
    this.#headRow = part("row", "grid-row", this.#head);
    this.#headRow.setAttribute("aria-rowindex", "1");
    this.#scroller = part("presentation", "grid-scroll", this.root);
    this.#space = part("presentation", "grid-space", this.#scroller);
    this.#body = part("rowgroup", "grid-body", this.#space);
    this.#headCheck.type = "checkbox";
    this.#headCheck.tabIndex = -1;
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const event of ["wheel", "touchmove"]) {
      this.#scroller.addEventListener(event, () => (this.#gentleUntil = performance.now() + (event === "wheel" ? GENTLE : 1500)), { passive: true });
    }
    this.root.addEventListener("keydown", (event) => handleKey(event, this, this.#actions));
    this.root.addEventListener("click", (event) => this.#clicked(event));
    this.root.addEventListener("focusin", (event) => this.#focused(event));
    this.#observer = new ResizeObserver(() => this.#layout());
    this.#observer.observe(this.#scroller);
  }

  /** Ends it. */
  destroy(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.root.remove();
  }

  get count(): number {
    return this.#count;
  }

  get columnCount(): number {
    return this.#columns.length + 1;
  }

  get active(): Readonly<{ index: number; column: number }> {
    return this.#active;
  }

  /** How many whole rows are in sight. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#scroller.clientHeight / this.#rowHeight) - 1);
  }

  /** The row at a place, if it is here. */
  rowAt(index: number): GridRow | undefined {
    return this.#cache.at(index);
  }

  /** The column at a place; none for the check boxes. */
  columnAt(place: number): GridColumn | undefined {
    return this.#columns[place - 1];
  }

  /** Sets columns and words, and draws everything anew. */
  configure(columns: GridColumn[], words: GridWords): void {
    const focused = this.root.contains(document.activeElement);
    this.#columns = columns;
    this.#words = words;
    const tracks = columns.map((column) => `minmax(${column.width}px, ${column.grow}fr)`).join(" ");
    this.root.style.setProperty("--tracks", `44px ${tracks}`);
    this.root.style.setProperty("--wide", `${columns.reduce((sum, column) => sum + column.width, 44)}px`);
    this.root.setAttribute("aria-label", words.label);
    this.root.setAttribute("aria-colcount", String(this.columnCount));
    this.#drawHead();
    for (const slot of [...this.#slots, ...this.#free]) slot.element.remove();
    this.#slots = [];
    this.#free = [];
    this.#active.column = Math.min(this.#active.column, this.columnCount - 1);
    this.#layout();
    if (focused) this.focus();
  }

  /** The list has become another one; the place in it is kept where it can be, or it begins anew. */
  setRows(count: number, fromTop: boolean): void {
    this.#count = count;
    this.#cache.clear();
    for (const slot of this.#slots) slot.row = undefined;
    this.root.setAttribute("aria-rowcount", String(count + 1));
    if (fromTop) {
      this.#scroll.top = 0;
      if (this.#active.index > 0) this.#active.index = 0;
    }
    if (this.#active.index >= count) this.#active.index = count - 1;
    const focused = this.#body.contains(document.activeElement);
    this.#layout();
    this.#scroller.scrollTop = this.#scroll.go(this.#scroll.top);
    if (focused) this.focus();
  }

  /** Asks again for what is shown; the list is the same. */
  refresh(): void {
    this.#cache.expire();
    this.#drawSoon();
  }

  /** Shows how much of the list is selected. */
  setMarks(state: "none" | "some" | "all"): void {
    this.#headCheck.checked = state === "all";
    this.#headCheck.indeterminate = state === "some";
  }

  /** Shows a row as selected or not, before the engine has been told. */
  setMarked(index: number, on: boolean): void {
    const row = this.#cache.at(index);
    if (row) row.marked = on;
    this.#draw();
  }

  /** Puts the focus on the cell that was active last. */
  focus(): void {
    this.go(this.#active.index, this.#active.column);
  }

  /** Goes to a cell; -1 is the head. */
  go(index: number, column: number): void {
    this.#active = {
      index: Math.max(HEAD, Math.min(index, this.#count - 1)),
      column: Math.max(0, Math.min(column, this.columnCount - 1)),
    };
    this.#reveal(this.#active.index);
    this.#draw();
    const cell = this.#activeCell();
    cell?.focus({ preventScroll: true });
    if (cell) this.#revealColumn(cell);
  }

  #activeCell(): HTMLElement | undefined {
    const { index, column } = this.#active;
    const cells = index === HEAD ? this.#headCells : this.#slots.find((slot) => slot.index === index)?.cells;
    return cells?.[column];
  }

  #reveal(index: number): void {
    if (index === HEAD) return;
    const top = index * this.#rowHeight;
    const bottom = top + this.#rowHeight - this.#scroller.clientHeight;
    const wanted = Math.max(bottom, Math.min(this.#scroll.top, top));
    if (wanted === this.#scroll.top) return;
    this.#scroller.scrollTop = this.#scroll.go(wanted);
    this.#scroll.settled(this.#scroller.scrollTop);
  }

  #revealColumn(cell: HTMLElement): void {
    const { scrollLeft, clientWidth } = this.#scroller;
    const right = cell.offsetLeft + cell.offsetWidth - clientWidth;
    if (cell.offsetLeft < scrollLeft) this.#scroller.scrollLeft = cell.offsetLeft;
    else if (right > scrollLeft) this.#scroller.scrollLeft = Math.min(right, cell.offsetLeft);
  }

  #scrolled(): void {
    const bar = this.#scroller.scrollTop;
    this.#seen = bar;
    this.#head.scrollLeft = this.#scroller.scrollLeft;
    this.#scroll.moved(bar, performance.now() < this.#gentleUntil);
    this.#draw();
    clearTimeout(this.#resting);
    // At an end of the bar the list could not be moved on.
    if (this.#scroll.stuck(bar)) this.#rest();
    else this.#resting = setTimeout(() => this.#rest(), REST) as unknown as number;
  }

  #rest(): void {
    // The bar has moved since it was looked at: whoever moved it wins.
    if (Math.abs(this.#scroller.scrollTop - this.#seen) > 1) return;
    this.#scroller.scrollTop = this.#scroll.go(this.#scroll.top);
    this.#scroll.settled(this.#scroller.scrollTop);
  }

  #layout(): void {
    const height = Number.parseFloat(getComputedStyle(this.root).getPropertyValue("--row"));
    if (height > 0) this.#rowHeight = height;
    const window = this.#scroller.clientHeight;
    this.#space.style.height = `${this.#scroll.layout(this.#count * this.#rowHeight, window)}px`;
    this.#body.style.height = `${Math.min(window, this.#count * this.#rowHeight)}px`;
    this.#draw();
  }

  #drawSoon(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #drawHead(): void {
    const check = part("columnheader", "grid-cell grid-check");
    check.setAttribute("aria-label", this.#words.selectAll);
    const box = document.createElement("label");
    this.#headCheck.setAttribute("aria-label", this.#words.selectAll);
    box.append(this.#headCheck);
    check.append(box);
    const cells = this.#columns.map((column) => {
      const cell = part("columnheader", `grid-cell${column.sortable ? " grid-sortable" : ""}`);
      if (column.sort) cell.setAttribute("aria-sort", column.sort);
      const label = document.createElement("span");
      label.textContent = column.label;
      cell.append(label);
      return cell;
    });
    this.#headCells = [check, ...cells];
    this.#headCells.forEach((cell, place) => {
      cell.tabIndex = -1;
      cell.setAttribute("aria-colindex", String(place + 1));
    });
    this.#headRow.replaceChildren(...this.#headCells);
  }

  #newSlot(): Slot {
    const element = part("row", "grid-row");
    const check = document.createElement("input");
    check.type = "checkbox";
    check.tabIndex = -1;
    const cells = Array.from({ length: this.columnCount }, (_, place) => {
      const cell = part("gridcell", place === 0 ? "grid-cell grid-check" : "grid-cell", element);
      cell.setAttribute("aria-colindex", String(place + 1));
      cell.tabIndex = -1;
      return cell;
    });
    const label = document.createElement("label");
    label.append(check);
    cells[0]!.append(label);
    return { element, cells, check, index: -2, row: undefined };
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#columns.length === 0) return;
    const { top } = this.#scroll;
    const first = Math.max(0, Math.floor(top / this.#rowHeight) - SPARE);
    const last = Math.min(this.#count - 1, Math.ceil((top + this.#scroller.clientHeight) / this.#rowHeight) + SPARE);
    this.#cache.want(first, last, this.#count);
    const wanted = new Set<number>();
    for (let index = first; index <= last; index++) wanted.add(index);
    // The active row stays, wherever it is: taking it away would take the focus away.
    if (this.#active.index >= 0 && this.#active.index < this.#count) wanted.add(this.#active.index);
    const slots = new Map<number, Slot>();
    for (const slot of this.#slots) {
      if (wanted.has(slot.index)) slots.set(slot.index, slot);
      else this.#free.push(slot);
    }
    const order = [...wanted].sort((a, b) => a - b);
    this.#slots = order.map((index) => slots.get(index) ?? this.#free.pop() ?? this.#newSlot());
    this.#slots.forEach((slot, place) => this.#fill(slot, order[place]!, top));
    this.#arrange();
    for (const slot of this.#free) slot.element.remove();
    this.#free.length = Math.min(this.#free.length, 8);
    this.#rove();
  }

  /** Puts the elements into the order of the rows. The one that has the focus is never moved: it would lose it. */
  #arrange(): void {
    const body = this.#body;
    let next = body.firstElementChild;
    for (const { element } of this.#slots) {
      const fixed = element.isConnected && element.contains(document.activeElement);
      while (fixed && next && next !== element) {
        const after: Element | null = next.nextElementSibling;
        body.append(next);
        next = after;
      }
      if (next === element) next = element.nextElementSibling;
      else body.insertBefore(element, next);
    }
  }

  #fill(slot: Slot, index: number, top: number): void {
    const row = this.#cache.at(index);
    if (slot.index !== index) {
      slot.index = index;
      slot.element.setAttribute("aria-rowindex", String(index + 2));
      slot.element.classList.toggle("odd", index % 2 === 1);
      if (!row) for (const cell of slot.cells.slice(1)) cell.textContent = "";
      slot.row = undefined;
    }
    slot.element.style.transform = `translateY(${index * this.#rowHeight - top}px)`;
    if (!row) return;
    if (slot.row !== row) {
      slot.row = row;
      this.#columns.forEach((column, place) => column.draw(slot.cells[place + 1]!, row));
      slot.check.setAttribute("aria-label", this.#words.select(row));
    }
    slot.check.checked = row.marked;
    slot.element.setAttribute("aria-selected", String(row.marked));
  }

  /** One cell is reached by Tab: the active one. */
  #rove(): void {
    const active = this.#activeCell() ?? this.#headCells[1];
    for (const cell of this.root.querySelectorAll<HTMLElement>("[tabindex='0']")) if (cell !== active) cell.tabIndex = -1;
    if (active) active.tabIndex = 0;
  }

  #place(target: EventTarget | null): { index: number; column: number } | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".grid-cell") : null;
    if (!cell) return null;
    const column = Number(cell.getAttribute("aria-colindex")) - 1;
    if (this.#headCells.includes(cell)) return { index: HEAD, column };
    const slot = this.#slots.find(({ element }) => element === cell.parentElement);
    return slot ? { index: slot.index, column } : null;
  }

  #focused(event: FocusEvent): void {
    const place = this.#place(event.target);
    if (!place) return;
    // The focus is a cell's, never that of the box inside it.
    if (event.target instanceof HTMLInputElement) return this.go(place.index, place.column);
    if (place.index === this.#active.index && place.column === this.#active.column) {
      this.#reveal(place.index);
      return this.#draw();
    }
    this.#active = place;
    this.#rove();
  }

  #clicked(event: MouseEvent): void {
    const place = this.#place(event.target);
    if (!place) return;
    const { index, column } = place;
    if (index === HEAD) {
      if (column === 0) {
        if (event.target === this.#headCheck) this.#actions.all(this.#headCheck.checked);
      } else {
        this.#actions.sort(this.columnAt(column)!, event.shiftKey || event.ctrlKey || event.metaKey);
      }
      return;
    }
    const isBox = event.target instanceof HTMLInputElement;
    // A click on a box's label comes again as a click on the box.
    if (column === 0 && !isBox) return;
    this.#actions.clicked(index, { box: isBox, name: column === 1, range: event.shiftKey, toggle: event.ctrlKey || event.metaKey });
  }
}
