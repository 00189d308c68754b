// The list that is looked at: which people, in which order, and who of them is selected.
import type { Facet, Filter, RowSelection, Tenant } from "seatplan";
import type { Mark, Query, Room, Rows, View } from "./types";

const EMPTY: Query = { room: "users", text: "", facets: {}, sort: [] };

/** A list over one tenant. */
export class List {
  #tenant: Tenant;
  #at: () => string | undefined;
  #view: RowSelection;
  #marked: RowSelection;
  #query = EMPTY;
  /** What the words mean. */
  #words: Filter | null = null;
  #version: number;

  /** `at` gives the instant of a question; `version` is greater than that of any list before. */
  constructor(tenant: Tenant, at: () => string | undefined, version: number) {
    this.#tenant = tenant;
    this.#at = at;
    this.#version = version;
    this.#view = tenant.select({ or: [] });
    this.#marked = this.#view.clone();
  }

  /** Counts on from another list that was shown meanwhile. */
  renew(version: number): void {
    this.#version = version;
  }

  get version(): number {
    return this.#version;
  }

  /** Who is selected. */
  get marked(): RowSelection {
    return this.#marked;
  }

  /** The filter of everybody in the list, as a request names them. */
  get filter(): Filter {
    const filter = this.#filter(null);
    // Users are what a filter means anyway; naming them would make an empty filter a full one.
    if (this.#query.room === "users" && filter === null) return { and: [] };
    return this.#inRoom(filter);
  }

  /** Shows the people of a query. A mistake in its words leaves the list as it was. */
  show(query: Query): View {
    const { filter, tokens, problem } = this.#tenant.parseFilter(query.text);
    if (!problem) {
      this.#words = query.text.trim() === "" ? null : filter;
      this.#query = query;
      this.#view.free();
      this.#view = this.#select(null);
      this.#version++;
    }
    return { version: this.#version, count: this.#view.count, ...this.marks(), tokens, problem };
  }

  /** The words and the facets as one filter, those of one column left out; null for none. */
  #filter(without: string | null): Filter | null {
    const facets = Object.entries(this.#query.facets).filter(([column, values]) => column !== without && values.length > 0);
    const parts = [...(this.#words ? [this.#words] : []), ...facets.map(([column, values]) => oneOf(column, values))];
    return parts.length === 0 ? null : { and: parts };
  }

  #inRoom(filter: Filter | null): Filter {
    return filter ? { and: [inRoom(this.#query.room), filter] } : inRoom(this.#query.room);
  }

  #select(without: string | null): RowSelection {
    return this.#tenant.select(this.#inRoom(this.#filter(without)), this.#at());
  }

  /** The values of columns with how many people have each: of everybody the other columns' facets leave. */
  facets(columns: string[], limit: number): Facet[] {
    return columns.flatMap((column) => {
      if (!this.#query.facets[column]?.length) return this.#tenant.facets(this.#view, [column], limit);
      const others = this.#select(column);
      const found = this.#tenant.facets(others, [column], limit);
      others.free();
      return found;
    });
  }

  /** A part of the list; null when the list has become another one. */
  rows(version: number, offset: number, limit: number, columns: string[]): Rows | null {
    if (version !== this.#version) return null;
    const { rows } = this.#tenant.page(this.#view, { offset, limit, columns, sort: this.#query.sort, marked: this.#marked });
    return { version, rows };
  }

  /** Changes who is selected. */
  mark(mark: Mark): { marked: number; markedHere: number } {
    const view = this.#view;
    const sort = this.#query.sort;
    switch (mark.kind) {
      case "row":
        if (mark.on) this.#marked.add([mark.id]);
        else this.#marked.remove([mark.id]);
        break;
      case "range":
        this.#marked.range(view, mark.from, mark.to, mark.on, sort);
        break;
      case "only":
        this.#replaceMarked(this.#marked.minus(this.#marked));
        this.#marked.range(view, mark.from, mark.to, true, sort);
        break;
      case "all":
        this.#replaceMarked(mark.on ? this.#marked.or(view) : this.#marked.minus(view));
        break;
      case "none":
        this.#replaceMarked(this.#marked.minus(this.#marked));
    }
    return this.marks();
  }

  /** Selects these people and nobody else. */
  choose(people: RowSelection): { marked: number; markedHere: number } {
    this.#replaceMarked(people);
    return this.marks();
  }

  #replaceMarked(next: RowSelection): void {
    this.#marked.free();
    this.#marked = next;
  }

  /** How many are selected, and how many of them are in the list. */
  marks(): { marked: number; markedHere: number } {
    return { marked: this.#marked.count, markedHere: counted(this.#marked.and(this.#view)) };
  }
}

/** Everybody of a room. */
export function inRoom(room: Room): Filter {
  return { column: "holder", op: "is", value: room };
}

/** One of these values; an empty one is an empty cell. */
function oneOf(column: string, values: string[]): Filter {
  const named = values.filter((value) => value !== "");
  const parts: Filter[] = [];
  if (named.length > 0) parts.push({ column, op: "in", value: named });
  if (named.length < values.length) parts.push({ column, op: "isEmpty" });
  return { or: parts };
}

/** How many there are in a selection that is needed no longer. */
export function counted(selection: RowSelection): number {
  const { count } = selection;
  selection.free();
  return count;
}
