// The handle against the model: commands one after the other, remedies, settings, and the days after.
// SEED=7 CASES=100000 node --test tests/oracle/
import { holds, iso, seatplan, spokenAnswer } from "./cases.mjs";
import * as compare from "./compare.mjs";
import { cellText, matches } from "./filter.mjs";
import * as generate from "./generate.mjs";
import { bill } from "./money.mjs";
import { people, pools } from "./pools.mjs";
import { configured, decide, remedied, standing } from "./request.mjs";
import { DAY, POLICY } from "./retention.mjs";

const { spoken } = generate;

/** Runs `use` on a handle of this state, and frees it. */
function handle(state, use) {
  const tenant = new seatplan.Tenant(spoken(state));
  try { return use(tenant); } finally { tenant.free(); }
}

/** Everything that can be asked of a tenant without changing it. */
function asked(tenant, state, at) {
  const policy = { ...POLICY, ...state.policy };
  const everyone = { at: iso(at), limit: 1000 };
  return [
    ...compare.differences(pools(state, policy), tenant.pools(iso(at)), `pools at ${iso(at)}`),
    ...compare.differences(spokenAnswer(compare.outcomes(standing(state, at))), compare.outcomes(tenant.preview(null, everyone).outcomes), `standing at ${iso(at)}`),
  ];
}

/** The instants after a change at which something may come due. */
function later(r, state, at) {
  const grace = (state.policy?.graceDays ?? 60) * DAY;
  return [at, ...[-1, 0, 1].map((ms) => at + grace + ms), at + r.pick([0, 1, 29, 59, 60, 61, 365]) * DAY + r.pick([-1, 0, 1]), at + r.below(90 * DAY)].filter((t) => t >= at);
}

const attempt = (call) => {
  try { return { receipt: call() }; } catch (error) { if (error.name !== "LicensingError") throw error; return { error }; }
};

/** Runs a change on the handle; `after` is the model's tenant, or null where it must be refused and nothing change. */
function changes(tenant, state, after, at, call) {
  const before = JSON.stringify([tenant.state(), tenant.revision, tenant.clock]);
  const { receipt, error } = attempt(call);
  if (!after) {
    if (!error) return [`refused: model yes, package no`];
    return JSON.stringify([tenant.state(), tenant.revision, tenant.clock]) === before ? [] : ["a refused change changed something"];
  }
  if (error) return [`refused: model no, package ${error.code} ${error.message}`];
  return compare.differences(iso(at), receipt.at, "receipt.at");
}

const COLUMNS = ["id", "displayName", "groups", "license", "status", "holder", "joinedAt", "deletedAt", "licensedAt", "unassignedAt", "previousLicense", "purgeAt", "dataFrom", "dataTo"];

/** The list as the page shows it, at the clock. */
function listed(tenant, state) {
  if (tenant.clock === null) return []; // then it is the instant of today
  const view = tenant.select();
  const { rows } = tenant.page(view, { limit: 1000, columns: COLUMNS });
  const at = Date.parse(tenant.clock);
  const expected = people(state).map((p) => ({ id: p.record.id, cells: COLUMNS.map((name) => cellText(p, name, state.policy, at)), marked: false }));
  return compare.differences(expected, rows, "page");
}

/** The records of a tenant read back mean the same. */
function readBack(tenant, state, at) {
  const told = tenant.state();
  const everyone = [...told.users, ...(told.mailboxes ?? [])];
  return [
    ...everyone.flatMap((record) => compare.differences(record, tenant.user(record.id), `user ${record.id}`)),
    ...listed(tenant, state),
    ...compare.differences(spokenAnswer(compare.outcomes(standing(state, at))), compare.outcomes(seatplan.previewRetention(told, null, iso(at))), "read back"),
    ...compare.differences(spokenAnswer(compare.outcomes(standing(generate.heard(told), at))), compare.outcomes(tenant.preview(null, { at: iso(at), limit: 1000 }).outcomes), "told"),
  ];
}

holds("validate and preview on a handle say what the functions say", ({ at, state, request }) => handle(state, (tenant) => {
  const everyone = { at: iso(at), limit: 1000 };
  const { report, outcomes, totals } = tenant.preview(request, everyone);
  const counted = {};
  for (const { outcome } of outcomes) counted[outcome] = (counted[outcome] ?? 0) + 1;
  return [
    ...compare.differences(seatplan.validateAssignment(spoken(state), request, iso(at)), tenant.validate(request, iso(at)), "validate"),
    ...compare.differences(tenant.validate(request, iso(at)), report, "report"),
    ...compare.differences(seatplan.previewRetention(spoken(state), request, iso(at)), outcomes, "preview"),
    ...compare.differences(counted, Object.fromEntries(Object.entries(totals).filter(([, n]) => n)), "totals"),
  ];
}), 0.3);

