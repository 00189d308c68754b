// How it grows: this package alone, in Node, asked the same about ten times as many people, and ten times as many again.
//
//   node tests/bench/growth.mjs     asks the package that was installed last, and keeps what it finds for the report
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { growth } from "./report.mjs";
import { commit, inNode, out, prepare } from "./setup.mjs";

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 5;
const file = `${out}/growth.json`;

/** What was found last; null before. */
export const kept = () => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

/** Asks about each size in processes of its own, by turns: other work on the machine disturbs all of them alike. */
export async function grow(say) {
  const found = { commit: commit(), date: new Date().toISOString(), load: [loadavg()[0]], sizes: SIZES.map((rows) => ({ rows, times: {} })) };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const size of found.sizes) {
      say(`growth: ${size.rows}, ${round} of ${ROUNDS}`);
      const { times, memory } = await inNode("seatplan", "time", await prepare(size.rows));
      size.memory = memory.own.used;
      // The first call in a process is cold.
      for (const [mark, list] of Object.entries(times)) (size.times[mark] ??= [list[0]]).push(...list.slice(1));
    }
  }
  found.load[1] = loadavg()[0];
  writeFileSync(file, JSON.stringify(found));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await grow((text) => process.stderr.write(`${text}\n`));
  process.stdout.write(`${growth(kept())}\n`);
}
