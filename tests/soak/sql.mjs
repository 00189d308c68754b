// The people of a tenant in DuckDB, a row a value, and filters in SQL. DuckDB reads the file, its dates and numbers itself; only
// search keys and what people hold come from the naive model.
import { cellText, fold } from "../oracle/filter.mjs";
import { HEADERS } from "./tenant.mjs";

/** The columns of our own, in no order, and those of them that hold instants. */
export const OWN = ["id", "principalName", "displayName", "mail", "userType", "accountEnabled", "blockCredential", "mailboxType", "groups", "joinedAt", "license", "status", "holder", "previousLicense", "deletedAt", "licensedAt", "unassignedAt", "purgeAt", "purgedAt", "dataFrom", "dataTo", "data", "department", "jobTitle", "city", "country", "company", "products", "attributes"];
export const INSTANTS = ["joinedAt", "deletedAt", "licensedAt", "unassignedAt", "purgeAt", "purgedAt", "dataFrom", "dataTo"];
const HELD = ["license", "status", "previousLicense", "deletedAt", "licensedAt", "unassignedAt", "purgeAt", "purgedAt", "dataFrom", "dataTo", "data", "holder"];
const SEARCHED = ["displayName", "principalName", "mail"];
/** Not among *any value*: said by another column already. */
const BESIDE = ["blockCredential", "data"];

// A statement ends at a zero; no instant holds one.
const text = (value) => `'${value.replaceAll("'", "''").replaceAll("\0", "?")}'`;
const SPACES = [9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, ...Array.from({ length: 11 }, (_, i) => 0x2000 + i), 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].map((code) => String.fromCharCode(code)).join("");
const DATE = String.raw`\d{4}-\d\d-\d\d`;
const SETUP = [
  `CREATE MACRO bare(x) AS trim(x, ${text(SPACES)})`,
  `CREATE MACRO clean(x) AS CASE WHEN x IS NULL OR starts_with(x, 'System.') AND (ends_with(x, '[]') OR starts_with(x, 'System.Collections.')) THEN '' ELSE x END`,
  `CREATE MACRO truth(x) AS CASE WHEN lower(x) IN ('true', 'yes', '1') THEN true WHEN lower(x) IN ('false', 'no', '0') THEN false END`,
  String.raw`CREATE MACRO number(x) AS CASE WHEN regexp_full_match(x, '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?') THEN try_cast(x AS DOUBLE) END`,
  // DuckDB wants seconds.
  String.raw`CREATE MACRO instant(x) AS CASE WHEN regexp_full_match(x, '${DATE}') THEN epoch_ms(try_cast(x AS TIMESTAMP))
    WHEN regexp_full_match(x, '${DATE}[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)') THEN epoch_ms(try_cast(regexp_replace(upper(x), 'T(\d\d:\d\d)([Z+-])', 'T\1:00\2') AS TIMESTAMPTZ)) END`,
  `CREATE MACRO iso(ms) AS strftime(make_timestamp(ms * 1000), '%Y-%m-%dT%H:%M:%S.%gZ')`,
];
const FORMS = ["%Y-%m-%d %H:%M:%SZ", "%d.%m.%Y %H:%M:%S"];
const SLASHES = { american: "%m/%d/%Y %I:%M:%S %p", european: "%d/%m/%Y %H:%M" };

/** How a cell `x` of a file is read, column by column: a text, or a list of them. */
const READ = {
  principalName: "bare(x)", mail: "bare(x)", mailboxType: "bare(x)", displayName: "x",
  userType: "CASE lower(bare(x)) WHEN 'member' THEN 'Member' WHEN 'guest' THEN 'Guest' END",
  accountEnabled: "truth(bare(x))::VARCHAR", blockCredential: "truth(bare(x))::VARCHAR",
  groups: "list_transform(string_split(x, ';'), y -> bare(y))",
  products: "CASE WHEN lower(bare(x)) <> 'unlicensed' THEN list_transform(string_split(x, '+'), y -> bare(y)) END",
};
/** The opposite column says the opposite. */
const OPPOSITE = { accountEnabled: "blockCredential", blockCredential: "accountEnabled" };

