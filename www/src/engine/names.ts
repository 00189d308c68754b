// Who people are, and people by a list of names, as it is pasted from a table: ids, principal names, addresses or display names.
import type { Filter, RowSelection, Tenant } from "seatplan";
import type { Named } from "./types";

const COLUMNS = ["id", "principalName", "mail", "displayName"];
/** Names in one question. */
const TOGETHER = 500;
/** People looked through at a time. */
const MANY = 10_000;

const any = (value: string | string[]): Filter => ({
  or: COLUMNS.map((column) => ({ column, op: Array.isArray(value) ? ("in" as const) : ("is" as const), value })),
});

/** Selects everybody who is named, and says which names are nobody's. The caller frees the selection. */
export function findNames(tenant: Tenant, names: string[]): { found: RowSelection; missing: string[] } {
  let found = tenant.select({ or: [] });
  for (let from = 0; from < names.length; from += TOGETHER) {
    const some = tenant.select(any(names.slice(from, from + TOGETHER)));
    const both = found.or(some);
    found.free();
    some.free();
    found = both;
  }
  const known = new Set<string>();
  for (let offset = 0; offset < found.count; offset += MANY) {
    for (const { cells } of tenant.page(found, { offset, limit: MANY, columns: COLUMNS }).rows) {
      for (const cell of cells) if (cell) known.add(cell.toLowerCase());
    }
  }
  // A name that is written otherwise may still be somebody's: the engine says.
  const missing = names.filter((name) => {
    if (known.has(name.toLowerCase())) return false;
    const some = tenant.select(any(name));
    const { count } = some;
    some.free();
    return count === 0;
  });
  return { found, missing };
}

/** Somebody, by more than an id. */
export function named(tenant: Tenant, id: string): Named {
  const user = tenant.user(id);
  const principalName = user?.principalName ?? user?.mail ?? id;
  return { name: user?.displayName ?? principalName, principalName };
}

/** The names of people. */
export function namesOf(tenant: Tenant, ids: string[]): Record<string, Named> {
  return Object.fromEntries(ids.map((id) => [id, named(tenant, id)]));
}
