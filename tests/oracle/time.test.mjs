// Time against the model: syncs and purges in one step and in many, commands between, undo and redo, timelines.
// SEED=7 CASES=100000 node --test tests/oracle/time.test.mjs
import { holds, iso, seatplan, spokenAnswer } from "./cases.mjs";
import * as compare from "./compare.mjs";
import * as generate from "./generate.mjs";
import { pools } from "./pools.mjs";
import { decide, standing } from "./request.mjs";
import { DAY, POLICY } from "./retention.mjs";
import { advance, begin } from "./time.mjs";

const { spoken } = generate;

/** The tenant with its automation switched on, and people who join and leave soon. */
function automated(r, state, at) {
  const policy = {
    ...state.policy, autoArchive: r.chance(0.7), autoPurchaseArchived: r.chance(0.4), autoPurchaseStandard: r.chance(0.4),
    groupLicensing: r.pick([null, { groups: "allNewUsers" }, { groups: ["Sales", "ops"] }]),
  };
  if (r.chance(0.5)) policy.syncAnchor = r.pick([at, at + 1, at - 1, r.below(DAY), 13 * 3_600_000]);
  const soon = (p) => ({
    ...p,
    ...(r.chance(0.4) ? { joinedAt: at + r.pick([-DAY, -1, 0, 1, DAY, 2 * DAY, r.below(90 * DAY)]) } : {}),
    ...(r.chance(0.3) ? { deletedAt: at + r.pick([-DAY, -1, 0, 1, DAY, 2 * DAY, r.below(90 * DAY)]) } : {}),
  });
  return { ...state, policy, users: state.users.map(soon), mailboxes: state.mailboxes?.map(soon) };
}

const wire = (state, at) => {
  const { policy, ...rest } = spoken(state);
  return { ...rest, asOf: iso(at), policy: { ...policy, ...(policy?.syncAnchor !== undefined ? { syncAnchor: iso(policy.syncAnchor) } : {}) } };
};

function opened(state, at, use) {
  const tenant = new seatplan.Tenant(wire(state, at));
  try { return use(tenant); } finally { tenant.free(); }
}

const happened = (list) => list.map(({ at, code, id, before, after, count, cost }) => ({ at: typeof at === "number" ? iso(at) : at, code, id, before, after, count, ...(cost ? { cost } : {}) }));
const steps = (r, at) => Array.from({ length: 1 + r.below(5) }, () => r.pick([1, DAY - 1, DAY, DAY + 1, 59 * DAY, 60 * DAY, 61 * DAY, r.below(DAY), r.below(200 * DAY)])).reduce((list, add) => [...list, list.at(-1) + add], [at]);

function standings(world, tenant) {
  const policy = { ...POLICY, ...world.state.policy };
  return [
    ...compare.differences(pools(world.state, policy), tenant.pools(iso(world.clock)), "pools"),
    ...compare.differences(spokenAnswer(compare.outcomes(standing(world.state, world.clock))), compare.outcomes(tenant.preview(null, { at: iso(world.clock), limit: 1000 }).outcomes), "standing"),
    ...compare.differences(world.state.purchased, tenant.state().purchased, "purchased"),
  ];
}

holds("advance does what the days do", ({ at, state: plain, salt }) => {
  const r = generate.random(salt);
  const state = automated(r, plain, at);
  return opened(state, at, (tenant) => {
    const world = begin(state, at);
    for (const until of steps(r, at)) {
      const from = world.happened.length;
      advance(world, until);
      const asked = tenant.pools(iso(until)); // a question at a later instant is as if the time had passed
      const { occurrences, entry } = tenant.advance(iso(until));
      const list = tenant.occurrences(entry, 0, 100_000);
      const found = [
        ...compare.differences(happened(world.happened.slice(from)), happened(list), `until ${iso(until)}`),
        ...compare.differences(list.length, occurrences.total, "total"),
        ...compare.differences(asked, tenant.pools(), "asked before"),
        ...standings(world, tenant),
      ];
      if (found.length) return found;
    }
    return [];
  });
}, 0.5);

holds("one step is many steps, and back and forth is the same", ({ at, state: plain, salt }) => {
  const r = generate.random(salt);
  const state = automated(r, plain, at);
  return opened(state, at, (many) => opened(state, at, (one) => {
    const told = (tenant) => JSON.stringify([tenant.state(), tenant.clock]);
    const days = steps(r, at);
    const seen = [told(many)];
    const list = [];
    for (const until of days) {
      const { entry } = many.advance(iso(until));
      list.push(...many.occurrences(entry, 0, 100_000));
      seen.push(told(many));
    }
    const { entry } = one.advance(iso(days.at(-1)));
    const found = [
      ...compare.differences(JSON.parse(told(many)), JSON.parse(told(one)), "state"),
      ...compare.differences(list, one.occurrences(entry, 0, 100_000), "occurrences"),
    ];
    for (let i = seen.length - 2; i >= 0; i--) { many.undo(); if (told(many) !== seen[i]) found.push(`undo ${i} is not where it was`); }
    if (many.undo() !== null) found.push("undo of nothing");
    for (let i = 1; i < seen.length; i++) { many.redo(); if (told(many) !== seen[i]) found.push(`redo ${i} is not where it was`); }
    if (many.redo() !== null) found.push("redo of nothing");
    return found;
  }));
}, 0.3);

