// One request against a tenant: who is meant, what changes, what is short, what is warned of.
import { matches, names, isEmptyFilter } from "./filter.mjs";
import { cost } from "./money.mjs";
import { licensable, people, pool } from "./pools.mjs";
import { shortage } from "./remedies.mjs";
import { agedOut, granted, isDeleted, outcome, POLICY } from "./retention.mjs";

const ASKED = { activateStandard: "standard", activateArchived: "archived", deactivate: "deactivate" };
const unique = (list) => [...new Set(list)];

/** `all-filtered`: the people a request means, in order, the ids nobody knows, and the filter's own refusal. */
function targetsOf(state, policy, request, at) {
  const everyone = people(state);
  if (Array.isArray(request.targets)) {
    const ids = unique(request.targets);
    const known = new Map(everyone.map((p) => [p.record.id, p]));
    return { met: ids.filter((id) => known.has(id)).map((id) => known.get(id)), unknown: ids.filter((id) => !known.has(id)), empty: false };
  }
  const { filter } = request.targets;
  if (isEmptyFilter(filter) && request.action !== "activateStandard") return { met: [], unknown: [], empty: true };
  let met = everyone.filter((p) => matches(p, filter, policy, at));
  if (!names(filter, ["holder"])) met = met.filter((p) => p.holder === "users");
  if (request.action === "activateStandard" && !names(filter, ["deletedat", "status"])) met = met.filter((p) => !isDeleted(p.record, at));
  return { met, unknown: [], empty: false };
}

/** Everything an answer about a request is made of. */
export function decide(state, request, at) {
  const policy = { ...POLICY, ...state.policy };
  const asked = ASKED[request.action];
  const byFilter = !Array.isArray(request.targets);
  const activating = asked !== "deactivate";
  const { met, unknown, empty } = targetsOf(state, policy, request, at);
  const changes = (p) => (activating ? (p.record.license ?? null) !== asked : (p.record.license ?? null) !== null);
  const barred = activating ? met.filter((p) => changes(p) && !licensable(p.record)) : [];
  const wanted = met.filter((p) => changes(p) && !barred.includes(p));
  const targets = new Set(met.map((p) => p.record.id));

  const shortages = [];
  const over = [];
  if (activating)
    for (const holder of ["users", "mailboxes"]) {
      const mine = wanted.filter((p) => p.holder === holder);
      const short = shortage(state, policy, at, holder, asked, mine.length, targets);
      if (!short) continue;
      shortages.push(short);
      over.push(...mine.slice(short.available));
    }
  const fill = request.whenShort === "fill";
  const left = fill ? over : [];
  const served = wanted.filter((p) => !left.includes(p));

  const errors = [];
  const problem = (code, rule, ids) => ({ code, rule, ids: ids.slice(0, 100), count: ids.length });
  if (empty) errors.push(problem("EMPTY_FILTER", "all-filtered", []));
  if (unknown.length) errors.push(problem("UNKNOWN_HOLDER", "who-can-hold", unknown));
  if (barred.length && !byFilter) errors.push(problem("NOT_LICENSABLE", "who-can-hold", barred.map((p) => p.record.id)));
  const anyone = byFilter ? met.length > barred.length : request.targets.length > 0;
  if (anyone && activating && state.account === "expired") errors.push(problem("ACCOUNT_EXPIRED", "expired", []));
  if (!fill) errors.push(...shortages);
  const ok = errors.length === 0;

  const warnings = [];
  const outcomes = new Map(served.map((p) => [p, outcome(p.record, policy, at, asked)]));
  for (const code of unique([...outcomes.values()].flatMap((o) => o.warnings)))
    warnings.push(problem(code, undefined, served.filter((p) => outcomes.get(p).warnings.includes(code)).map((p) => p.record.id)));
  if (fill) warnings.push(...shortages);
  const typesKnown = people(state).some((p) => p.holder === "mailboxes" || p.record.mailboxType);
  if (activating && byFilter && served.length && !typesKnown) warnings.push(problem("MAILBOX_TYPES_UNKNOWN", "all-filtered", []));
  const purchases = shortages.flatMap((s) => s.remedies).filter((remedy) => remedy.kind === "purchase");
  for (const code of unique(purchases.map((remedy) => cost(state.prices, asked, remedy.count, at).problem)))
    if (code) warnings.push(problem(code, "purchase", []));

  const after = apply(state, policy, at, asked, served.map((p) => p.record.id));
  return {
    report: {
      ok,
      changes: ok ? served.length : 0, // a refused request changes nothing
      unchanged: met.length - wanted.length - barred.length,
      skipped: left.length + (byFilter ? barred.length : 0),
      pools: ok ? poolChanges(state, after, policy) : [],
      errors,
      warnings,
    },
    shortages,
    after: ok ? after : state,
    outcomes: met.filter((p) => !(byFilter && barred.includes(p))).map((p) => ({
      id: p.record.id, holder: p.holder, action: request.action,
      ...outcome(p.record, policy, at, asked, barred.includes(p) || left.includes(p)),
    })),
  };
}

function apply(state, policy, at, asked, ids) {
  const next = (r) => (ids.includes(r.id) ? granted(r, policy, at, asked) : r);
  return { ...state, users: state.users.map(next), mailboxes: state.mailboxes?.map(next) };
}

/** The tenant after a remedy and then the request; null where the remedy is not offered or does not help. */
export function remedied(state, request, kind, at) {
  const policy = { ...POLICY, ...state.policy };
  if (kind === "selectFewer") {
    const { report, after } = decide(state, { ...request, whenShort: "fill" }, at);
    return report.ok ? after : null;
  }
  const asked = { ...request, whenShort: "refuse" };
  let next = state;
  for (const { license, remedies } of decide(state, asked, at).shortages) {
    const remedy = remedies.find((r) => r.kind === kind);
    if (!remedy || remedy.missing > 0) return null;
    if (kind === "purchase") {
      // Users and mailboxes draw on one purchase: the larger need covers both.
      const bought = Math.max(next.purchased[license], state.purchased[license] + remedy.count);
      next = { ...next, purchased: { ...next.purchased, [license]: bought } };
    } else
      for (const { id, how } of remedy.candidates) next = apply(next, policy, at, how === "archive" ? "archived" : "deactivate", [id]);
  }
  const { report, after } = decide(next, asked, at);
  return report.ok ? after : null;
}

/** The tenant after a change of its settings. */
export function configured(state, change, at) {
  const [before, after] = [{ ...POLICY, ...state.policy }, { ...POLICY, ...state.policy, ...change.policy }];
  const next = (r) => (before.retentionDays === after.retentionDays ? r : agedOut(r, before, after, at));
  return { ...state, ...change, policy: after, users: state.users.map(next), mailboxes: state.mailboxes?.map(next) };
}

function poolChanges(state, after, policy) {
  const out = [];
  for (const holder of ["users", "mailboxes"])
    for (const license of ["standard", "archived"]) {
      const [a, b] = [pool(state, policy, holder, license), pool(after, policy, holder, license)];
      if (a.assigned !== b.assigned) out.push({ holder, license, before: a, after: b });
    }
  return out;
}

/** What a preview of nothing says of everybody. */
export function standing(state, at) {
  const policy = { ...POLICY, ...state.policy };
  return people(state).map((p) => ({ id: p.record.id, holder: p.holder, action: "none", ...outcome(p.record, policy, at, "none") }));
}
