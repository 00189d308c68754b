// Runs a check on random cases until one differs, then says the smallest that does.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as compare from "./compare.mjs";
import * as generate from "./generate.mjs";

export const seatplan = await import(process.env.PKG ?? "../../pkg/index.node.js");
await seatplan.default();

const SEED = Number(process.env.SEED ?? 20261125);
const CASES = Number(process.env.CASES ?? 3000);

export const iso = (ms) => new Date(ms).toISOString();

/** `check` answers the differences of one case; `share` of the cases are tried. */
export function holds(name, check, share = 1) {
  const cases = Math.ceil(CASES * share);
  test(`${name}, seed ${SEED}, ${cases} cases`, () => {
    for (let i = 0; i < cases; i++) {
      const r = generate.random(SEED + i * 7919);
      const at = generate.instantOf(r);
      const state = generate.tenant(r, at);
      const input = { at, state, request: generate.request(r, state, at), filter: generate.filter(r, at, 2, generate.attributes(state.users)), salt: r.below(2 ** 31) };
      if (check(input).length === 0) continue;
      const least = compare.shrink(input, check);
      assert.fail(`case ${i} of seed ${SEED}: ${compare.readable(least)}\n  ${check(least).slice(0, 9).join("\n  ")}`);
    }
  });
}

/** The model's instants as the package writes them. */
export function spokenAnswer(value, key) {
  if (typeof value === "number" && ["purgeAt", "nextBackupBy", "from", "to"].includes(key)) return iso(value);
  if (Array.isArray(value)) return value.map((v) => spokenAnswer(v));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spokenAnswer(v, k)]));
  return value;
}
