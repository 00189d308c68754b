// Filters, one cell at a time: API.md, *Filters*.
import { condition, POLICY, purgeDate, trim } from "./retention.mjs";

// Hangul and Han that only looks composed; a dotless i is another letter.
const ALONE = /[\uac00-\ud7a3\uf900-\ufaff\u{2f800}-\u{2fa1f}ı]/u;
const COMPATIBLE = /[\u00a0-\u02ff\ufb00-\ufb06\uff01-\uff5e]/;
// Up and down again: `ß` is `ss` then, `ſ` an `s`, and every sigma the same.
const cased = (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase());
function folded(c) {
  if (c === "\0" || c === "\x01") return " ";
  if (ALONE.test(c)) return c;
  const form = COMPATIBLE.test(c) ? "NFKD" : "NFD";
  return [...c.normalize(form)].map(cased).join("").normalize(form).replace(/[\p{Mn}\p{Default_Ignorable_Code_Point}]/gu, "");
}

/** Without case and without diacritics: as `src/columns/fold.rs` says, but from what JavaScript knows of Unicode. */
export const fold = (text) => [...text].map(folded).join("");
const column = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
/** Other names of columns that are no fields of their own. */
const ALIASES = { title: "jobtitle", countryregion: "country", countryorregion: "country", companyname: "company", licenses: "products" };
const attribute = (name) => ALIASES[column(name)] ?? column(name);
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
    case "blockcredential": return r.accountEnabled === undefined ? [] : text(String(!r.accountEnabled));
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
    case "data": return data ? [{ text: [data.from, data.to].map((ms) => (ms === null ? ".." : shown(iso(ms)[0]))).join("/") }] : [];
    case "holder": return text(holder);
    case "attributes": return Object.values(r.attributes ?? {}).flatMap(text);
    case "products": case "licenses": return (kept(r, "products") ?? "").split("+").flatMap((one) => text(one.trim()));
    default: return text(kept(r, name));
  }
}

/** What a record has under a header of a file. */
const kept = (r, name) => Object.entries(r.attributes ?? {}).find(([header]) => attribute(header) === attribute(name))?.[1];

const FIELDS = ["id", "principalName", "displayName", "mail", "userType", "accountEnabled", "mailboxType", "groups", "joinedAt", "deletedAt", "license", "licensedAt",
  "unassignedAt", "previousLicense", "purgedAt", "status", "purgeAt", "dataFrom", "dataTo", "holder", "attributes"];

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

/** Where texts are compared, an empty cell is the empty text. */
const some = (cells, test) => (cells.length ? cells : [{ text: "" }]).some(test);

const TESTS = {
  is: (cells, w) => some(cells, (v) => same(v, w)),
  isNot: (cells, w) => !some(cells, (v) => same(v, w)),
  in: (cells, w) => some(cells, (v) => w.some((x) => same(v, x))),
  contains: (cells, w) => some(cells, (v) => fold(shown(v)).includes(fold(String(w)))),
  startsWith: (cells, w) => some(cells, (v) => fold(shown(v)).startsWith(fold(String(w)))),
  endsWith: (cells, w) => some(cells, (v) => fold(shown(v)).endsWith(fold(String(w)))),
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
  if (filter.anyValue !== undefined) return FIELDS.some((name) => has(name, filter.anyValue));
  return TESTS[filter.op](cell(person, filter.column, p, at), filter.value);
}

/** Whether a filter mentions one of these columns. */
export function names(filter, columns) {
  const inner = filter.and ?? filter.or ?? (filter.not ? [filter.not] : null);
  return inner ? inner.some((f) => names(f, columns)) : filter.column !== undefined && columns.includes(column(filter.column));
}

/** Without a condition it says the same of everyone: whether that is yes. */
export const isEmptyFilter = (filter) => !hasCondition(filter) && matches({ record: { id: "" } }, filter, {}, 0);

function hasCondition(filter) {
  const inner = filter.and ?? filter.or ?? (filter.not ? [filter.not] : null);
  if (inner) return inner.some(hasCondition);
  return filter.column !== undefined || fold(filter.search ?? filter.anyValue) !== "";
}

/** The same filter in words, for a search box. */
export function words(filter) {
  const quoted = (v) => `"${String(v).replace(/["\\]/g, "\\$&")}"`;
  const quote = (v) => (/^[\p{L}\p{N}]+$/u.test(String(v)) && !/^(or|not|and)$/i.test(v) ? String(v) : quoted(v));
  const name = (c) => (/^[\p{L}\p{N}]+$/u.test(c) ? c : quoted(c));
  const group = (list, glue) => `(${list.map(words).join(glue)})`;
  // Everyone has the empty text, nobody lacks it.
  const [everyone, nobody] = ['""', '-""'];
  if (filter.and) return filter.and.length ? group(filter.and, " ") : everyone;
  if (filter.or) return filter.or.length ? group(filter.or, " OR ") : nobody;
  if (filter.not) return `-(${words(filter.not)})`;
  if (filter.search !== undefined) return quote(filter.search);
  if (filter.anyValue !== undefined) return `*~${quote(filter.anyValue)}`;
  const [c, v] = [name(filter.column), filter.value];
  switch (filter.op) {
    case "is": return `${c}:${quote(v)}`;
    case "isNot": return `-${c}:${quote(v)}`;
    case "in": return v.length ? `${c}:${v.map(quote).join(",")}` : nobody;
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
