// What RULES.md says of one holder's data, written down once more, as plainly as it goes. Instants are milliseconds.
export const DAY = 86_400_000;
export const POLICY = { graceDays: 60, archivedDeactivation: "immediate", retentionDays: null, mailboxes: "perLicense", trialCap: 100 };

/** The data a record tells of: `unknown-data`. */
function told(r) {
  if (r.data !== undefined) return r.data;
  return r.license || r.unassignedAt !== undefined || r.purgeAt !== undefined ? { from: null, to: null } : null;
}

export const isDeleted = (r, at) => r.deletedAt !== undefined && r.deletedAt <= at;

/** Where the daily backups are counted from: `standard-starts-backups`. */
const origin = (r, data) => r.licensedAt ?? data?.to ?? null;

/** The first backup after `at` that is really taken, for a present holder on a standard license. */
function nextBackup(r, data, at) {
  const start = origin(r, data);
  if (start === null) return null; // nothing says when the last one was
  const next = start + Math.max(1, Math.floor((at - start) / DAY) + 1) * DAY;
  return r.deletedAt !== undefined && next >= r.deletedAt ? null : next;
}

/** The data of a standard license at `at`: what was told, and the daily backups since. */
function grown(r, data, at) {
  const start = origin(r, data);
  if (start === null) return data;
  const until = r.deletedAt === undefined ? at : Math.min(at, r.deletedAt - 1);
  const count = Math.floor((until - start) / DAY);
  if (count < 1) return data;
  const last = start + count * DAY;
  if (data) return { from: data.from, to: data.to === null ? last : Math.max(data.to, last) };
  // What was lost does not come back: the first backup after the loss.
  const lost = r.purgedAt !== undefined && r.purgedAt <= at ? r.purgedAt : -Infinity;
  const first = lost < start + DAY ? start + DAY : start + (Math.floor((lost - start) / DAY) + 1) * DAY;
  return first <= last ? { from: first, to: last } : null;
}

/** What the retention setting leaves: `retention-setting`. */
export function trim(data, policy, at) {
  if (!data || policy.retentionDays === null) return data;
  const cut = at - policy.retentionDays * DAY;
  if (data.to !== null && data.to < cut) return null;
  return { from: data.from === null ? null : Math.max(data.from, cut), to: data.to };
}

/** Status, data (untrimmed), purge date and date of loss of a record at an instant. */
export function condition(r, policy, at) {
  const deleted = isDeleted(r, at);
  const purgedAt = r.purgedAt !== undefined && r.purgedAt <= at ? r.purgedAt : null;
  const is = (status, data = null, rest = {}) => ({ status, deleted, data, purgeAt: null, purgedAt, ...rest });
  const data = told(r);
  if (r.license === "standard") return is(deleted ? "paused" : "protected", grown(r, data, at));
  if (r.license === "archived") return is("archived", data);
  if (!data) return is(purgedAt === null ? "unprotected" : "purged");
  const lost = r.previousLicense === "archived" && policy.archivedDeactivation === "immediate" && r.purgeAt === undefined;
  const purgeAt = purgeDate(r, policy) ?? null;
  if (lost || (purgeAt !== null && purgeAt <= at)) return is("purged", null, { purgedAt: purgeAt ?? purgedAt ?? at });
  return is("grace", data, { purgeAt });
}

export const isGuest = (r) => r.userType === "Guest" || /#EXT#/i.test(r.principalName ?? "");

/** The column `purgeAt`: what a record without a license carries, else what the policy makes of it. */
export function purgeDate(r, policy) {
  if (r.license) return undefined;
  const grace = r.previousLicense === "archived" && policy.archivedDeactivation === "immediate" ? 0 : policy.graceDays;
  return r.purgeAt ?? (told(r) && r.unassignedAt !== undefined ? r.unassignedAt + grace * DAY : undefined);
}

