// The first difference between what the model says and what the package says, and the smallest case that shows it.
import { spoken } from "./generate.mjs";

/** The rule each warning follows from, where RULES.md names one. */
const RULE = {
  GUEST: ["who-can-hold"], BACKUPS_STOP: ["archived-keeps-data"], NOTHING_TO_RETAIN: ["archived-keeps-data", "too-late"],
  NO_BACKUPS_USER_DELETED: ["deleted-has-no-backups"], DATA_WILL_BE_PURGED: ["grace-60", "archived-deactivation"],
  ARCHIVED_DEACTIVATION: ["archived-deactivation"], PURGE_DATE_UNKNOWN: ["grace-60"],
};

/** An answer without its words: what both sides can be held to. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (!value || typeof value !== "object") return value;
  const { message, params, summary, reason, rules, ...rest } = value;
  if (rest.code && rest.rule && RULE[rest.code]) rest.rule = RULE[rest.code].includes(rest.rule) ? undefined : rest.rule;
  return Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined).map(([k, v]) => [k, plain(v)]));
}

const sorted = (list, key) => [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

export function report(r) {
  const label = (p) => `${p.code} ${p.holder ?? ""}`;
  return { ...plain(r), errors: sorted(plain(r.errors), label), warnings: sorted(plain(r.warnings), label) };
}

export const outcomes = (list) => plain(list).map((o) => ({ ...o, warnings: [...o.warnings].sort() }));

/** Paths at which two answers differ. */
export function differences(model, engine, path = "") {
  if (Object.is(model, engine)) return [];
  if (model && engine && typeof model === "object" && typeof engine === "object" && Array.isArray(model) === Array.isArray(engine)) {
    const keys = [...new Set([...Object.keys(model), ...Object.keys(engine)])];
    return keys.flatMap((k) => differences(model[k], engine[k], `${path}.${k}`));
  }
  return [`${path.slice(1)}: model ${JSON.stringify(model)}, package ${JSON.stringify(engine)}`];
}

/** Drops people, targets and fields as long as `check` still finds a difference. */
export function shrink(input, check) {
  let smallest = input;
  const fails = (candidate) => { try { return check(candidate).length > 0; } catch { return false; } };
  for (let again = true; again; ) {
    again = false;
    for (const candidate of smaller(smallest)) if (fails(candidate)) { smallest = candidate; again = true; break; }
  }
  return smallest;
}

function* without(list) { for (let i = 0; i < list.length; i++) yield list.toSpliced?.(i, 1) ?? [...list.slice(0, i), ...list.slice(i + 1)]; }
function* fieldless(object, keep) { for (const k of Object.keys(object)) if (!keep.includes(k)) { const { [k]: _, ...rest } = object; yield rest; } }

function* smaller({ state, request, ...rest }) {
  const make = (s, q = request) => ({ ...rest, state: s, request: q });
  for (const list of ["users", "mailboxes"]) for (const left of without(state[list] ?? [])) yield make({ ...state, [list]: left });
  for (const left of fieldless(state, ["users", "purchased"])) yield make(left);
  for (const left of fieldless(state.policy ?? {}, [])) yield make({ ...state, policy: left });
  if (request && Array.isArray(request.targets)) for (const left of without(request.targets)) yield make(state, { ...request, targets: left });
  if (request?.whenShort) { const { whenShort, ...q } = request; yield make(state, q); }
  for (const list of ["users", "mailboxes"])
    for (let i = 0; i < (state[list] ?? []).length; i++)
      for (const left of fieldless(state[list][i], ["id"])) yield make({ ...state, [list]: state[list].map((u, j) => (j === i ? left : u)) });
}

export const readable = ({ state, request, at, ...rest }) => JSON.stringify({ at: at === undefined ? undefined : new Date(at).toISOString(), request, ...rest, state: spoken(state) }, null, 1).replace(/\n\s*/g, " ");
