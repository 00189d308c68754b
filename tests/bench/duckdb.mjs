// DuckDB's blocking build for Node.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export async function duckdb() {
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
  const bundle = (kind) => ({ mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${kind}.wasm`), mainWorker: "" });
  const db = await createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate();
  db.open({});
  return db;
}