/** One row of the table of outcomes. `asked`: standard, archived, deactivate or none; `refused`: cannot be served. */
export function outcome(r, policy, at, asked, refused = false) {
  const now = condition(r, policy, at);
  const left = trim(now.data, policy, at);
  const aged = now.data !== null && left === null;
  const answer = {
    before: now.status, after: now.status, outcome: "unchanged", data: left, purgeAt: now.purgeAt, nextBackupBy: null,
    daysUnlicensed: ["grace", "purged"].includes(now.status) && r.unassignedAt !== undefined
      ? Math.max(0, Math.floor((at - r.unassignedAt) / DAY)) : null,
    warnings: now.status === "grace" && now.purgeAt === null ? ["PURGE_DATE_UNKNOWN"] : [],
  };
  const holds = r.license ?? null;
  if (now.status === "protected") answer.nextBackupBy = nextBackup(r, now.data, at);

  if (refused) return { ...answer, outcome: "refused" };
  if (asked === "none") {
    if (now.status === "protected") return { ...answer, outcome: "backupsContinue" };
    if (now.status === "grace") return { ...answer, outcome: aged ? "agedOut" : "retainedUntil" };
    if (now.status === "paused" || now.status === "archived")
      return { ...answer, outcome: aged ? "agedOut" : left ? "retained" : "nothingToRetain" };
    return answer;
  }
  if (asked === "deactivate" ? holds === null : holds === asked) return answer;
  answer.purgeAt = null;
  answer.nextBackupBy = null;
  if (asked !== "deactivate" && isGuest(r)) answer.warnings.push("GUEST");
  if (asked === "standard") {
    answer.after = now.deleted ? "paused" : "protected";
    if (now.deleted) answer.warnings.push("NO_BACKUPS_USER_DELETED");
    else answer.nextBackupBy = nextBackup({ ...r, licensedAt: at }, null, at);
    if (aged) answer.outcome = "agedOut";
    else if (left) answer.outcome = now.deleted ? "retained" : "backupsResume";
    else answer.outcome = now.deleted ? "nothingToRetain" : "backupsStart";
    return answer;
  }
  if (asked === "archived") {
    answer.after = "archived";
    if (!left) answer.warnings.push("NOTHING_TO_RETAIN");
    if (!now.deleted) answer.warnings.push("BACKUPS_STOP");
    answer.outcome = aged ? "agedOut" : left ? "retained" : "nothingToRetain";
    return answer;
  }
  if (!now.data) return { ...answer, outcome: "nothingToRetain", after: now.purgedAt !== null ? "purged" : "unprotected" };
  if (holds === "archived") answer.warnings.push("ARCHIVED_DEACTIVATION");
  if (holds === "archived" && policy.archivedDeactivation === "immediate")
    return { ...answer, outcome: "lost", after: "purged", data: null, purgeAt: at };
  if (aged) return { ...answer, outcome: "agedOut", after: "purged" };
  if (holds === "standard") answer.warnings.push("DATA_WILL_BE_PURGED");
  const purgeAt = at + policy.graceDays * DAY;
  if (purgeAt <= at) return { ...answer, outcome: "lost", after: "purged", data: null, purgeAt }; // a grace period of no days
  return { ...answer, outcome: "retainedUntil", after: "grace", purgeAt };
}

/** The record after a granted request. */
export function granted(r, policy, at, asked) {
  const now = condition(r, policy, at);
  const { data, purgeAt } = outcome(r, policy, at, asked);
  const { licensedAt, unassignedAt, purgeAt: _, previousLicense, ...next } = { ...r, data };
  const purgedAt = now.data && !data ? at : now.purgedAt;
  if (purgedAt !== null) next.purgedAt = purgedAt;
  if (asked !== "deactivate") return { ...next, license: asked, licensedAt: at };
  return { ...next, license: null, previousLicense: r.license, unassignedAt: at, ...(data ? { purgeAt } : {}) };
}

/** The record after a change of the retention setting. */
export function agedOut(r, before, after, at) {
  const { data } = condition(r, before, at);
  const left = trim(trim(data, before, at), after, at);
  if (!data) return r;
  return left ? { ...r, data: left } : { ...r, data: null, purgedAt: at };
}
