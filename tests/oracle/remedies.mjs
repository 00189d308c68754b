// *Remedies*: who would lose least, and the three ways out of a shortage.
import { cost } from "./money.mjs";
import { people, pool, licensable } from "./pools.mjs";
import { condition, DAY, isDeleted, isGuest, trim } from "./retention.mjs";

const points = (a) => [...a].map((c) => c.codePointAt(0));
export function byId(a, b) {
  const [x, y] = [points(a), points(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i] - y[i];
  return x.length - y.length;
}
const rank = (instant) => instant ?? Infinity;
const order = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
const byDeletion = (a, b) => order(rank(a.record.deletedAt), rank(b.record.deletedAt)) || byId(a.record.id, b.record.id);

export function candidates(state, policy, at, holder, license, targets) {
  const free = people(state).filter((p) => p.holder === holder && p.record.license === license && !targets.has(p.record.id));
  const data = (p) => trim(condition(p.record, policy, at).data, policy, at);
  const purge = (p) => (data(p) ? at + policy.graceDays * DAY : null);
  const give = (p, how) => ({ id: p.record.id, how, purgeAt: how === "archive" ? null : purge(p) });
  if (license === "archived") {
    const without = free.filter((p) => !data(p)).sort(byDeletion);
    const having = policy.archivedDeactivation === "grace" ? free.filter(data) : [];
    having.sort((a, b) => order(rank(data(a).to), rank(data(b).to)) || byDeletion(a, b));
    return [...without, ...having].map((p) => give(p, "deactivate"));
  }
  const deleted = free.filter((p) => isDeleted(p.record, at)).sort(byDeletion);
  const disabled = free.filter((p) => !isDeleted(p.record, at) && p.record.accountEnabled === false).sort(byDeletion);
  const guests = free.filter((p) => !deleted.includes(p) && !disabled.includes(p) && isGuest(p.record)).sort(byDeletion);
  const archived = pool(state, policy, holder, "archived").available ?? Infinity;
  const archive = [...deleted, ...disabled].filter((p) => licensable(p.record)).slice(0, archived);
  const rest = [...deleted, ...disabled, ...guests].filter((p) => !archive.includes(p));
  return [...archive.map((p) => give(p, "archive")), ...rest.map((p) => give(p, "deactivate"))];
}

/** One shortage, or null where `requested` fits. */
export function shortage(state, policy, at, holder, license, requested, targets) {
  const { available, assigned, over } = pool(state, policy, holder, license);
  if (available === null || requested <= available) return null;
  const missing = requested + over - available; // requested + assigned - limit
  const all = candidates(state, policy, at, holder, license, targets);
  const remedies = [{ kind: "selectFewer", fits: available, deselect: requested - available }];
  if ((state.account ?? "paid") === "paid")
    remedies.push({ kind: "purchase", count: missing, license, cost: cost(state.prices, license, missing, at).money });
  remedies.push({ kind: "deactivate", count: missing, candidates: all.slice(0, missing), missing: Math.max(0, missing - all.length) });
  return { code: "INSUFFICIENT_LICENSES", rule: "insufficient-licenses", holder, license, requested, available, shortfall: requested - available, remedies };
}
