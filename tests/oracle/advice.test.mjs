// Advice against every way to buy: tiny tenants, all purchases on all days; the timeline is the judge.
// SEED=7 CASES=20000 node --test tests/oracle/advice.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, seatplan } from "./cases.mjs";
import { random } from "./generate.mjs";
import { bill } from "./money.mjs";
import { DAY } from "./retention.mjs";

const SEED = Number(process.env.SEED ?? 20261125);
const CASES = Math.ceil(Number(process.env.CASES ?? 3000) / 30);
const START = Date.parse("2026-01-01T00:00:00Z");
const DAYS = 6;

/** A tenant of a few people over six days, with people who come and go. */
function tenant(r) {
  const user = (id) => {
    const out = { id, license: r.pick(["standard", "standard", "archived", null]) };
    if (out.license === "standard" && r.chance(0.5)) out.deletedAt = iso(START + r.below(DAYS * DAY));
    if (out.license === null && r.chance(0.6)) Object.assign(out, { data: { from: iso(START - 90 * DAY), to: iso(START - 60 * DAY) }, unassignedAt: iso(START - 60 * DAY), purgeAt: iso(START + r.below(8 * DAY)) });
    else if (out.license === null) out.joinedAt = iso(START + r.below(DAYS * DAY));
    return out;
  };
  const users = ["a", "b", "c"].slice(0, 1 + r.below(3)).map(user);
  const held = (license) => users.filter((u) => u.license === license).length;
  return {
    asOf: iso(START), account: "paid", users,
    purchased: { standard: held("standard") + r.pick([0, 0, 1]), archived: held("archived") + r.pick([0, 0, 1]) },
    prices: { currency: "EUR", standard: r.pick([4_000, 48_000]), archived: r.pick([2_000, 24_000, 50_000]), termStart: "2025-06-01", renewal: "2026-06-01" },
    policy: { autoArchive: r.chance(0.6), groupLicensing: r.chance(0.6) ? { groups: "allNewUsers" } : null },
  };
}

function plan(r) {
  const steps = [];
  if (r.chance(0.4)) steps.push({ action: "join", users: [{ id: "x" }] });
  if (r.chance(0.4)) steps.push({ action: "leave", ids: ["a"] });
  if (r.chance(0.4)) steps.push({ action: r.pick(["activateStandard", "activateArchived", "deactivate"]), targets: [r.pick(["a", "b"])] });
  return steps.map((command) => ({ at: iso(START + r.below(DAYS * DAY)), command }));
}

const fits = ({ shortages, purges }) => shortages.length === 0 && purges.length === 0;

/** The least that any purchases cost, one a day at most, with the same requests that save data. */
function cheapest(handle, state, steps, until, most) {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  let best = Infinity;
  const tried = (bought) => {
    const cost = bought.reduce((sum, { day, counts }) => sum + bill(state.prices, counts, START + day * DAY).money.amount, 0);
    if (cost >= best) return;
    const purchases = bought.map(({ day, counts }) => ({ at: iso(START + day * DAY), command: { action: "purchase", ...counts } }));
    if (fits(handle.timeline({ until: iso(until), plan: [...purchases, ...steps] }))) best = cost;
  };
  const choose = (rest, standard, archived, bought) => {
    if (rest.length === 0) return tried(bought);
    for (let s = 0; s <= standard; s++) for (let a = 0; a <= archived; a++)
      choose(rest.slice(1), standard - s, archived - a, s + a ? [...bought, { day: rest[0], counts: { standard: s, archived: a } }] : bought);
  };
  for (let standard = 0; standard <= most.standard; standard++) for (let archived = 0; archived <= most.archived; archived++) choose(days, standard, archived, []);
  return best;
}

test(`advice leaves no shortage and no purge, and nothing is cheaper, seed ${SEED}, ${CASES} cases`, () => {
  let exact = 0;
  for (let i = 0; i < CASES; i++) {
    const r = random(SEED + i * 7919);
    const [state, steps] = [tenant(r), plan(r)];
    const until = START + DAYS * DAY - 1;
    const handle = new seatplan.Tenant(state);
    try {
      const { purchases, cost, bound } = handle.advise({ until: iso(until), plan: steps });
      const say = () => `case ${i}: ${JSON.stringify({ state, steps, purchases, cost, bound })}`;
      const future = handle.timeline({ until: iso(until), plan: [...steps, ...purchases] });
      assert.ok(fits(future), `${say()} ${JSON.stringify([future.shortages, future.purges])}`);
      assert.equal(future.cost.amount, cost.amount, say());
      assert.ok(bound.amount <= cost.amount, say());
      if (bound.amount === cost.amount) exact += 1;
      const bought = purchases.map((one) => one.command).filter((one) => one.action === "purchase");
      const most = { standard: 0, archived: 0 };
      for (const one of bought) for (const type of ["standard", "archived"]) most[type] += one[type] ?? 0;
      if (most.standard + most.archived > 3) continue;
      const saving = purchases.filter((one) => one.command.action !== "purchase");
      // Every way to save with either license, and to buy up to one more of each than advised.
      const ways = [[], ...["activateArchived", "activateStandard"].map((action) => saving.map(({ at, command }) => ({ at, command: { ...command, action } })))];
      const room = { standard: Math.min(2, most.standard + 1), archived: Math.min(2, most.archived) };
      const best = Math.min(...ways.map((way) => cheapest(handle, state, [...steps, ...way], until, { standard: Math.max(most.standard, room.standard), archived: Math.max(most.archived, room.archived) })));
      assert.ok(bound.amount <= best, `${say()} the cheapest is ${best}, below the bound`);
      if (bound.amount === cost.amount) assert.ok(cost.amount <= best, `${say()} the cheapest is ${best}`);
    } finally { handle.free(); }
  }
  assert.ok(exact * 2 > CASES, `the bound is reached in ${exact} of ${CASES} cases only`);
});
