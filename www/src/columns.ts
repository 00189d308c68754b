// Which columns the list shows, in which order.
import { computed, signal } from "./signals";
import type { Column } from "seatplan";
import type { Room } from "./engine/types";
import { prefer, preferred } from "./prefs";
import { route } from "./route";
import { overview } from "./state";
import { columnName, fill, t } from "./text";

/** The one column that is put together here, of several of the engine's. */
export const TAGS = "tags";

/** What the tags are made of. */
export const TAG_SOURCES = ["license", "status", "holder", "deletedAt", "userType", "accountEnabled", "mailboxType", "purgeAt"];

/** Who a row is about. */
export const NAME_SOURCES = ["displayName", "principalName", "mail", "id"];

const STANDARD: Record<Room, string[]> = {
  users: ["displayName", "principalName", "license", TAGS, "department", "dataTo"],
  mailboxes: ["displayName", "mail", "license", TAGS, "dataTo"],
};

function stored(room: Room): string[] | null {
  const names = preferred(`columns.${room}`)?.split("\n").filter(Boolean);
  return names?.length ? names : null;
}

const chosen = signal<Record<Room, string[] | null>>({ users: stored("users"), mailboxes: stored("mailboxes") });

/** A column that can be shown. */
export interface Shown {
  name: string;
  label: string;
  type: Column["type"];
  sortable: boolean;
}

/** Every column there is to show. */
export const available = computed<Shown[]>(() => {
  const columns: Shown[] = (overview.value?.columns ?? []).map((column) => ({
    name: column.name,
    label: column.type === "instant" ? fill(t.value.list.utc, { label: columnName(column) }) : columnName(column),
    type: column.type,
    sortable: true,
  }));
  const place = columns.findIndex(({ name }) => name === "license") + 1;
  columns.splice(place, 0, { name: TAGS, label: t.value.list.tags, type: "list", sortable: false });
  return columns;
});

/** The columns that are shown. */
export const shown = computed<Shown[]>(() => {
  const { room } = route.value;
  const all = available.value;
  const names = chosen.value[room] ?? STANDARD[room];
  const found = names.flatMap((name) => all.find((column) => column.name === name) ?? []);
  return found.length > 0 ? found : all.slice(0, 1);
});

/** Chooses columns; null for those the page begins with. */
export function choose(names: string[] | null): void {
  const { room } = route.value;
  chosen.value = { ...chosen.value, [room]: names };
  prefer(`columns.${room}`, names?.join("\n") ?? "");
}

/** Moves a column one place. */
export function moveColumn(name: string, by: -1 | 1): void {
  const names = shown.value.map((column) => column.name);
  const from = names.indexOf(name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= names.length) return;
  names.splice(to, 0, ...names.splice(from, 1));
  choose(names);
}

/** Shows a column at the end, or hides it. */
export function toggleColumn(name: string, on: boolean): void {
  const names = shown.value.map((column) => column.name).filter((other) => other !== name);
  if (on) names.push(name);
  if (names.length > 0) choose(names);
}

/** What must be asked of the engine to draw the columns shown. */
export const needed = computed<string[]>(() => {
  const known = new Set((overview.value?.columns ?? []).map((column) => column.name));
  const names = [...NAME_SOURCES, ...TAG_SOURCES, ...shown.value.map((column) => column.name)];
  return [...new Set(names)].filter((name) => known.has(name));
});

/** Columns people filter by, in the order they are offered. */
const FACETED = ["status", "license", "accountEnabled", "userType", "department", "jobTitle", "country", "city", "company", "mailboxType", "groups", "products"];

/** The columns whose values are offered beside the list: those with a choice. */
export const faceted = computed<string[]>(() => {
  const columns = new Map((overview.value?.columns ?? []).map((column) => [column.name, column]));
  return FACETED.filter((name) => {
    const column = columns.get(name);
    // What the engine works out changes with every action.
    return column && (column.computed || column.distinct > 1);
  });
});
