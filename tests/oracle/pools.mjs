// The four pools: `separate-pools`, `mailboxes-are-free`, `trial`.
const TYPES = ["Room", "Equipment", "Scheduling", "Discovery", "System", "Arbitration", "AuditLog", "Monitoring", "Group", "Team"];
const forms = (t) => [t, `${t}Mailbox`, `Remote${t}Mailbox`].map((form) => form.toLowerCase());
const REFUSED = new Set(TYPES.flatMap(forms));
const is = (r, all) => all.includes((r.mailboxType ?? "").toLowerCase());

export const licensable = (r) => !is(r, [...REFUSED]);

/** A tenant's people in order, each with the kind of holder it is. */
export function people(state) {
  const shared = (r) => is(r, forms("Shared"));
  const all = [
    ...state.users.map((record) => ({ record, holder: shared(record) ? "mailboxes" : "users" })),
    ...(state.mailboxes ?? []).map((record) => ({ record, holder: "mailboxes" })),
  ];
  return [...all.filter((p) => p.holder === "users"), ...all.filter((p) => p.holder === "mailboxes")];
}

/** What a pool may hold: null is unlimited. */
export function limit(state, policy, holder, license) {
  const bought = state.purchased[license];
  if (holder === "mailboxes") return policy.mailboxes === "unlimited" ? null : bought;
  if (state.account !== "trial" || license === "archived") return bought;
  return bought === 0 ? policy.trialCap : Math.min(bought, policy.trialCap);
}

export function pool(state, policy, holder, license) {
  const assigned = people(state).filter((p) => p.holder === holder && p.record.license === license).length;
  const most = limit(state, policy, holder, license);
  if (most === null) return { holder, license, purchased: null, assigned, available: null, over: 0 };
  return { holder, license, purchased: state.purchased[license], assigned, available: Math.max(0, most - assigned), over: Math.max(0, assigned - most) };
}

export const pools = (state, policy) =>
  ["users", "mailboxes"].flatMap((holder) => ["standard", "archived"].map((license) => pool(state, policy, holder, license)));
