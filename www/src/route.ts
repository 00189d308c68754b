// The state of the list in the address, so that Back, bookmarks and links work.
import { signal } from "./signals";
import type { Sort } from "seatplan";
import type { Room } from "./engine/types";

/** What the address says. */
export interface Route {
  room: Room;
  /** The list, or what concerns the whole plan. */
  tab: "list" | "plans" | "time" | "history" | "settings";
  text: string;
  /** Values chosen of columns. */
  facets: Record<string, string[]>;
  sort: Sort[];
  mode: "grid" | "table";
  /** The page of the table, from 0. */
  page: number;
  /** Whose details are open. */
  person: string | null;
  /** The plan that is open, and the day until which plans are played. */
  plan: number | null;
  until: string | null;
}

/** The rooms that are no list. */
export const TABS = ["plans", "time", "history", "settings"] as const;

const DEFAULT: Route = { room: "users", tab: "list", text: "", facets: {}, sort: [], mode: "grid", page: 0, person: null, plan: null, until: null };

/** Reads an address. */
export function parseRoute(hash: string): Route {
  const [room, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const fields = new URLSearchParams(query);
  const sort = (fields.get("sort") ?? "").split(",").filter(Boolean);
  const facets: Route["facets"] = {};
  for (const [name, value] of fields) if (name.startsWith("f.")) (facets[name.slice(2)] ??= []).push(value);
  const page = Number(fields.get("page") ?? 1);
  return {
    room: room === "mailboxes" ? "mailboxes" : "users",
    tab: TABS.find((tab) => tab === room) ?? "list",
    text: fields.get("q") ?? "",
    facets,
    sort: sort.map((column) => (column.startsWith("-") ? { column: column.slice(1), descending: true } : { column })),
    mode: fields.get("view") === "table" ? "table" : "grid",
    page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
    person: fields.get("who"),
    plan: Number(fields.get("plan")) || null,
    until: fields.get("until"),
  };
}

/** Writes an address. */
export function formatRoute(route: Route): string {
  const fields = new URLSearchParams();
  if (route.text) fields.set("q", route.text);
  for (const [column, values] of Object.entries(route.facets)) for (const value of values) fields.append(`f.${column}`, value);
  if (route.sort.length > 0) fields.set("sort", route.sort.map(({ column, descending }) => (descending ? `-${column}` : column)).join(","));
  if (route.mode === "table") fields.set("view", "table");
  if (route.page > 0) fields.set("page", String(route.page + 1));
  if (route.person !== null) fields.set("who", route.person);
  if (route.plan !== null) fields.set("plan", String(route.plan));
  if (route.until !== null) fields.set("until", route.until);
  const query = fields.toString();
  return `#${route.tab === "list" ? route.room : route.tab}${query && `?${query}`}`;
}

/** Where the page is. */
export const route = signal<Route>(parseRoute(location.hash));

/** Goes somewhere; `replace` where Back should not lead to what was before. */
export function navigate(change: Partial<Route>, replace = false): void {
  const next = { ...route.value, ...change };
  const address = formatRoute(next);
  if (address !== formatRoute(route.value)) history[replace ? "replaceState" : "pushState"](null, "", address);
  route.value = next;
}

/** Goes to the beginning. */
export function navigateHome(): void {
  navigate(DEFAULT, true);
}

addEventListener("popstate", () => (route.value = parseRoute(location.hash)));
