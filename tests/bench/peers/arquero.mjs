// Arquero: a table of columns; expressions with parameters, which it compiles.
import * as aq from "arquero";
import { FACETS, PAGE, SHOWN, fold, text } from "../columns.mjs";

export const name = "Arquero";
const { op } = aq;

export const parse = (bytes) => aq.fromCSV(text(bytes), { autoType: false });
export function load(bytes) {
  const users = parse(bytes);
  return {
    users: users
      .derive({ key: aq.escape((row) => fold(row["Display name"])) })
      .derive({ text: aq.escape((row) => `${row.key}\n${fold(row["User principal name"])}\n${fold(row.Mail ?? "")}`) }),
  };
}

const first = (table, from = 0) => table.slice(from, from + PAGE).objects({ columns: SHOWN });
const counted = (table) => ({ count: table.numRows(), rows: first(table) });
export const search = (tenant, needle) => counted((tenant.last = tenant.users.params({ needle }).filter((row, $) => op.includes(row.text, $.needle))));
export const refine = (tenant, needle) => counted(tenant.last.params({ needle }).filter((row, $) => op.includes(row.text, $.needle)));
export const filter = (tenant, predicates) =>
  counted(
    tenant.users
      .params(Object.fromEntries(predicates.map(({ values }, at) => [`v${at}`, values])))
      .filter(predicates.map(({ column }, at) => `op.includes($.v${at}, d[${JSON.stringify(column)}])`).join(" && ")),
  );
export const view = (tenant, day) => tenant.users.params({ day }).filter((row, $) => row["When created"] < $.day);
export const facets = (_, view) => ({
  count: view.numRows(),
  columns: FACETS.map((column) => view.groupby(column).count().orderby(aq.desc("count")).objects().map((row) => [row[column], row.count])),
});
export function sort(tenant) {
  tenant.sorted = tenant.users.orderby("key", "Display name");
  return page(tenant, 0);
}
export const page = (tenant, offset) => ({ rows: first(tenant.sorted, offset) });
export const normal = {
  rows: (rows) => rows.map((row) => SHOWN.map((column) => row[column] || null)),
  facets: ({ columns }) => columns.map((values) => values.map(([value, count]) => [value || null, count])),
};
