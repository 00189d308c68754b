// A long test, not part of `make test`: files read and filters evaluated by the package and by DuckDB, row by row.
// SEED=7 FILTERS=100000 node --test tests/soak/duckdb.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { duckdb } from "../bench/duckdb.mjs";
import { iso, seatplan } from "../oracle/cases.mjs";
import { words } from "../oracle/filter.mjs";
import * as generate from "../oracle/generate.mjs";
import { DAY, granted, POLICY } from "../oracle/retention.mjs";
import { filters, OPS } from "./filters.mjs";
import { people } from "./sql.mjs";
import { tenant, written } from "./tenant.mjs";

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const FILTERS = Number(process.env.FILTERS ?? 5000);
const EACH = 250; // of a tenant

/** The tenant as the package reads it: its state, then the file, whole or in pieces. */
function opened(r, { state }, { bytes }, at) {
  const made = new seatplan.Tenant(generate.spoken({ ...state, asOf: iso(at) }));
  if (r.chance(0.5)) return [made, made.import(bytes, { at: iso(at) })];
  const importer = made.importer({ at: iso(at) });
  for (let place = 0; place < bytes.length; ) {
    const size = 1 + r.below(r.pick([100, 10_000, 1_000_000]));
    importer.push(bytes.slice(place, place + size));
    place += size;
  }
  const report = importer.finish();
  importer.free();
  return [made, report];
}

/** Takes licenses from some people: in the tenant, and in what is known of them. */
function deactivate(r, made, given, at) {
  const targets = r.some(given.everyone, 0.2).filter((p) => p.record.license);
  made.apply({ action: "deactivate", targets: targets.map((p) => p.id) }, iso(at));
  for (const p of targets) p.record = granted(p.record, { ...POLICY, ...given.state.policy }, at, "deactivate");
  given.moved = true;
}

/** What both say of every cell. */
function compareCells(made, duck, everyone, where) {
  const names = [...duck.columns().keys()].filter((name) => name !== "data" && name !== "attributes");
  const places = new Map([...duck.columns()].map(([name, code]) => [code, names.indexOf(name)]));
  const expected = everyone.map(({ id }) => ({ id, cells: names.map(() => null), marked: false }));
  for (const { n, c, value } of duck.shown()) if (places.get(c) >= 0) expected[n].cells[places.get(c)] = value;
  const view = made.select();
  const { rows } = made.page(view, { limit: everyone.length + 1, columns: names });
  view.free();
  assert.equal(rows.length, expected.length);
  rows.forEach((row, n) => assert.deepEqual(row, expected[n], `${where}, row ${n} of ${names.join("|")}`));
  return rows.length * names.length;
}

/** The smallest part of a filter about which they differ. */
function least(filter, differs) {
  for (const inner of filter.and ?? filter.or ?? (filter.not ? [filter.not] : [])) if (differs(inner)) return least(inner, differs);
  return filter;
}

function* leaves(filter) {
  const inner = filter.and ?? filter.or ?? (filter.not ? [filter.not] : null);
  if (!inner) yield filter;
  else for (const one of inner) yield* leaves(one);
}

