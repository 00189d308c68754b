// DuckDB-wasm: its CSV reader into a table with the folded text as a column. In Node the blocking build, in the browser its Worker.
import { FACETS, PAGE, SHOWN } from "../columns.mjs";

export const name = "DuckDB-wasm";
const quoted = (column) => `"${column}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const shown = SHOWN.map(quoted).join(", ");
const facetted = FACETS.map(quoted).join(", ");
const folded = (column) => `replace(lower(strip_accents(${column})), 'ß', 'ss')`;
let db, connection;

export async function start({ duckdb }) {
  db = await duckdb();
  connection = await db.connect();
}

const query = (sql) => connection.query(sql);
const rows = async (sql) => (await query(sql)).toArray().map((row) => row.toJSON());

const table = async (bytes, columns) => {
  await db.registerFileBuffer("users.csv", bytes);
  await query(`CREATE OR REPLACE TABLE users AS SELECT ${columns} FROM read_csv('users.csv')`);
  await db.dropFile("users.csv");
};
export const parse = (bytes) => table(bytes, "*");
export async function load(bytes) {
  const key = folded('"Display name"');
  await table(bytes, `*, ${key} AS key, concat_ws(chr(10), ${key}, ${folded('"User principal name"')}, ${folded("Mail")}) AS text`);
  return {};
}
export const free = () => query("DROP TABLE users");

const counted = async (where) => ({
  count: (await rows(`SELECT count(*)::INT AS n FROM users WHERE ${where}`))[0].n,
  rows: await rows(`SELECT ${shown} FROM users WHERE ${where} LIMIT ${PAGE}`),
});
export const search = (_, needle) => counted(`contains(text, ${text(needle)})`);
export const filter = (_, predicates) =>
  counted(predicates.map(({ column, values }) => `${quoted(column)} IN (${values.map(text).join(", ")})`).join(" AND "));

export async function view(_, day) {
  await query(`CREATE OR REPLACE TEMP TABLE v AS SELECT ${facetted} FROM users WHERE "When created" < TIMESTAMPTZ ${text(`${day} 00:00:00+00`)}`);
  return (await rows("SELECT count(*)::INT AS n FROM v"))[0].n;
}
/** All columns in one pass: the set a row belongs to has one bit that is clear. */
export async function facets(_, count) {
  const columns = FACETS.map(() => []);
  const sets = FACETS.map((column) => `(${quoted(column)})`).join(", ");
  for (const row of await rows(`SELECT ${facetted}, count(*)::INT AS n, grouping_id(${facetted})::INT AS g FROM v GROUP BY GROUPING SETS (${sets}) ORDER BY n DESC`)) {
    const at = FACETS.findIndex((_, index) => (row.g & (1 << (FACETS.length - 1 - index))) === 0);
    columns[at].push([row[FACETS[at]], row.n]);
  }
  return { count, columns };
}

export async function sort() {
  await query(`CREATE OR REPLACE TEMP TABLE sorted AS SELECT rowid AS person FROM users ORDER BY key, "Display name", rowid`);
  return page(null, 0);
}
export const page = async (_, offset) => ({
  rows: await rows(
    `SELECT ${shown} FROM users JOIN (SELECT person, rowid AS place FROM sorted WHERE rowid BETWEEN ${offset} AND ${offset + PAGE - 1}) ON users.rowid = person ORDER BY place`,
  ),
});
/** For comparison: the first page alone, which needs no full sort. */
export const top = async () => ({ rows: await rows(`SELECT ${shown} FROM users ORDER BY key, "Display name", rowid LIMIT ${PAGE}`) });

const title = (value) => (typeof value === "boolean" ? (value ? "True" : "False") : value);
export const normal = {
  rows: (rows) => rows.map((row) => SHOWN.map((column) => row[column] ?? null)),
  facets: ({ columns }) => columns.map((values) => values.map(([value, count]) => [title(value), count])),
};
