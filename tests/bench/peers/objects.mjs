// Plain JavaScript: an array of objects, each with the text to search computed once, and a Map by id.
import { FACETS, PAGE, SHOWN, fold, text } from "../columns.mjs";
import { records } from "./udsv.mjs";

export const name = "plain JavaScript";
/** Reading a file is uDSV's work here. */
export const skips = ["import"];
export const key = (user) => user.key;

/** Makes a tenant of records: what a list to type in needs. */
export function tenant(users) {
  const byId = new Map();
  for (const user of users) {
    user.key = fold(user["Display name"]);
    user.text = `${user.key}\n${fold(user["User principal name"])}\n${fold(user.Mail ?? "")}`;
    user.license = null;
    user.licensedAt = null;
    user.unassignedAt = null;
    byId.set(user["Object Id"], user);
  }
  return { users, byId, purchased: users.length, assigned: 0, undo: [] };
}

export const load = (bytes) => tenant(records(bytes));

const first = (list, from = 0) => list.slice(from, from + PAGE).map((user) => SHOWN.map((column) => user[column]));

function found(tenant, users, needle) {
  const list = [];
  for (const user of users) if (user.text.includes(needle)) list.push(user);
  tenant.last = list;
  return { count: list.length, rows: first(list) };
}
export const search = (tenant, needle) => found(tenant, tenant.users, needle);
export const refine = (tenant, needle) => found(tenant, tenant.last, needle);

export function filter(tenant, predicates) {
  const [a, b, c, d] = predicates.map(({ column, values }) => ({ column, values: new Set(values) }));
  const list = tenant.users.filter(
    (user) => a.values.has(user[a.column]) && b.values.has(user[b.column]) && c.values.has(user[c.column]) && d.values.has(user[d.column]),
  );
  return { count: list.length, rows: first(list) };
}

export const view = (tenant, day) => tenant.users.filter((user) => user["When created"] < day);
export function facets(tenant, view) {
  const counts = FACETS.map(() => new Map());
  for (const user of view) {
    for (let at = 0; at < FACETS.length; at += 1) {
      const value = user[FACETS[at]];
      counts[at].set(value, (counts[at].get(value) ?? 0) + 1);
    }
  }
  return { count: view.length, columns: counts.map((count) => [...count].sort((one, other) => other[1] - one[1])) };
}

const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
export function sort(tenant) {
  tenant.sorted = [...tenant.users].sort((one, other) => order(one.key, other.key) || order(one["Display name"], other["Display name"]));
  return page(tenant, 0);
}
export const page = (tenant, offset) => ({ count: tenant.sorted.length, rows: first(tenant.sorted, offset) });

// --- licenses

const NOW = "2026-11-25 00:00:00Z";
const isDeleted = (user) => user["Soft deletion time stamp"] !== "" && user["Soft deletion time stamp"] <= NOW;

/** The ids of some of the people who can sign in, as a list on a screen would hold them. */
export const targets = (tenant, from, to) =>
  tenant.users.filter((user) => user["Block credential"] === "False").slice(from, to).map((user) => user["Object Id"]);

/** Checks every target, then changes the records in place, with what undo needs. */
export function activate(tenant, ids) {
  const errors = [];
  const warnings = { guests: [], deleted: [] };
  const changed = [];
  const seen = new Set();
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    const user = tenant.byId.get(id);
    if (!user || (user.mailboxType && user.mailboxType !== "UserMailbox" && user.mailboxType !== "SharedMailbox")) {
      errors.push(id);
      continue;
    }
    if (user.license === "standard") continue;
    if (user["User type"] === "Guest" || user["User principal name"].includes("#EXT#")) warnings.guests.push(id);
    if (isDeleted(user)) warnings.deleted.push(id);
    changed.push(user);
  }
  if (errors.length > 0 || tenant.assigned + changed.length > tenant.purchased) return { refused: true, errors };
  const undo = [];
  for (const user of changed) {
    undo.push({ user, license: user.license, licensedAt: user.licensedAt, unassignedAt: user.unassignedAt });
    user.license = "standard";
    user.licensedAt = NOW;
    user.unassignedAt = null;
  }
  tenant.undo.push(undo);
  const before = tenant.assigned;
  tenant.assigned += changed.length;
  return { count: changed.length, before, after: tenant.assigned, guests: warnings.guests.length, deleted: warnings.deleted.length };
}

/** Everyone without a license asks for one, and `spare` are left. */
export function prepareShortage(tenant, spare) {
  tenant.purchased = tenant.assigned + spare;
}
export function shortage(tenant) {
  let requested = 0;
  let deletedHolders = 0;
  const candidates = [];
  for (const user of tenant.users) {
    if (user.license === null) requested += 1;
    else if (isDeleted(user)) {
      deletedHolders += 1;
      if (candidates.length < PAGE) candidates.push(user["Object Id"]);
    }
  }
  const available = tenant.purchased - tenant.assigned;
  return { count: requested, available, shortfall: requested - available, purchase: requested - available, deletedHolders, candidates };
}

// --- keeping it: JSON, in parts, since no text can be longer than 512 MiB

const PART = 50_000;
export function out({ users }) {
  const parts = [];
  const encoder = new TextEncoder();
  for (let at = 0; at < users.length; at += PART) parts.push(encoder.encode(JSON.stringify(users.slice(at, at + PART))));
  return { bytes: parts };
}
export function back({ bytes }) {
  const users = [];
  const byId = new Map();
  for (const part of bytes) {
    for (const user of JSON.parse(text(part))) {
      users.push(user);
      byId.set(user["Object Id"], user);
    }
  }
  return { tenant: { users, byId } };
}

/** For comparing: pages and facets in the words all share. */
export const normal = {
  rows: (rows) => rows.map((row) => row.map((cell) => cell || null)),
  facets: ({ columns }) => columns.map((values) => values.map(([value, count]) => [value || null, count])),
};
