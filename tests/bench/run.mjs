// make bench: everybody answers the same questions; first the answers are compared, then the times are taken.
//
//   ROWS=1000000 ONLY=node,chromium,growth PEERS=objects,duckdb node tests/bench/run.mjs
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { gzipSync } from "node:zlib";
import * as browser from "./browser.mjs";
import { grow, kept } from "./growth.mjs";
import { report } from "./report.mjs";
import { commit, here, inNode, install, modules, out, prepare, tenant, versionOf } from "./setup.mjs";

const ROWS = Number(process.env.ROWS || 100_000);
const PEERS = (process.env.PEERS || "objects,udsv,papaparse,duckdb,sqljs,arquero,crossfilter").split(",");
const PLACES = (process.env.ONLY || "node,chromium,growth").split(",");
const PATIENCE = 15 * 60_000;
// Row by row, answers are compared on as many people; the number of people found is compared on all of them.
const ROWS_COMPARED = 100_000;
// The page's own figure: with more, opening the file there is what would be measured.
const ROWS_ON_PAGE = Math.min(ROWS, 100_000);

const say = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

mkdirSync(out, { recursive: true });
install();
const given = { check: await prepare(Math.min(ROWS, ROWS_COMPARED)), time: await prepare(ROWS) };

const within = (promise) => {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("took too long")), PATIENCE)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Compares two lists of answers; the first difference fails the run. */
function compare(one, other, place) {
  for (const mark of Object.keys(one)) {
    if (mark === "name" || !other[mark]) continue;
    one[mark].forEach((answer, at) => {
      const [left, right] = [JSON.stringify(answer), JSON.stringify(other[mark][at])];
      if (left === right) return;
      const from = [...left].findIndex((character, index) => character !== right[index]);
      const part = (text) => text.slice(Math.max(0, from - 60), from + 100);
      throw new Error(`${place}: ${one.name} and ${other.name} differ in answer ${at} to \`${mark}\`:\n  ${part(left)}\n  ${part(right)}`);
    });
  }
}

/** The number of people in each answer that was timed must be the same for everybody. */
function compareCounts(peers, place) {
  const [reference, ...others] = Object.values(peers).filter(({ times }) => times);
  for (const { name, times } of others) {
    for (const [mark, list] of Object.entries(times)) {
      list.forEach(([, count], at) => {
        const expected = reference.times[mark]?.[at]?.[1];
        if (count !== null && expected !== null && expected !== undefined && count !== expected) {
          throw new Error(`${place}: \`${mark}\` ${at} found ${expected} with ${reference.name}, ${count} with ${name}`);
        }
      });
    }
  }
  if (reference.times.absent.some(([, count]) => count !== 0)) throw new Error(`${place}: an absent needle was found`);
}

/** Everybody in one place, one after the other; what there is so far is written after each. */
async function everybody(kind, version, ask) {
  const place = `${kind} ${version()}`;
  const peers = {};
  const found = { kind, place, peers, commit: commit(), date: new Date().toISOString(), load: [loadavg()[0]] };
  let reference;
  for (const id of ["seatplan", ...PEERS]) {
    say(`${place}: ${id}, compared`);
    try {
      const answers = await within(ask(id, "check"));
      if (id === "seatplan") reference = answers;
      else compare(reference, answers, place);
    } catch (error) {
      if (id === "seatplan" || / differ in answer /.test(error.message)) throw error;
      peers[id] = { name: id, failed: error.message };
    }
  }
  for (const id of ["seatplan", ...PEERS]) {
    if (peers[id]) continue;
    say(`${place}: ${id}, timed`);
    try {
      peers[id] = await within(ask(id, "time"));
    } catch (error) {
      if (id === "seatplan") throw error;
      peers[id] = { name: id, failed: error.message };
    }
    compareCounts(peers, place);
    Object.assign(found, { place: `${kind} ${version()}` });
    found.load[1] = loadavg()[0];
    results.places = [...results.places.filter((other) => other.kind !== kind), found];
    save();
  }
}

const file = `${out}/results-${ROWS}.json`;
// A place that is not asked this time keeps its figures, with their date.
const earlier = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { places: [], firstRow: null };
const wasm = (name, file) => ({ name, raw: statSync(modules(file)).size, gzip: gzipSync(readFileSync(modules(file)), { level: 9 }).length });
const results = {
  rows: ROWS,
  bytes: statSync(given.time.csv).size,
  machine: `${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`,
  versions: Object.fromEntries(["seatplan", "papaparse", "udsv", "@duckdb/duckdb-wasm", "sql.js", "arquero", "crossfilter2"].map((name) => [name, versionOf(name)])),
  wasm: [
    wasm("seatplan", "seatplan/seatplan.wasm"),
    wasm("DuckDB-wasm", "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"),
    wasm("sql.js", "sql.js/dist/sql-wasm.wasm"),
  ],
  rowsCompared: Math.min(ROWS, ROWS_COMPARED),
  rowsOnPage: ROWS_ON_PAGE,
  firstRow: earlier.firstRow,
  places: earlier.places.filter(({ kind }) => !PLACES.includes(kind.toLowerCase())),
};

/** Writes what there is so far. */
function save() {
  writeFileSync(file, JSON.stringify(results));
  writeFileSync(here("RESULTS.md"), report(results, kept()));
}

if (PLACES.includes("node")) await everybody("Node", () => process.version.slice(1), (peer, phase) => inNode(peer, phase, given[phase]));
if (PLACES.includes("chromium")) {
  const chromium = await browser.open(given);
  try {
    await everybody("Chromium", chromium.version, chromium.ask);
  } finally {
    chromium.close();
  }
  say("the page");
  results.firstRow = await browser.firstRow(tenant(ROWS_ON_PAGE)).catch((error) => ({ failed: error.message.split("\n")[0] }));
  save();
}
if (PLACES.includes("growth")) {
  await grow(say);
  save();
}
process.stdout.write(report(results, kept()));
process.exit();
