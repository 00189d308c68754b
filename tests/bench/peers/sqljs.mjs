// sql.js: SQLite in memory. Rows go in by one prepared statement in one transaction; every column that is filtered has an index.
import initSqlJs from "sql.js";
import { FACETS, PAGE, SHOWN, fold } from "../columns.mjs";
import { records } from "./udsv.mjs";

export const name = "sql.js";
const quoted = (column) => `"${column}"`;
const shown = SHOWN.map(quoted).join(", ");
let SQL;

export async function start({ file }) {
  SQL = await initSqlJs({ locateFile: file });
}

export function load(bytes) {
  const db = new SQL.Database();
  const rows = records(bytes);
  const columns = Object.keys(rows[0]);
  db.run(`CREATE TABLE users (${columns.map((column) => `${quoted(column)} TEXT`).join(", ")}, key TEXT, text TEXT)`);
  db.run("BEGIN");
  const insert = db.prepare(`INSERT INTO users VALUES (${[...columns, "key", "text"].map(() => "?").join(", ")})`);
  for (const row of rows) {
    const key = fold(row["Display name"]);
    insert.run([...columns.map((column) => row[column] || null), key, `${key}\n${fold(row["User principal name"])}\n${fold(row.Mail ?? "")}`]);
  }
  insert.free();
  db.run("COMMIT");
  FACETS.forEach((column, at) => db.run(`CREATE INDEX facet${at} ON users (${quoted(column)})`));
  db.run("ANALYZE");
  return { db, statements: new Map() };
}
export const free = ({ db }) => db.close();

/** The rows of a statement, which is prepared once. */
function all({ db, statements }, sql, values = []) {
  if (!statements.has(sql)) statements.set(sql, db.prepare(sql));
  const statement = statements.get(sql);
  statement.bind(values);
  const rows = [];
  while (statement.step()) rows.push(statement.get());
  statement.reset();
  return rows;
}
const counted = (tenant, where, values) => ({
  count: all(tenant, `SELECT count(*) FROM users WHERE ${where}`, values)[0][0],
  rows: all(tenant, `SELECT ${shown} FROM users WHERE ${where} ORDER BY rowid LIMIT ${PAGE}`, values),
});

export const search = (tenant, needle) => counted(tenant, "instr(text, ?) > 0", [needle]);
export const filter = (tenant, predicates) =>
  counted(
    tenant,
    predicates.map(({ column, values }) => `${quoted(column)} IN (${values.map(() => "?").join(", ")})`).join(" AND "),
    predicates.flatMap(({ values }) => values),
  );
export function view(tenant, day) {
  tenant.db.run("DROP TABLE IF EXISTS temp.v");
  tenant.statements.forEach((statement) => statement.free());
  tenant.statements.clear();
  tenant.db.run(`CREATE TEMP TABLE v AS SELECT ${FACETS.map(quoted).join(", ")} FROM users WHERE "When created" < ?`, [day]);
  return all(tenant, "SELECT count(*) FROM v")[0][0];
}
export const facets = (tenant, count) => ({
  count,
  columns: FACETS.map((column) => all(tenant, `SELECT ${quoted(column)}, count(*) FROM v GROUP BY 1 ORDER BY 2 DESC`)),
});
export function sort(tenant) {
  tenant.db.run("DROP TABLE IF EXISTS temp.sorted");
  tenant.db.run(`CREATE TEMP TABLE sorted AS SELECT rowid AS person FROM users ORDER BY key, "Display name", rowid`);
  return page(tenant, 0);
}
export const page = (tenant, offset) => ({
  rows: all(
    tenant,
    `SELECT ${shown} FROM temp.sorted JOIN users ON users.rowid = person WHERE temp.sorted.rowid BETWEEN ? AND ? ORDER BY temp.sorted.rowid`,
    [offset + 1, offset + PAGE],
  ),
});
export const normal = { rows: (rows) => rows, facets: ({ columns }) => columns };