holds("commands come after what is due, and are what validate said", ({ at, state: plain, salt }) => {
  const r = generate.random(salt);
  const state = automated(r, plain, at);
  return opened(state, at, (tenant) => {
    const world = begin(state, at);
    for (const until of steps(r, at)) {
      const request = generate.request(r, world.state, until);
      const before = JSON.stringify([tenant.state(), tenant.clock, tenant.history()]);
      const said = tenant.validate(request, iso(until));
      const ahead = advance(structuredClone(world), until);
      const { report, after } = decide(ahead.state, request, until);
      let receipt = null;
      try { receipt = tenant.apply(request, iso(until)); } catch (error) { if (error.name !== "LicensingError") throw error; }
      if (!!receipt !== report.ok || said.ok !== report.ok) return [`${iso(until)} ${JSON.stringify(request)}: model ${report.ok}, validate ${said.ok}, apply ${!!receipt}`];
      if (!receipt) {
        if (JSON.stringify([tenant.state(), tenant.clock, tenant.history()]) !== before) return ["a refused command changed something"];
        continue;
      }
      const from = world.happened.length;
      Object.assign(world, ahead, { state: after });
      const found = [
        ...compare.differences(said, receipt.report, "report"),
        ...compare.differences(happened(world.happened.slice(from)), happened(tenant.occurrences(receipt.entry, 0, 100_000)), `until ${iso(until)}`),
        ...standings(world, tenant),
      ];
      if (found.length) return [...found, `${iso(until)} ${JSON.stringify(request)}`];
    }
    return [];
  });
}, 0.4);

holds("a timeline is what the days and the plan do", ({ at, state: plain, salt }) => {
  const r = generate.random(salt);
  const state = automated(r, plain, at);
  return opened(state, at, (tenant) => {
    const before = JSON.stringify(tenant.state());
    const until = at + r.pick([0, 1, DAY, 61 * DAY, r.below(150 * DAY)]);
    const ids = state.users.map((p) => p.id);
    const plan = steps(r, at).slice(1).filter((t) => t <= until).map((t, i) => ({ at: t, command: r.pick([
      () => ({ action: "leave", ids: r.some(ids, 0.4) }),
      () => ({ action: "join", users: [{ id: `new${i}`, groups: r.some(["Sales", "x"], 0.5) }, { id: `also${i}`, joinedAt: t + r.pick([0, 1, DAY]) }] }),
      () => ({ action: "purchase", standard: r.below(3), archived: r.below(3) }),
      () => ({ ...generate.request(r, state, t), targets: r.some(ids, 0.5) }),
    ])() }));
    const future = tenant.timeline({ until: iso(until), plan: plan.map(({ at: t, command }) => ({ at: iso(t), command: spoken(command) })) });
    const world = begin(state, at);
    const days = [];
    const order = [...plan].sort((a, b) => a.at - b.at || (a.command.action !== "purchase") - (b.command.action !== "purchase"));
    for (let day = Math.floor(at / DAY) * DAY; day <= until; day += DAY) {
      const end = Math.min(day + DAY - 1, until);
      while (order.length && order[0].at <= end) play(world, order.shift());
      advance(world, end);
      days.push({ day: iso(day).slice(0, 10), pools: pools(world.state, { ...POLICY, ...world.state.policy }) });
    }
    const saved = new Map();
    for (const one of world.happened) if (one.code === "PURGED") {
      const day = iso(one.at - DAY).slice(0, 10);
      saved.set(day, [...(saved.get(day) ?? []), one.id]);
    }
    return [
      ...compare.differences(days, future.days, "days"),
      ...compare.differences([...saved].map(([lastSafeDay, all]) => ({ lastSafeDay, count: all.length, ids: all })), future.purges, "purges"),
      ...compare.differences(before, JSON.stringify(tenant.state()), "the tenant itself"),
    ];
  });
}, 0.4);

/** A step of a plan; a refused one changes nothing. */
function play(world, { at, command }) {
  advance(world, at);
  const { state } = world;
  const change = (next) => { world.state = { ...state, users: state.users.map(next), mailboxes: state.mailboxes?.map(next) }; };
  if (command.action === "leave") change((r) => (command.ids.includes(r.id) && !(r.deletedAt <= at) ? { ...r, deletedAt: at } : r));
  else if (command.action === "join") {
    const joiners = command.users.map((r) => ({ ...r, joinedAt: r.joinedAt ?? at }));
    world.state = { ...state, users: [...state.users, ...joiners] };
    world.waiting = [...world.waiting, ...joiners.map((r) => ({ id: r.id, since: at }))];
  } else if (command.action === "purchase") {
    const sum = (license) => state.purchased[license] + command[license];
    if ((state.account ?? "paid") === "paid" && sum("standard") <= 1e9) world.state = { ...state, purchased: { standard: sum("standard"), archived: sum("archived") } };
  } else world.state = decide(state, command, at).after;
}
