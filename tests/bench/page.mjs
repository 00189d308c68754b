// The same in a page: `bench(peer, phase)` asks one peer.
import * as measure from "./measure.mjs";

const peers = {
  seatplan: () => import("./peers/seatplan.mjs"),
  objects: () => import("./peers/objects.mjs"),
  udsv: () => import("./peers/udsv.mjs"),
  papaparse: () => import("./peers/papaparse.mjs"),
  duckdb: () => import("./peers/duckdb.mjs"),
  sqljs: () => import("./peers/sqljs.mjs"),
  arquero: () => import("./peers/arquero.mjs"),
  crossfilter: () => import("./peers/crossfilter.mjs"),
};
const file = (name) => new URL(`/${name}`, location.href).href;

/** DuckDB in its Worker, the bundle for browsers with WebAssembly exceptions. */
async function duckdb() {
  const { AsyncDuckDB, VoidLogger } = await import("@duckdb/duckdb-wasm");
  const db = new AsyncDuckDB(new VoidLogger(), new Worker(file("duckdb-browser-eh.worker.js")));
  await db.instantiate(file("duckdb-eh.wasm"));
  await db.open({});
  return db;
}

window.bench = async (name, phase) => {
  const peer = await peers[name]();
  const [bytes, workload] = await Promise.all([
    fetch(`/${phase}.csv`).then(async (answer) => new Uint8Array(await answer.arrayBuffer())),
    fetch(`/${phase}.json`).then((answer) => answer.json()),
  ]);
  return { name: peer.name, ...(await measure[phase](peer, { file, duckdb }, bytes, workload)) };
};
