// crossfilter2: a dimension for each column that is filtered, made once. Its groups count while its filters change, so a view is
// filtered within the time of its facets.
import crossfilter from "crossfilter2";
import { FACETS, PAGE, cells } from "../columns.mjs";
import * as objects from "./objects.mjs";

export const name = "crossfilter2";

export function load(bytes) {
  const { users } = objects.load(bytes);
  users.forEach((user, place) => (user.place = place));
  const all = crossfilter(users);
  const of = (value) => all.dimension(value);
  return {
    all,
    count: all.groupAll().reduceCount(),
    place: of((user) => user.place),
    text: of((user) => user.text),
    created: of((user) => user["When created"]),
    facets: FACETS.map((column) => of((user) => user[column] ?? "")),
  };
}

const counted = ({ count, place }) => ({ count: count.value(), rows: place.bottom(PAGE) });
export function search(tenant, needle) {
  tenant.text.filterFunction((text) => text.includes(needle));
  return counted(tenant);
}
export function filter(tenant, predicates) {
  for (const { column, values } of predicates) {
    const wanted = new Set(values);
    tenant.facets[FACETS.indexOf(column)].filterFunction((value) => wanted.has(value));
  }
  return counted(tenant);
}
/** Not timed: nothing is filtered any more. */
export function reset({ text, created, facets }) {
  for (const dimension of [text, created, ...facets]) dimension.filterAll();
}
export function view(tenant, day) {
  tenant.groups ??= tenant.facets.map((dimension) => dimension.group().reduceCount());
  return day;
}
export function facets(tenant, day) {
  tenant.created.filterRange(["", day]);
  const columns = tenant.groups.map((group) => group.top(Infinity).map(({ key, value }) => [key, value]));
  return { count: tenant.count.value(), columns };
}
export function sort(tenant) {
  tenant.sorted?.dispose();
  tenant.sorted = tenant.all.dimension((user) => `${user.key}\u0000${user["Display name"]}`);
  return page(tenant, 0);
}
export const page = (tenant, offset) => ({ rows: tenant.sorted.bottom(PAGE, offset) });
export const normal = {
  rows: (rows) => objects.normal.rows(rows.map(cells)),
  facets: ({ columns }) => columns.map((values) => values.map(([value, count]) => [value || null, count])),
};
