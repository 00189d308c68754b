// Random tenants, requests and filters, leaning to boundaries. Instants are milliseconds here.
import { DAY } from "./retention.mjs";

/** A small seeded generator (mulberry32). */
export function random(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const chance = (p) => next() < p;
  const some = (list, p) => list.filter(() => chance(p));
  return { next, below, pick, chance, some };
}

const MOMENTS = ["2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z", "2023-03-31T23:59:59.999Z", "2025-12-31T12:00:00Z", "2026-01-01T00:00:00Z", "2026-10-25T01:30:00Z", "2028-02-29T23:59:59.999Z", "2100-02-28T12:00:00Z", "1999-12-31T23:59:59Z"].map(Date.parse);
const DAYS = [0, 0, 1, 2, 7, 29, 30, 31, 58, 59, 60, 61, 62, 90, 365, 366];
export const NAMES = ["José Ñandú", "jose", "Jose\u0301", "Straße 9", "STRASSE", "Åsa Ørn", "ΣΊΣΥΦΟΣ", "σίσυφος", "İstanbul", "ıl", "李雷", "👩‍💻 Ann", "O'Neil, Pat", "a  b", " ", "%_*", "Zoë", "ﬁle", "Ωmega", "йод", "иод", "Ǆ", "한글", "null", "Þór", "Łódź", "x\u00a0y", "ẞ", "שלום", "محمد", "Nguye\u0302\u0303n", "\u202eabc", 'a "b" \\c', "①②", "ᾳ", "𐐀"];
const NEEDLES = [...NAMES, "", "e", "s", "ss", "o", "é", "ANN", "1", "2024", "none", "standard", "-02-", "Z", "σ", "9", "a", "b"];
const TYPES = ["UserMailbox", "UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox", "RemoteEquipmentMailbox", "SchedulingMailbox", "DiscoveryMailbox", "SystemMailbox", "ArbitrationMailbox", "AuditLogMailbox", "MonitoringMailbox", "GroupMailbox", "TeamMailbox", "RemoteTeamMailbox", "RemoteRoomMailbox", "RemoteUserMailbox", "LinkedMailbox", "MailUser"];
const ATTRIBUTES = { department: ["Sales", "sales", "Field Sales", "IT", "Zoë's", ""], city: ["London", "LONDON", "Łódź", "Köln", "Koln"], jobTitle: ["Lead", "Büro"], "Country/Region": ["Norge", ""], companyName: ["北", "Ab & Co"], Licenses: ["Office 365 E3+Power BI", "Power BI", "E3 + é", ""], Score: ["1", "2", "10", "-3", "2.5", "x", ""], "Cost Centre": ["100", "2024-02-29", "2024-02-29T00:00:00Z", "n/a"] };

export function moment(r, at) {
  const near = () => at + r.pick([-1, 1, -1]) * r.pick(DAYS) * DAY + r.pick([0, 0, 0, -1, 1, -3_600_000, 43_200_000]);
  return Math.max(near(), Date.parse("1971-01-01T00:00:00Z"));
}

function data(r, at) {
  const [a, b] = [moment(r, at), moment(r, at)].sort((x, y) => x - y);
  return r.pick([null, { from: a, to: b }, { from: a, to: b }, { from: b, to: b }, { from: null, to: b }, { from: null, to: null }, { from: a, to: null }]);
}

export function holder(r, at, id) {
  const out = { id };
  const maybe = (key, p, value) => r.chance(p) && (out[key] = value());
  maybe("principalName", 0.5, () => r.pick([`${id}@x.example`, `${id}_home#EXT#@x.example`, `${id}@X.EXAMPLE`, `${id}#ext#@x`]));
  maybe("displayName", 0.6, () => r.pick(NAMES));
  maybe("mail", 0.3, () => `${id}@mail.example`);
  maybe("userType", 0.3, () => r.pick(["Member", "Guest"]));
  maybe("accountEnabled", 0.5, () => r.chance(0.5));
  maybe("mailboxType", r.pick([0, 0.4]), () => r.pick(TYPES));
  maybe("groups", 0.2, () => r.some(["All", "Sales", "Été", "ops"], 0.5));
  maybe("joinedAt", 0.3, () => moment(r, at));
  maybe("deletedAt", 0.3, () => moment(r, at));
  maybe("license", 0.75, () => r.pick(["standard", "standard", "archived", null]));
  maybe("licensedAt", 0.6, () => moment(r, at));
  if (!out.license || r.chance(0.1)) {
    maybe("unassignedAt", 0.6, () => moment(r, at));
    maybe("purgeAt", 0.4, () => (r.chance(0.5) ? at + r.pick([-1, 0, 1, DAY]) : moment(r, at)));
    maybe("previousLicense", 0.5, () => r.pick(["standard", "archived"]));
  }
  maybe("purgedAt", 0.25, () => (r.chance(0.3) ? at + r.pick([-1, 0, 1]) : moment(r, at)));
  maybe("data", 0.75, () => data(r, at));
  if (r.chance(0.3)) out.attributes = Object.fromEntries(r.some(Object.keys(ATTRIBUTES), 0.5).map((k) => [k, r.pick(ATTRIBUTES[k])]));
  return out;
}

