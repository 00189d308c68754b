// One peer in a Node of its own: node --expose-gc child.mjs <peer> <check|time> <users.csv> <workload.json>
import { readFileSync } from "node:fs";
import { duckdb } from "./duckdb.mjs";
import * as measure from "./measure.mjs";

const [name, phase, csv, workload] = process.argv.slice(2);

// WebAssembly memory is not part of the heap: every memory that is made or exported is kept in sight.
const memories = new Set();
const keep = (memory) => (memories.add(memory), memory);
const seen = (made) => {
  for (const value of Object.values((made.instance ?? made).exports ?? {})) if (value instanceof Memory) keep(value);
  return made;
};
const { instantiate, Instance, Memory } = WebAssembly;
WebAssembly.instantiate = async (...given) => seen(await instantiate(...given));
WebAssembly.Instance = new Proxy(Instance, { construct: (target, given) => seen(Reflect.construct(target, given)) });
WebAssembly.Memory = new Proxy(Memory, { construct: (target, given) => keep(Reflect.construct(target, given)) });

const peer = await import(`./peers/${name}.mjs`);

function memory(tenant) {
  gc();
  gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const wasm = [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  return { heap: heapUsed, buffers: arrayBuffers, wasm, rss, own: tenant && peer.memory?.(tenant) };
}

const bytes = new Uint8Array(readFileSync(csv));
const answer = await measure[phase](peer, { duckdb }, bytes, JSON.parse(readFileSync(workload, "utf8")), memory);
process.send({ name: peer.name, ...answer }, () => process.exit());
