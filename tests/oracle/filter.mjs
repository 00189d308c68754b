// Filters, one cell at a time: API.md, *Filters*.
import { condition, POLICY, purgeDate, trim } from "./retention.mjs";

/** Without case and without diacritics. */
export const fold = (text) =>
  [...text.normalize("NFKD").replace(/[\p{Mn}\p{Default_Ignorable_Code_Point}]/gu, "")]
    .map((c) => c.toLowerCase()).join("").normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/ß/g, "ss").replace(/ς/g, "σ");
const column = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const iso = (ms) => (ms === undefined || ms === null ? [] : [{ instant: ms }]);
const text = (s) => (s === undefined || s === null || s === "" ? [] : [{ text: String(s) }]);

/** The values of one cell: none, one, or for lists several. */
function cell({ record: r, holder }, name, policy, at) {
  const now = condition(r, policy, at);
  const data = trim(now.data, policy, at);
  switch (column(name)) {
    case "id": case "objectid": return text(r.id);
    case "principalname": case "userprincipalname": return text(r.principalName);
    case "displayname": return text(r.displayName);
    case "mail": return text(r.mail);
    case "usertype": return text(r.userType);
    case "accountenabled": return r.accountEnabled === undefined ? [] : text(String(r.accountEnabled));
    case "mailboxtype": return text(r.mailboxType);
    case "groups": return (r.groups ?? []).flatMap(text);
    case "joinedat": case "createdat": case "createddatetime": return iso(r.joinedAt);
    case "deletedat": return iso(r.deletedAt);
    case "license": return text(r.license ?? "none");
    case "licensedat": return iso(r.licensedAt);
    case "unassignedat": return iso(r.unassignedAt);
    case "previouslicense": return text(r.previousLicense);
    case "purgedat": return iso(r.purgedAt);
    case "status": return text(now.status);
    case "purgeat": return iso(purgeDate(r, policy));
    case "datafrom": return iso(data?.from);
    case "datato": return iso(data?.to);
    case "holder": return text(holder);
    default: {
      const key = Object.keys(r.attributes ?? {}).find((k) => column(k) === column(name));
      return text(key === undefined ? undefined : r.attributes[key]);
    }
  }
}

const FIELDS = ["id", "principalName", "displayName", "mail", "userType", "accountEnabled", "mailboxType", "groups", "joinedAt", "deletedAt", "license", "licensedAt",
  "unassignedAt", "previousLicense", "purgedAt", "status", "purgeAt", "dataFrom", "dataTo", "holder"];

const shown = (v) => ("text" in v ? v.text : new Date(v.instant).toISOString());

/** One cell as a list shows it, or null. */
export const cellText = (person, name, policy, at) => cell(person, name, { ...POLICY, ...policy }, at).map(shown).join("; ") || null;

const instant = (s) => (/^\d{4}-\d\d-\d\d/.test(s) ? Date.parse(s) : NaN);
const number = (s) => (/^-?\d+(\.\d+)?$/.test(s) ? Number(s) : NaN);

function same(v, wanted) {
  if ("instant" in v && v.instant === instant(String(wanted))) return true;
  return fold(shown(v)) === fold(String(wanted));
}

function compare(v, wanted, test) {
  if (typeof wanted === "number" || !Number.isNaN(number(wanted))) {
    const n = "instant" in v ? NaN : number(v.text.trim());
    return !Number.isNaN(n) && test(n - Number(wanted));
  }
  const mine = "instant" in v ? v.instant : instant(v.text.trim());
  return !Number.isNaN(mine) && test(mine - instant(wanted));
}

const TESTS = {
  is: (cells, w) => cells.some((v) => same(v, w)),
  isNot: (cells, w) => !cells.some((v) => same(v, w)),
  in: (cells, w) => cells.some((v) => w.some((x) => same(v, x))),
  contains: (cells, w) => cells.some((v) => fold(shown(v)).includes(fold(String(w)))),
  startsWith: (cells, w) => cells.some((v) => fold(shown(v)).startsWith(fold(String(w)))),
  endsWith: (cells, w) => cells.some((v) => fold(shown(v)).endsWith(fold(String(w)))),
  before: (cells, w) => cells.some((v) => compare(v, w, (d) => d < 0)),
  after: (cells, w) => cells.some((v) => compare(v, w, (d) => d > 0)),
  atLeast: (cells, w) => cells.some((v) => compare(v, w, (d) => d >= 0)),
  atMost: (cells, w) => cells.some((v) => compare(v, w, (d) => d <= 0)),
  isEmpty: (cells) => cells.length === 0,
  isNotEmpty: (cells) => cells.length > 0,
};

export function matches(person, filter, policy, at) {
  const p = { ...POLICY, ...policy };
  if (filter.and) return filter.and.every((f) => matches(person, f, p, at));
  if (filter.or) return filter.or.some((f) => matches(person, f, p, at));
  if (filter.not) return !matches(person, filter.not, p, at);
  const has = (name, needle) => TESTS.contains(cell(person, name, p, at), needle);
  if (filter.search !== undefined) return ["displayName", "principalName", "mail"].some((name) => has(name, filter.search));
  if (filter.anyValue !== undefined) return [...FIELDS, ...Object.keys(person.record.attributes ?? {})].some((name) => has(name, filter.anyValue));
  return TESTS[filter.op](cell(person, filter.column, p, at), filter.value);
}

/** Whether a filter mentions one of these columns. */
export function names(filter, columns) {
  const inner = filter.and ?? filter.or ?? (filter.not ? [filter.not] : null);
  return inner ? inner.some((f) => names(f, columns)) : filter.column !== undefined && columns.includes(column(filter.column));
}

export const isEmptyFilter = (filter) => Array.isArray(filter.and) && filter.and.every(isEmptyFilter);

/** The same filter in words, for a search box. */
export function words(filter) {
  const quote = (v) => (/^[\p{L}\p{N}]+$/u.test(String(v)) && !/^(or|not|and)$/i.test(v) ? String(v) : `"${v}"`);
  const name = (c) => (/^[\p{L}\p{N}]+$/u.test(c) ? c : `"${c}"`);
  const group = (list, glue) => `(${list.map(words).join(glue)})`;
  if (filter.and) return filter.and.length ? group(filter.and, " ") : "";
  if (filter.or) return group(filter.or, " OR ");
  if (filter.not) return `-${filter.not.and || filter.not.or ? words(filter.not) : `(${words(filter.not)})`}`;
  if (filter.search !== undefined) return quote(filter.search);
  if (filter.anyValue !== undefined) return `*~${quote(filter.anyValue)}`;
  const [c, v] = [name(filter.column), filter.value];
  switch (filter.op) {
    case "is": return `${c}:${quote(v)}`;
    case "isNot": return `-${c}:${quote(v)}`;
    case "in": return `${c}:${v.map(quote).join(",")}`;
    case "contains": return `${c}~${quote(v)}`;
    case "startsWith": return `${c}^${quote(v)}`;
    case "endsWith": return `${c}$${quote(v)}`;
    case "before": return `${c}<${quote(v)}`;
    case "after": return `${c}>${quote(v)}`;
    case "atLeast": return `${c}>=${quote(v)}`;
    case "atMost": return `${c}<=${quote(v)}`;
    case "isEmpty": return `-${c}:*`;
    default: return `${c}:*`;
  }
}