const ids = (r, count) => Array.from({ length: count }, (_, i) => r.pick(["u", "U", "é", "z-", "#", "👤", "\uffee"]) + i);

export function tenant(r, at) {
  const all = ids(r, r.pick([0, 1, 2, 3, 5, 8, 12]));
  const boxes = r.chance(0.5) ? r.below(4) : 0;
  const people = all.map((id) => holder(r, at, id));
  if (r.chance(0.4)) for (const p of people) delete p.mailboxType;
  const mailboxes = Array.from({ length: boxes }, (_, i) => ({ ...holder(r, at, `m${i}`), ...(r.chance(0.7) ? { mailboxType: "SharedMailbox" } : {}) }));
  const state = { purchased: { standard: r.pick([0, 1, 2, 3, 4, 6, 20, 1_000_000_000]), archived: r.pick([0, 0, 1, 2, 3, 9]) }, users: people };
  if (boxes) state.mailboxes = mailboxes;
  if (r.chance(0.5)) tighten(r, state);
  if (r.chance(0.5)) state.account = r.pick(["paid", "paid", "trial", "trial", "expired"]);
  if (r.chance(0.6)) state.prices = prices(r, at);
  if (r.chance(0.7)) {
    const policy = {};
    if (r.chance(0.4)) policy.graceDays = r.pick([0, 1, 30, 59, 60, 61, 36_500]);
    if (r.chance(0.4)) policy.archivedDeactivation = r.pick(["immediate", "grace", "grace"]);
    if (r.chance(0.4)) policy.retentionDays = r.pick([null, 0, 1, 7, 30, 60, 365, 36_500]);
    if (r.chance(0.3)) policy.mailboxes = r.pick(["perLicense", "unlimited"]);
    if (r.chance(0.5)) policy.trialCap = r.pick([0, 1, 2, 3, 100]);
    state.policy = policy;
  }
  return state;
}

/** As many licenses as are held, give or take one; most holders on one type, and reasons to take it from them. */
function tighten(r, state) {
  const license = r.pick(["standard", "archived"]);
  for (const p of state.users) if (r.chance(0.6)) Object.assign(p, { license, accountEnabled: r.chance(0.5) });
  for (const type of ["standard", "archived"])
    state.purchased[type] = Math.max(0, state.users.filter((p) => p.license === type).length + r.pick([-2, -1, 0, 0, 1, 2]));
}

function prices(r, at) {
  const day = Math.floor(at / DAY) * DAY;
  const start = day - r.pick([-1, 0, 1, 100, 364, 365, 400]) * DAY;
  const text = (ms) => new Date(ms).toISOString().slice(0, 10);
  return { currency: r.pick(["EUR", "JPY"]), standard: r.pick([0, 1, 999, 4_800, 1_000_000_000]), archived: r.pick([0, 7, 2_400, 1_000_000_000]), termStart: text(start), renewal: text(start + r.pick([1, 2, 365, 366]) * DAY) };
}

export function request(r, state, at) {
  const everyone = [...state.users, ...(state.mailboxes ?? [])];
  const out = { action: r.pick(["activateStandard", "activateStandard", "activateArchived", "deactivate"]), targets: [] };
  const wanted = { activateStandard: "standard", activateArchived: "archived" }[out.action];
  const fresh = everyone.filter((p) => r.chance(0.5) && p.license !== wanted);
  const known = (r.chance(0.4) ? fresh : everyone).map((p) => p.id);
  if (r.chance(0.3)) out.targets = { filter: r.chance(0.2) ? { and: [] } : filter(r, at, 2, attributes(everyone)) };
  else {
    const some = known.map((id) => [r.next(), id]).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
    out.targets = some.slice(0, r.below(some.length + 1));
    if (known.length && r.chance(0.2)) out.targets.push(r.pick(known), r.pick(known));
    if (r.chance(0.08)) out.targets.splice(r.below(out.targets.length + 1), 0, "nobody", "no one", "nobody");
  }
  if (r.chance(0.6)) out.whenShort = r.pick(["fill", "fill", "refuse"]);
  return out;
}