holds("apply does what validate said, and time does the rest", ({ at, state, request, salt }) => handle(state, (tenant) => {
  const { report, after } = decide(state, request, at);
  const found = changes(tenant, state, report.ok ? after : null, at, () => tenant.apply(request, iso(at)));
  if (found.length || !report.ok) return found;
  const r = generate.random(salt);
  return [...readBack(tenant, after, at), ...later(r, state, at).flatMap((t) => asked(tenant, after, t))];
}), 0.5);

for (const kind of ["selectFewer", "purchase", "deactivate"])
  holds(`the remedy ${kind}`, ({ at, state, request }) => handle(state, (tenant) => {
    const after = remedied(state, request, kind, at);
    const found = changes(tenant, state, after, at, () => tenant.applyRemedy(request, kind, iso(at)));
    if (found.length || !after) return found;
    const again = tenant.validate({ ...request, whenShort: kind === "selectFewer" ? "fill" : "refuse" }, iso(at));
    if (!again.ok || again.changes) return [`afterwards the request does not fit: ${again.summary.message}`];
    return [...compare.differences(after.purchased, tenant.state().purchased, "purchased"), ...asked(tenant, after, at), ...asked(tenant, after, at + DAY)];
  }), 0.4);

holds("a purchase", ({ at, state, salt }) => {
  const r = generate.random(salt);
  const most = 1_000_000_000;
  const command = { action: "purchase" };
  for (const license of ["standard", "archived"]) if (r.chance(0.8)) command[license] = r.pick([0, 1, 7, 1000, most - 1, most]);
  const total = (license) => state.purchased[license] + (command[license] ?? 0);
  const allowed = (state.account ?? "paid") === "paid" && total("standard") <= most && total("archived") <= most;
  const after = { ...state, purchased: { standard: total("standard"), archived: total("archived") } };
  const { money, problem } = bill(state.prices, command, at);
  return handle(state, (tenant) => {
    let told;
    const found = changes(tenant, state, allowed ? after : null, at, () => (told = tenant.apply(command, iso(at))));
    if (found.length || !allowed) return found;
    return [
      ...compare.differences(money, told.cost, "cost"),
      ...compare.differences(problem ? [problem] : [], told.report.warnings.map((w) => w.code), "warnings"),
      ...asked(tenant, after, at),
    ];
  });
}, 0.3);

holds("a selection is the people of its filter, and a request for them is a request for their ids", ({ at, state, request, filter }) => {
  const everyone = people(state);
  return handle(state, (tenant) => {
    const view = tenant.select(filter, iso(at));
    const expected = everyone.filter((p) => matches(p, filter, state.policy, at)).map((p) => p.record.id);
    const found = compare.differences(expected, view.ids(0, 1000), `select ${JSON.stringify(filter)}`);
    if (found.length) return found;
    const [selected, named] = [view, expected].map((targets) => tenant.validate({ ...request, targets }, iso(at)));
    return [...compare.differences(named, selected, "validate"), ...compare.differences(expected.length, view.count, "count")];
  });
}, 0.3);

/** A change of the settings, or a request. */
function step(r, state, at) {
  if (r.chance(0.6)) return { commands: [generate.request(r, state, at)] };
  if (r.chance(0.5)) return { commands: [generate.request(r, state, at), generate.request(r, state, at)] };
  const policy = r.pick([{ graceDays: r.pick([0, 30, 60]) }, { retentionDays: r.pick([null, 0, 1, 30, 365]) }, { archivedDeactivation: r.pick(["grace", "immediate"]) }, { mailboxes: r.pick(["perLicense", "unlimited"]) }]);
  return { change: r.pick([{ policy }, { policy }, { purchased: { standard: r.below(9), archived: r.below(9) } }, { account: r.pick(["paid", "trial", "expired"]) }]) };
}

holds("a history of commands", ({ at, state, salt }) => handle(state, (tenant) => {
  const r = generate.random(salt);
  let now = at;
  let model = state;
  const steps = [];
  for (let i = 0; i < 5; i++) {
    const { commands, change } = step(r, model, now);
    steps.push(`${iso(now)} ${JSON.stringify(commands ?? change)}`);
    let after = change ? configured(model, change, now) : model;
    for (const request of commands ?? []) {
      const decided = after && decide(after, request, now);
      after = decided?.report.ok ? decided.after : null;
    }
    const given = commands?.length === 1 ? commands[0] : commands; // several are one entry, whole or not at all
    const found = changes(tenant, model, after, now, () => (commands ? tenant.apply(given, iso(now)) : tenant.configure(change, iso(now))));
    if (after) model = after;
    found.push(...asked(tenant, model, now), ...readBack(tenant, model, now));
    if (found.length) return [...found.slice(0, 3), ...steps];
    now = r.pick(later(r, model, now));
  }
  return [];
}), 0.25);

