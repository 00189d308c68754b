// This package, as its readme shows it.
import init, { Tenant } from "seatplan";
import { FACETS, PAGE, SHOWN } from "../columns.mjs";

export const name = "seatplan";
const state = { asOf: "2026-11-25T00:00:00Z", purchased: { standard: 1_000_000, archived: 0 }, users: [] };
const options = { limit: PAGE, columns: SHOWN };
const sorted = { ...options, sort: [{ column: "displayName" }] };

export const start = ({ file }) => init(file ? { module_or_path: file("seatplan.wasm") } : undefined);

export function load(bytes) {
  const tenant = new Tenant(state);
  tenant.import(bytes);
  return tenant;
}
export const free = (tenant) => tenant.free();
/** Bytes in use and bytes held, where the package says so. */
export const memory = (tenant) => tenant.memory?.();

function counted(tenant, filter) {
  const found = tenant.select(filter);
  const answer = { count: found.count, rows: tenant.page(found, options).rows };
  found.free();
  return answer;
}
const value = (column, cell) => (column === "Block credential" ? cell === "True" : cell);
export const search = (tenant, needle) => counted(tenant, { search: needle });
export const refine = search;
/** One scan of all names and addresses: nothing is known beforehand of who has such a character. */
export const names = search;
export const filter = (tenant, predicates) =>
  counted(tenant, {
    and: predicates.map(({ column, values }) =>
      values.length === 1 ? { column, op: "is", value: value(column, values[0]) } : { column, op: "in", value: values.map((cell) => value(column, cell)) }),
  });

export const view = (tenant, day) => tenant.select({ column: "joinedAt", op: "before", value: `${day}T00:00:00Z` });
export const facets = (tenant, view) => ({ count: view.count, columns: tenant.facets(view, FACETS, 1000) });

export const sort = (tenant) => page(tenant, 0);
export function page(tenant, offset) {
  const everyone = tenant.select();
  const { rows } = tenant.page(everyone, { ...sorted, offset });
  everyone.free();
  return { rows };
}

// --- licenses

export function targets(tenant, from, to) {
  const enabled = tenant.select("accountEnabled:true");
  const some = enabled.clone();
  some.invert(enabled);
  some.range(enabled, from, to, true);
  enabled.free();
  return some;
}
export function activate(tenant, targets) {
  const { report } = tenant.apply({ action: "activateStandard", targets });
  const count = (code) => report.warnings.find((warning) => warning.code === code)?.count ?? 0;
  const [{ before, after }] = report.pools;
  return { count: report.changes, before: before.assigned, after: after.assigned, guests: count("GUEST"), deleted: count("NO_BACKUPS_USER_DELETED") };
}
export function prepareShortage(tenant, spare) {
  const { assigned } = tenant.pools()[0];
  tenant.configure({ purchased: { standard: assigned + spare, archived: 0 } });
  tenant.unlicensed?.free();
  tenant.unlicensed = tenant.select("license:none");
}
export function shortage(tenant) {
  const { errors } = tenant.validate({ action: "activateStandard", targets: tenant.unlicensed });
  const { requested, available, shortfall, remedies } = errors.find(({ code }) => code === "INSUFFICIENT_LICENSES");
  return { count: requested, available, shortfall, purchase: remedies.find(({ kind }) => kind === "purchase").count };
}
/** One column looked through: how many have a value. */
export function scan(tenant, country) {
  const found = tenant.select({ column: "Country", op: "is", value: country });
  const { count } = found;
  found.free();
  return { count };
}

// --- keeping it

export const out = Tenant.prototype.snapshot && ((tenant) => ({ bytes: tenant.snapshot() }));
export const back = Tenant.fromSnapshot && (({ bytes }) => {
  const tenant = Tenant.fromSnapshot(bytes);
  return { tenant, free: () => tenant.free() };
});

const raw = (column, value) => (column === "Block credential" && value !== null ? (value === "true" ? "True" : "False") : value);
export const normal = {
  rows: (rows) => rows.map(({ cells }) => cells),
  facets: ({ columns }) => columns.map(({ values }, at) => values.map(({ value, count }) => [raw(FACETS[at], value), count])),
};