const TEXT = ["id", "principalName", "displayName", "mail", "userType", "accountEnabled", "mailboxType", "groups", "license", "previousLicense", "status", "holder", "department", "city", "jobTitle", "country", "company", "products", "attributes", "block credential", "Display Name", "user-type"];
const TIME = ["joinedAt", "createdAt", "deletedAt", "licensedAt", "unassignedAt", "purgeAt", "purgedAt", "dataFrom", "dataTo", "created at"];
const WORDS = ["standard", "archived", "none", "Guest", "member", "true", "false", "users", "mailboxes", "SharedMailbox", "grace", "purged", "protected", "paused", "unprotected", "All", "ete", "sales", "IT", "london", "koln", "LODZ", "power bi", "E3", "lead"];
const ORDER = ["before", "after", "atLeast", "atMost"];
const LIKE = ["is", "is", "isNot", "contains", "startsWith", "endsWith", "in"];

/** The headers that are ours or occur among these people: any other name is a mistake. */
export const attributes = (people) => [...new Set(["department", "city", "displayName", ...people.flatMap((p) => Object.entries(p.attributes ?? {}).filter(([, v]) => v).map(([k]) => k))])];

/** A random filter tree over every operator and column; `others` are columns beside our own. */
export function filter(r, at, depth, others) {
  const inner = () => filter(r, at, depth - 1, others);
  const list = () => Array.from({ length: r.pick([0, 1, 1, 1, 2, 2, 2, 3, 3, 3]) }, inner);
  if (depth > 0 && r.chance(0.5)) return r.pick([() => ({ and: list() }), () => ({ or: list() }), () => ({ not: inner() })])();
  if (r.chance(0.1)) return { search: needle(r) };
  if (r.chance(0.1)) return { anyValue: needle(r) };
  const time = () => { const value = new Date(moment(r, at)).toISOString(); return r.chance(0.3) ? value.slice(0, 10) : value; };
  if (r.chance(0.3)) {
    const op = r.pick([...ORDER, ...ORDER, ...LIKE]);
    const part = () => (ORDER.includes(op) || r.chance(0.5) ? time() : r.pick(["20", "2026", "-02-", "T00:00", "Z", ".000z", needle(r)]));
    return { column: r.pick(TIME), op, value: op === "in" ? [part(), part()] : part() };
  }
  if (r.chance(0.15)) return { column: r.pick([...TEXT, ...TIME, ...others, "data"]), op: r.pick(["isEmpty", "isNotEmpty"]) };
  if (r.chance(0.15)) return { column: r.pick([...others, ...others, ...TEXT]), op: r.pick(ORDER), value: r.pick([1, 2, 2.5, -3, 10, 100, "2", "2024-02-29", "2024-03-01T00:00:00+01:00"]) };
  const op = r.pick(LIKE);
  if (op === "in") return { column: r.pick([...TEXT, ...others]), op, value: r.some([r.pick(WORDS), needle(r), r.pick(WORDS)], 0.9) };
  return { column: r.pick([...TEXT, ...others]), op, value: r.chance(0.5) ? r.pick(WORDS) : r.chance(0.1) ? r.pick([true, false, 1, 2.5, -3]) : needle(r) };
}

const needle = (r) => r.pick(NEEDLES);

export const instantOf = (r) => r.pick(MOMENTS) + r.pick([0, 0, 0, 1, -1, 43_200_000]);

const INSTANTS = new Set(["joinedAt", "deletedAt", "licensedAt", "unassignedAt", "purgeAt", "purgedAt", "from", "to"]);

/** The same in the words of the package: instants as text. */
export function spoken(value, key) {
  if (typeof value === "number" && INSTANTS.has(key)) return new Date(value).toISOString();
  if (Array.isArray(value)) return value.map((v) => spoken(v));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoken(v, k)]));
  return value;
}

/** And back: instants as milliseconds. */
export function heard(value, key) {
  if (typeof value === "string" && INSTANTS.has(key)) return Date.parse(value);
  if (Array.isArray(value)) return value.map((v) => heard(v));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, heard(v, k)]));
  return value;
}
