// Random tenants: who there is, what they hold, and a file about them, written in one of the many ways there are.
import { holder, moment, NAMES } from "../oracle/generate.mjs";
import { people } from "../oracle/pools.mjs";
import { DAY } from "../oracle/retention.mjs";

const TEXTS = [...NAMES, "Ann", "Bo Li", "x", "ÅSE", "Z\u0351\u036b\u0343a\u0300\u0301lgo", "e\u0323\u0301", "\u1112\u1161\u11ab", "हिन्दी", "สมชาย", "ŞİŞLİ Iı", "ǆ ǅ", "Ὀδυσσεύς ᾼ", "Ꭰꭰ", "ＡＢＣ１２３", "ﬀ ﬃ ﬆ", "Ⅳ ⅳ", "ⓐ Ⓐ", "µm μm", "\u212a\u212b", "soft\u00adhyphen", "zero\u200bwidth", "全\u3000角", "豈", "\u2067ltr\u2069", "محمد علي", "שָׁלוֹם", "👨‍👩‍👧‍👦", "🇳🇴", "👍🏽", "ﬗև", "ŉ ǰ ΐ ſ", "𐐀𐐨", "-1", "=1", "@", "2024-02-29", "true", "Zürich – Œuvre", "naïve “quotes”", "50 %", "\\", "{", "[]", "NULL", "None"];
// Characters younger than the engine's table (Unicode 14): it leaves them as they are, Node need not.
const YOUNG = /[\u0897\u0ece\u1acf-\u1aeb\u1c89\ua7cb-\ua7dc]/;
const RANGES = [[0x80, 0x250], [0x250, 0x2000], [0x2000, 0x3100], [0, 0x10000], [0x10400, 0x10450], [0x1e900, 0x1e944], [0x1d400, 0x1d440], [0x1f300, 0x1f600]];

function character(r) {
  for (;;) {
    const [from, to] = r.pick(RANGES);
    const c = String.fromCodePoint(from + r.below(to - from));
    if (!/[\p{Cc}\p{Cn}\p{Co}\p{Cs}]/u.test(c) && !YOUNG.test(c)) return c;
  }
}

/** What windows-1252 has beyond ASCII, with its bytes; a dot is no character. (Node's decoder takes it for Latin-1.) */
const WESTERN = new Map([..."€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ"].map((c, i) => [c, 0x80 + i]).filter(([c]) => c !== "."));
for (let byte = 0xa0; byte < 0x100; byte++) WESTERN.set(String.fromCharCode(byte), byte);
const isWestern = (text) => [...text].every((c) => c < "\x80" || WESTERN.has(c));

