// What a visitor downloads, besides the engine's wasm: it does not grow unnoticed.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const dist = new URL("../../www/dist/", import.meta.url);

/** The gzipped size of all files whose names match, in bytes. */
function size(pattern) {
  const names = readdirSync(dist, { recursive: true }).filter((name) => pattern.test(name));
  assert.ok(names.length > 0, String(pattern));
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length, 0);
}

test("scripts are at most 45 kB and styles 10 kB, gzipped; the words of a language at most 10 kB more", () => {
  const [scripts, styles, english, german] = [/\.js$/, /\.css$/, /^text\/en\.json$/, /^text\/(engine\.)?de\.json$/].map(size);
  console.log(`scripts ${scripts}, styles ${styles}, English ${english}, German ${german}`);
  assert.ok(scripts <= 45_000, `${scripts} bytes of script`);
  assert.ok(styles <= 10_000);
  assert.ok(english <= 10_000 && german <= 10_000);
});

test("nothing in the page asks for anything elsewhere", () => {
  for (const name of readdirSync(dist).filter((name) => /\.(js|css|html)$/.test(name))) {
    const found = readFileSync(new URL(name, dist), "utf8").match(/https?:\/\/(?!www\.w3\.org\/)[\w.-]+/g) ?? [];
    assert.deepEqual(found, [], name);
  }
});
