// The list, as the page asks for it.
import type { Completion, Facet } from "seatplan";
import type { Desk } from "../desk";
import { counted } from "../list";
import { findNames } from "../names";
import { personOf } from "../person";
import type { Mark, Person, Query, Rows, View } from "../types";

export const listCalls = (desk: Desk) => ({
  /** Shows the people of a query. A mistake in its words leaves the list as it was. */
  view(query: Query): View {
    return desk.shown.list.show(query);
  },

  /** The values of columns in the list, with how many people have each. */
  facets(columns: string[], limit: number): Facet[] {
    const { list, tenant } = desk.shown;
    // What the first search of all works out is there before somebody types.
    counted(tenant.select({ search: "~" }));
    return list.facets(columns, limit);
  },

  /** What could come at a place of a search. */
  complete(text: string, position: number): Completion[] {
    return desk.shown.tenant.complete(text, position);
  },

  /** A part of the list; null when the list has become another one. */
  rows(version: number, offset: number, limit: number, columns: string[]): Rows | null {
    return desk.taken ? desk.shown.list.rows(version, offset, limit, columns) : null;
  },

  /** Changes who is selected. */
  mark(mark: Mark): { marked: number; markedHere: number } {
    return desk.shown.list.mark(mark);
  },

  /** Selects everybody who is named; gives the names that are nobody's. */
  pick(names: string[]): { marks: { marked: number; markedHere: number }; missing: string[] } {
    const { tenant, list } = desk.shown;
    const { found, missing } = findNames(tenant, names);
    return { marks: list.choose(found), missing };
  },

  /** Somebody in full, and what each action would do to them. */
  person(id: string): Person | null {
    return personOf(desk.shown.tenant, desk.allColumns(), id, desk.later ? undefined : desk.at());
  },
});
