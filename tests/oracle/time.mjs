// Time as RULES.md tells it under "Automation", day by day and person by person, as plainly as it goes.
import { bill } from "./money.mjs";
import { licensable, people, pool } from "./pools.mjs";
import { condition, DAY, granted, isDeleted, outcome, POLICY, purgeDate } from "./retention.mjs";

const policyOf = (state) => ({ ...POLICY, syncAnchor: 0, autoArchive: false, autoPurchaseArchived: false, groupLicensing: null, autoPurchaseStandard: false, ...state.policy });
const byId = (a, b) => (Buffer.from(a.id).compare(Buffer.from(b.id)));

/** A tenant in time: its state, its clock, and who joined and still has no license. */
export const begin = (state, clock) => ({ state, clock, waiting: [], happened: [] });

/** Everything until `at`: purges at their instant, before the sync of the same instant. */
export function advance(world, at) {
  let { clock } = world;
  const { syncAnchor } = policyOf(world.state);
  const first = syncAnchor + (Math.floor((clock - syncAnchor) / DAY) + 1) * DAY;
  for (let sync = first; sync <= at; sync += DAY) {
    purges(world, clock, sync);
    daily(world, sync);
    clock = sync;
  }
  purges(world, clock, at);
  world.clock = Math.max(world.clock, at);
  return world;
}

const tell = (world, at, code, rest) => world.happened.push({ at, code, id: null, before: null, after: null, count: 1, ...rest });

function purges(world, from, to) {
  const policy = policyOf(world.state);
  const due = [];
  for (const { record } of people(world.state)) {
    const at = purgeDate(record, policy);
    if (at === undefined || at <= from || at > to) continue;
    if (condition(record, policy, at - 1).status === "grace") due.push({ at, id: record.id });
  }
  due.sort((a, b) => a.at - b.at || byId(a, b));
  for (const { at, id } of due) tell(world, at, "PURGED", { id, before: "grace", after: "purged" });
}

/** One sync: notice, buy archived, archive, buy standard, assign. */
function daily(world, at) {
  const policy = policyOf(world.state);
  const users = () => people(world.state).filter((p) => p.holder === "users").map((p) => p.record);

  if (policy.autoArchive) {
    const paused = users().filter((r) => r.license === "standard" && isDeleted(r, at) && licensable(r));
    paused.sort((a, b) => a.deletedAt - b.deletedAt || byId(a, b));
    give(world, at, paused, "archived", policy.autoPurchaseArchived, "AUTO_ARCHIVED");
  }

  const groups = policy.groupLicensing?.groups;
  const listed = (r) => groups === "allNewUsers" || (r.groups ?? []).some((group) => groups.includes(group));
  const old = new Map(world.waiting.map((one) => [one.id, one.since]));
  const joined = !groups ? [] : users()
    .filter((r) => old.has(r.id) || (r.joinedAt > at - DAY && r.joinedAt <= at))
    .filter((r) => !r.license && !isDeleted(r, at) && licensable(r) && listed(r))
    .map((r) => ({ since: old.get(r.id) ?? r.joinedAt, id: r.id, record: r }))
    .sort((a, b) => a.since - b.since || byId(a, b));
  const left = give(world, at, joined.map((one) => one.record), "standard", policy.autoPurchaseStandard, "GROUP_LICENSED");
  world.waiting = joined.filter((one) => left.includes(one.id));
}

/** Gives a license to as many as fit, after buying what is missing; the ids of the others. */
function give(world, at, wanted, license, buys, code) {
  if (!wanted.length) return [];
  const policy = policyOf(world.state);
  if (world.state.account === "expired") {
    tell(world, at, "ACCOUNT_EXPIRED", { count: wanted.length });
    return wanted.map((r) => r.id);
  }
  const free = () => pool(world.state, policy, "users", license);
  const { available, assigned } = free();
  if (available < wanted.length && buys && (world.state.account ?? "paid") === "paid") {
    const count = wanted.length + assigned - world.state.purchased[license];
    if (world.state.purchased[license] + count <= 1_000_000_000) {
      const { money } = bill(world.state.prices, { [license]: count }, at);
      world.state = { ...world.state, purchased: { ...world.state.purchased, [license]: world.state.purchased[license] + count } };
      tell(world, at, "AUTO_PURCHASED", { count, ...(money ? { cost: money } : {}) });
    }
  }
  const fits = Math.min(wanted.length, free().available);
  const served = new Set(wanted.slice(0, fits).map((r) => r.id));
  for (const r of wanted.slice(0, fits)) {
    const { before, after } = outcome(r, policy, at, license);
    tell(world, at, code, { id: r.id, before, after });
  }
  const next = (r) => (served.has(r.id) ? granted(r, policy, at, license) : r);
  world.state = { ...world.state, users: world.state.users.map(next), mailboxes: world.state.mailboxes?.map(next) };
  if (fits < wanted.length) tell(world, at, "INSUFFICIENT_LICENSES", { count: wanted.length - fits });
  return wanted.slice(fits).map((r) => r.id);
}