test(`${FILTERS} filters mean to the package what they mean to DuckDB, seed ${SEED}`, { timeout: 3_600_000 }, async () => {
  const duck = people(await duckdb());
  const counts = { tenants: 0, people: 0, cells: 0, filters: 0, conditions: 0, words: 0, some: 0 };
  const asked = new Map();
  for (let number = 0; counts.filters < FILTERS; number++) {
    const r = generate.random(SEED + number * 7919);
    const at = generate.instantOf(r);
    const given = tenant(r, at);
    const file = written(r, given);
    const where = `tenant ${number} of seed ${SEED} (${given.everyone.length} people, ${file.encoding}, delimiter ${JSON.stringify(file.delimiter)}, newline ${JSON.stringify(file.newline)})`;
    const [made, report] = opened(r, given, file, at);
    // A later instant is seen as if the time had passed; a list is shown as of now.
    const then = at + r.pick([0, 0, 0, 1, 60, 400]) * DAY;
    if (r.chance(0.4)) deactivate(r, made, given, at);
    const read = duck.load(given, file, then);
    assert.deepEqual([report.rows, report.refused, report.conflicts], [read, [], []], where);
    if (then === at) counts.cells += compareCells(made, duck, given.everyone, where);
    counts.tenants++;
    counts.people += given.everyone.length;

    const values = new Map([...duck.columns().keys()].map((name) => [name, []]));
    const names = [...values.keys()];
    for (const { c, value } of duck.samples()) values.get(names[c]).push(value);
    const make = filters(r, values);
    const met = (filter) => {
      const view = made.select(filter, iso(then));
      const ids = view.ids(0, given.everyone.length + 1);
      view.free();
      return ids;
    };
    const expected = (filter) => Array.from(duck.ask(filter), (n) => given.everyone[n].id);
    const differs = (filter) => met(filter).join("\n") !== expected(filter).join("\n");
    for (let i = 0; i < EACH && counts.filters < FILTERS; i++) {
      const filter = make();
      const ids = expected(filter);
      const agree = met(filter).join("\n") === ids.join("\n");
      if (!agree) {
        const part = least(filter, differs);
        const [ours, theirs] = [met(part), expected(part)];
        const only = (some, others) => some.filter((id) => !others.includes(id)).slice(0, 3).map((id) => `${id} ${JSON.stringify(made.user(id))}`);
        assert.fail(`${where} at ${iso(then)}: ${JSON.stringify(part)}\n  package ${ours.length}, DuckDB ${theirs.length} by ${duck.where(part)}\n  only the package: ${only(ours, theirs)}\n  only DuckDB: ${only(theirs, ours)}`);
      }
      if (i % 4 === 0) {
        assert.deepEqual(met(words(filter)), ids, `${where}: in words ${words(filter)}`);
        counts.words++;
      }
      counts.filters++;
      if (ids.length && ids.length < given.everyone.length) counts.some++;
      for (const { op, column } of leaves(filter)) {
        counts.conditions++;
        if (!op) continue;
        const pair = `${op} ${duck.named(column).replace(/ \d+$/, "")}`;
        asked.set(pair, (asked.get(pair) ?? 0) + 1);
      }
    }
    made.free();
  }
  const times = [...asked.values()].sort((a, b) => a - b);
  const columns = new Set([...asked.keys()].map((pair) => pair.slice(pair.indexOf(" "))));
  console.log(`${JSON.stringify(counts)}; ${OPS.length} operators, ${columns.size} columns, ${times.length} pairs of them, each ${times[0]} to ${times.at(-1)} times`);
});

// What the files above leave out.

const at = iso(0);
function asks(file, asked) {
  const made = new seatplan.Tenant();
  made.import(new TextEncoder().encode(file), { at });
  for (const [filter, ids] of asked) assert.deepEqual(made.select(filter, at).ids(), ids, JSON.stringify(filter));
  made.free();
}

test("spaces around a cell are part of it, whatever the column", () =>
  asks('id,Display name,Notes\na," x "," x "\nb," "," "\n', ["Display name", "Notes"].flatMap((column) => [
    [{ column, op: "is", value: " x " }, ["a"]],
    [{ column, op: "contains", value: " " }, ["a", "b"]],
    [{ column, op: "is", value: " " }, ["b"]],
  ])));

test("a list of nothing is empty", () =>
  asks("id,Products\na,+\nb,E3\n", [
    [{ column: "products", op: "isEmpty" }, ["a"]],
    [{ column: "products", op: "isNotEmpty" }, ["b"]],
    [{ column: "products", op: "is", value: "" }, ["a"]],
  ]));

test("a header with nothing below it is a column of empty cells", () =>
  asks("id,Fax\na,\nb,\n", [
    [{ column: "Fax", op: "isEmpty" }, ["a", "b"]],
    [{ column: "fax", op: "isNotEmpty" }, []],
    [{ column: "Fax", op: "in", value: ["", "1"] }, ["a", "b"]],
    [{ not: { column: "Fax", op: "contains", value: "1" } }, ["a", "b"]],
  ]));