export function people(db) {
  const connection = db.connect();
  const run = (sql) => connection.query(sql);
  const rows = (sql) => run(sql).toArray().map((row) => row.toJSON());
  for (const macro of SETUP) run(macro);
  const table = (name, columns, file, { delimiter = ",", newline = "\n", header = false } = {}) => {
    db.registerFileText(`${name}.csv`, file);
    const types = columns.map(([column, type]) => `${text(column)}: ${text(type)}`).join(", ");
    run(`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_csv('${name}.csv', auto_detect = false, header = ${header}, delim = ${text(delimiter)}, new_line = ${text(JSON.stringify(newline).slice(1, -1))}, quote = '"', escape = '"', columns = {${types}})`);
    db.dropFile(`${name}.csv`);
  };
  const csv = (lines) => lines.map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\n");
  let codes;

  /** Takes a tenant in as it is after a file, and says of how many people the file is; `at` is when it is looked at. */
  function load({ state, columns, everyone, slashes, moved }, file, at) {
    table("file", columns.map((_, place) => [`x${place}`, "VARCHAR"]), file.text, { ...file, header: true });
    table("who", [["n", "INT"], ["id", "VARCHAR"]], csv(everyone.map(({ id }, n) => [n, id])));
    codes = new Map([...new Set([...OWN, ...columns.map((column) => column.name)])].map((name, code) => [name, code]));
    const told = columns.map((column) => column.name);
    // The file's own word on licenses and deletions is read from it, until they change.
    const filed = told.filter((name) => name === "deletedAt" || (name === "license" && !moved));
    const held = everyone.flatMap((p, n) => HELD.filter((name) => !p.filed || !filed.includes(name))
      .map((name) => [n, codes.get(name), 0, cellText(p, name, state.policy, at)]).filter(([, , , value]) => value !== null));
    const value = [["n", "INT"], ["c", "INT"], ["i", "INT"], ["value", "VARCHAR"]];
    table("said", value, csv(held));
    run(`INSERT INTO said SELECT n, ${codes.get("id")}, 0, id FROM who`);
    run(`CREATE OR REPLACE VIEW told AS SELECT n, file.* FROM file JOIN who ON id = bare(clean(x${told.indexOf("id")}))`);
    const add = (name, place, read) =>
      run(`INSERT INTO said SELECT n, ${codes.get(name)}, 0, value FROM (SELECT n, (${read}) AS value FROM (SELECT n, clean(x${place}) AS x FROM told)) WHERE value <> ''`);
    const addList = (name, place, read) =>
      run(`INSERT INTO said SELECT n, ${codes.get(name)}, i, list[i] FROM (SELECT n, list, unnest(range(1, len(list) + 1)) AS i FROM (SELECT n, (${read}) AS list FROM (SELECT n, clean(x${place}) AS x FROM told))) WHERE list[i] <> ''`);
    const date = `iso(coalesce(instant(bare(x)), epoch_ms(try_strptime(bare(x), [${[...FORMS, SLASHES[slashes]].map(text).join(", ")}]))))`;
    told.forEach((name, place) => {
      if (name === "id" || (name === "license" && moved)) return;
      if (name === "groups" || name === "products") addList(name, place, READ[name]);
      else if (name === "license") add(name, place, "CASE WHEN lower(bare(x)) IN ('archived', 'archive') THEN 'archived' WHEN lower(bare(x)) = 'standard' THEN 'standard' ELSE 'none' END");
      else add(name, place, INSTANTS.includes(name) ? date : READ[name] ?? "x");
      if (OPPOSITE[name]) add(OPPOSITE[name], place, "(NOT truth(bare(x)))::VARCHAR");
      // Whatever is no field of its own is an attribute.
      if (!OWN.includes(name) || ["department", "jobTitle", "city", "country", "company", "products"].includes(name)) add("attributes", place, name === "products" ? "CASE WHEN lower(bare(x)) <> 'unlicensed' THEN x END" : "x");
    });
    table("keys", [["value", "VARCHAR"], ["key", "VARCHAR"]], csv(rows("SELECT DISTINCT value FROM said").map(({ value }) => [value, fold(value)])));
    run(`CREATE OR REPLACE TABLE cells AS SELECT n, c, i, value, coalesce(key, '') AS key, number(value) AS number, instant(value) AS ms FROM said JOIN keys USING (value) ORDER BY c, n, i`);
    run(`CREATE OR REPLACE TABLE people AS SELECT n FROM who ORDER BY n`);
    return rows("SELECT count(*)::INT AS n FROM told")[0].n;
  }

  /** Every cell as a list shows it. */
  const shown = () => rows("SELECT n, c, string_agg(value, '; ' ORDER BY i) AS value FROM cells GROUP BY n, c");
  /** Values to ask for, by column. */
  const samples = () => rows("SELECT DISTINCT c, value FROM cells");
  const ask = (filter) => run(`SELECT n FROM people WHERE ${where(filter)} ORDER BY n`).getChildAt(0).toArray();

  const known = (name) => name.toLowerCase().replace(/[\s\p{P}]/gu, "");
  /** The column that goes by a name. */
  const named = (name) =>
    OWN.find((own) => [own, ...(HEADERS[own] ?? []), ...(own === "joinedAt" ? ["createdAt"] : [])].some((one) => known(one) === known(name))) ??
    [...codes.keys()].find((other) => known(other) === known(name));
  const some = (columns, test) => `n IN (SELECT n FROM cells WHERE c IN (${columns.join(", ")}) AND (${test}))`;
  const LIKE = { is: (key) => `key = ${key}`, contains: (key) => `contains(key, ${key})`, startsWith: (key) => `starts_with(key, ${key})`, endsWith: (key) => `ends_with(key, ${key})` };
  const ORDER = { before: "<", after: ">", atLeast: ">=", atMost: "<=" };

  /** A text in one of these columns; an empty cell is the empty text. */
  function like(op, columns, value, instants) {
    const key = fold(String(value));
    const same = instants && op === "is" ? ` OR ms = instant(${text(String(value))})` : "";
    const empty = key === "" ? columns.map((column) => ` OR NOT ${some([column], "true")}`).join("") : "";
    return `(${some(columns, LIKE[op](text(key)) + same)}${empty})`;
  }

  function where(filter) {
    if (filter.and) return `(${filter.and.map(where).join(" AND ") || "true"})`;
    if (filter.or) return `(${filter.or.map(where).join(" OR ") || "false"})`;
    if (filter.not) return `NOT ${where(filter.not)}`;
    if (filter.search !== undefined) return like("contains", SEARCHED.map((name) => codes.get(name)), filter.search);
    if (filter.anyValue !== undefined) return like("contains", [...codes].filter(([name]) => !BESIDE.includes(name)).map(([, column]) => column), filter.anyValue);
    const { op, value } = filter;
    const name = named(filter.column);
    const [column, instants] = [codes.get(name), INSTANTS.includes(name)];
    if (op === "isEmpty") return `NOT ${some([column], "true")}`;
    if (op === "isNotEmpty") return some([column], "true");
    if (op === "isNot") return `NOT ${like("is", [column], value, instants)}`;
    if (op === "in") return `(${value.map((one) => like("is", [column], one, instants)).join(" OR ") || "false"})`;
    if (op in LIKE) return like(op, [column], value, instants);
    // What is a number is compared with numbers, all else with instants.
    if (typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value)) return some([column], `number ${ORDER[op]} ${Number(value)}::DOUBLE`);
    return some([column], `ms ${ORDER[op]} instant(${text(value)})`);
  }

  return { load, shown, samples, ask, where, named, columns: () => codes };
}