const JOINTS = ["", "", " ", " ", "-", ", ", ";", "\t", "\n", "\r\n", '"', '""', "+", "'", "\u00a0"];
// An apostrophe where a cell begins may have been put there by a writer: readers take it away. A byte order mark where a text
// begins is lost on the way from DuckDB.
const harmless = (text) => text.replaceAll("\ufeff", "\u200b").replace(/(^|[,;|\t\r\n])'/g, "$1’");

/** A source of texts: a few pieces side by side. */
function source(r, western) {
  const pieces = western ? TEXTS.filter(isWestern) : TEXTS;
  const piece = () => (r.chance(0.8) ? r.pick(pieces) : western ? r.pick([...WESTERN.keys()]) : character(r));
  return () => harmless(Array.from({ length: r.pick([1, 1, 1, 2, 3]) }, piece).join(r.pick(JOINTS)));
}

/** The columns a file can tell of, with the headers they come under. */
export const HEADERS = {
  id: ["Object Id", "id", "objectId", "msId", "Azure AD object ID", "User ID"], principalName: ["User principal name", "userPrincipalName", "UPN"],
  displayName: ["Display name", "displayName", "Name"], mail: ["Mail", "Email", "Primary SMTP address", "emailAddress"], userType: ["User type", "userType"],
  accountEnabled: ["Account enabled", "accountEnabled"], blockCredential: ["Block credential"], mailboxType: ["Mailbox type"], groups: ["Groups"],
  joinedAt: ["When created", "createdDateTime", "Created at"], deletedAt: ["Soft deletion time stamp", "deletedDateTime", "When soft deleted"], license: ["License", "License type"],
  department: ["Department"], jobTitle: ["Title", "Job title"], city: ["City"], country: ["Country/Region", "Country", "Country or region"], company: ["Company", "companyName"], products: ["Licenses", "Products"],
};
const EXCHANGE = { id: "ExternalDirectoryObjectId", mailboxType: "RecipientTypeDetails" };
/** Other headers. What the tenant works out itself is kept beside, under another name; no header is a number. */
const FREE = ["Score", "Cost Centre", "Reviewed", "MFA", "Färg", "备注", "Notes", "Status", "Holder", 'Say "hi", now;\nplease', ""];
const kept = (header, place) => (header === "" ? `Column ${place + 1}` : ["Status", "Holder"].includes(header) ? `${header} (file)` : header);
const HELD = ["license", "licensedAt", "unassignedAt", "previousLicense", "purgeAt", "purgedAt", "data"];

const two = (n) => String(n).padStart(2, "0");
const parts = (ms) => { const d = new Date(ms); return [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()]; };
/** Dates as exports write them, and to how many milliseconds. */
const FORMS = {
  iso: [1, (ms) => new Date(ms).toISOString()],
  offset: [1000, (ms) => new Date(ms - 5_400_000).toISOString().replace(".000Z", "-01:30")],
  plain: [1000, (ms) => new Date(ms).toISOString().replace("T", " ").replace(".000Z", "Z")],
  day: [DAY, (ms) => new Date(ms).toISOString().slice(0, 10)],
  dots: [1000, (ms) => { const [y, m, d, h, min, s] = parts(ms); return `${two(d)}.${two(m)}.${y} ${two(h)}:${two(min)}:${two(s)}`; }],
  american: [1000, (ms) => { const [y, m, d, h, min, s] = parts(ms); return `${m}/${d}/${y} ${h % 12 || 12}:${two(min)}:${two(s)} ${h < 12 ? "AM" : "PM"}`; }],
  european: [60_000, (ms) => { const [y, m, d, h, min] = parts(ms); return `${d}/${m}/${y} ${two(h)}:${two(min)}`; }],
};

/** What a file says in each column of a person, as text. */
function cells(r, at, western) {
  const text = source(r, western);
  const pad = (cell) => (r.chance(0.05) ? r.pick([" ", "  ", "\t", "\u00a0"]) + cell + r.pick(["", " "]) : cell);
  // Few values or many; a column has one at least.
  const pool = (make, size = r.pick([3, 30, 300])) => {
    const values = Array.from({ length: size }, (_, i) => (i && r.chance(0.15) ? "" : harmless(make()) || "x"));
    return () => r.pick(values);
  };
  const slashes = r.pick(["american", "european"]);
  // The first date of a file tells the day from the month.
  const date = (ms, first) => {
    const [step, write] = FORMS[first ? slashes : r.pick([slashes, slashes, "iso", "offset", "plain", "plain", "day", "dots"])];
    const read = first ? Date.UTC(2024, 4, 14 + r.below(9), r.below(24)) : Math.floor(ms / step) * step;
    return [pad(write(read)), read];
  };
  const word = (words) => () => pad(r.pick(words));
  const groups = Array.from({ length: 12 }, text);
  const skus = ["Office 365 E3", "Power BI", "Microsoft 365 E5", ...Array.from({ length: 5 }, () => text().replaceAll("+", "").trim() || "x")];
  const attribute = { department: pool(text), jobTitle: pool(text), city: pool(text), country: pool(text), company: pool(text) };
  for (const header of FREE) attribute[header] = pool(text);
  const numbers = ["1", "2", "10", "-3", "2.5", "+7", "1e3", "0.1", "-0", "007", "2024", "12 users", "1,5", "1_000", "0x1F", "Infinity", "NaN", "x", ...(western ? [] : ["９", "٣"])];
  attribute.Score = pool(() => r.pick(numbers), 60);
  attribute["Cost Centre"] = pool(() => r.pick(["100", "2024-02-29", "2024-02-29T00:00:00Z", "n/a", "100.0", text()]), 60);
  const odd = ["2024-02-30", "2024-03-01T00:00:00", "2024-3-1", "2024-03-01T23:30Z", "2024-03-01T00:00:00.12345+14:00", "2024-03-01t00:00:00z", "20240301", "2024-13-01"];
  const some = [FORMS.iso, FORMS.offset, FORMS.day, FORMS.plain, FORMS.american];
  attribute.Reviewed = pool(() => (r.chance(0.2) ? r.pick(odd) : r.pick(some)[1](moment(r, at))), 200);
  attribute.MFA = pool(() => r.pick(["true", "False", "YES", "0"]));
  attribute.Status = pool(() => r.pick(["Away", "protected", "PURGED", "none"]));
  const own = {
    id: (p) => pad(p.id),
    principalName: (p) => pad(p.name),
    displayName: () => (r.chance(0.1) ? "" : text()),
    mail: (p) => (r.chance(0.3) ? "" : pad(r.chance(0.3) && p.name ? p.name : `${p.number}.${western ? "é" : r.pick(["ö", "メ", "m"])}@Mail.example`)),
    userType: word(["Member", "guest", "GUEST", "", "other"]),
    accountEnabled: word(["True", "false", "yes", "0", ""]),
    blockCredential: word(["True", "false", "no", "1", ""]),
    mailboxType: word(["UserMailbox", "UserMailbox", "SharedMailbox", "sharedmailbox", "RemoteSharedMailbox", "RoomMailbox", ""]),
    groups: () => harmless(pad(r.some(groups, 0.15).map(pad).join(r.pick([";", "; "])))),
    license: (p) => pad(r.pick({ standard: ["standard", "Standard"], archived: ["archived", "ARCHIVE"] }[p.record.license] ?? ["none", ""])),
    products: () => (r.chance(0.2) ? r.pick(["Unlicensed", " unlicensed "]) : harmless(r.some(skus, 0.2).join(r.pick(["+", " + "])).trim())),
    joinedAt: (_, first) => (r.chance(0.2) && !first ? "" : date(moment(r, at), first)[0]),
    deletedAt: (p, first) => {
      const [cell, ms] = r.chance(0.7) && !first ? [pad(""), undefined] : date(moment(r, at), first);
      p.record.deletedAt = ms;
      return cell;
    },
  };
  const of = (name) => own[name] ?? (() => (r.chance(0.02) ? r.pick(["System.String[]", "System.Collections.ArrayList"]) : attribute[name]()));
  return { of, slashes };
}

/** A tenant as the package takes it, the file about its people, and what they hold in truth. */
export function tenant(r, at) {
  const western = r.chance(0.2);
  const known = r.chance(0.6); // whether a state says what people hold; else the file says their license
  const plain = r.chance(0.5); // whether rows look as most do
  const all = Array.from({ length: r.pick([300, 1500, 3000, 4000]) }, (_, number) => {
    const id = plain ? number.toString(16).padStart(8, "0") : r.pick(["u", "U", "é", "z-", "#", ...(western ? [] : ["👤", "\uffee"])]) + number;
    const name = !plain && r.chance(0.1) ? "" : `${r.pick(["ann", "Åse", "ß", "o'neil", ...(western ? [] : ["שלום", "İ"])])}${number}${r.pick(["", "", "_home#EXT#"])}@X.example`;
    const told = known ? holder(r, at, id) : { license: r.pick(["standard", "archived", null]) };
    const record = { id, ...Object.fromEntries(HELD.filter((key) => key in told).map((key) => [key, told[key]])) };
    return { id, number, name, record, listed: known && r.chance(0.1), told: known && r.chance(0.9), filed: !known || r.chance(0.9) };
  }).filter((p) => p.told || p.filed);
  for (const p of all) if (known && !p.told) Object.assign(p, { record: { id: p.id }, listed: false });

  const say = cells(r, at, western);
  const names = ["id", "principalName", r.pick(["accountEnabled", "blockCredential"]), ...(known ? [] : ["license"]), ...r.some(["displayName", "mail", "userType", "mailboxType", "groups", "joinedAt", "deletedAt", "department", "jobTitle", "city", "country", "company", "products"], 0.9), ...r.some(FREE.filter((header) => !western || isWestern(header)), 0.6)];
  const exchange = names.includes("mailboxType") && r.chance(0.3);
  const columns = names.map((name) => [r.next(), name]).sort(([a], [b]) => a - b).map(([, name], place) => {
    const ours = name in HEADERS;
    return { name: ours ? name : kept(name, place), header: ours ? (exchange && EXCHANGE[name]) || r.pick(HEADERS[name]) : name, say: say.of(name) };
  });
  const filed = all.filter((p) => p.filed);
  const state = { purchased: { standard: 1, archived: 1 }, users: all.filter((p) => p.told && !p.listed).map((p) => ({ ...p.record })), mailboxes: all.filter((p) => p.listed).map((p) => ({ ...p.record })) };
  if (r.chance(0.7)) state.policy = { graceDays: r.pick([0, 1, 30, 60, 61]), archivedDeactivation: r.pick(["immediate", "grace"]), retentionDays: r.pick([null, null, 1, 30, 365]) };
  const rows = filed.map((p, place) => columns.map((column) => column.say(p, place === 0)));

  const type = columns.findIndex((column) => column.name === "mailboxType");
  filed.forEach((p, place) => type < 0 || (p.record.mailboxType = rows[place][type].trim()));
  for (const p of all) p.holder = p.listed ? "mailboxes" : people({ users: [p.record] })[0].holder;
  // As they came: the state's users, its mailboxes, then those of the file; shown are users, then mailboxes.
  const came = [...all.filter((p) => p.told && !p.listed), ...all.filter((p) => p.listed), ...all.filter((p) => !p.told)];
  const everyone = ["users", "mailboxes"].flatMap((kind) => came.filter((p) => p.holder === kind));
  return { state, columns, rows, everyone, slashes: say.slashes, western };
}

/** The table as text, and as the bytes of a file that says the same. */
export function written(r, { columns, rows, western }) {
  const delimiter = r.pick([",", ";", "\t"]);
  const newline = r.pick(["\n", "\r\n", "\r"]);
  const quoted = r.pick([0, 0, 0.2, 1]);
  const cell = (text) => (/["\r\n]/.test(text) || text.includes(delimiter) || r.chance(quoted) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns.map((column) => column.header), ...rows].map((row) => row.map(cell).join(delimiter));
  const last = r.pick(["", newline]);
  const named = r.pick(["", "", "", `sep=${delimiter}${newline}`, `#TYPE Selected.User${newline}`]);
  const blanks = r.pick([0, 0, 0.01]);
  const text = lines.join(newline) + last;
  const file = named + lines.map((line) => line + (r.chance(blanks) ? newline : "")).join(newline) + last;
  const encoding = western ? "windows-1252" : r.pick(["utf-8", "utf-8", "utf-8", "utf-16le", "utf-16be"]);
  // Without a mark UTF-16 is known by its zeros.
  const bare = encoding === "windows-1252" || (r.chance(0.5) && (encoding === "utf-8" || /^[\x01-\xff]{2}/.test(file)));
  return { text, delimiter, newline, encoding, bytes: encoded(bare ? file : `\ufeff${file}`, encoding) };
}

function encoded(text, encoding) {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "windows-1252") return Uint8Array.from(text, (c) => WESTERN.get(c) ?? c.charCodeAt(0));
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(encoding === "utf-16be" ? bytes.swap16() : bytes);
}
