// Makes the sample tenant: people who do not exist, in the shapes real exports have. The same every time.
// Run it by hand after a change (`node www/sample/make.mjs`); what it writes is committed.
import { writeFileSync } from "node:fs";

let seed = 20261102;
function random() {
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
  return ((seed ^ (seed >>> 12)) >>> 0) / 2 ** 32;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (from, to) => from + Math.floor(random() * (to - from + 1));
const chance = (share) => random() < share;

const NOW = Date.parse("2026-11-02T08:00:00Z");
const DAY = 86_400_000;
const ago = (days, hours = 0) => new Date(NOW - days * DAY - hours * 3_600_000).toISOString();
const stamp = (iso) => iso.replace("T", " ").replace(".000Z", "Z");

const FIRST = ["Amrit", "Bela", "Cosmo", "Dunja", "Ekow", "Fenna", "Gustavo", "Hedda", "Ilkay", "Jorun", "Kenji", "Liesl", "Mirel", "Nuria", "Odile", "Pavel", "Quirin", "Rosalba", "Soraya", "Tamsin", "Ulrik", "Vesna", "Wanja", "Xenia", "Yusuf", "Zelda", "Aoife", "Björn", "Chloé", "İpek", "José", "Łukasz", "Maël", "Ødger", "Renée", "Søren", "Tuấn", "Zoë"];
const LAST = ["Abelmar", "Brandthal", "Castellin", "Dorwick", "Eskelund", "Fairmont", "Grünwasser", "Hollowfield", "Ivermark", "Jansdotter", "Kestrelly", "Lindqvar", "Morrowby", "Nightingvale", "Ostermoor", "Pennwright", "Quillfeather", "Ravensbourne", "Silberbach", "Thornquist", "Umberfeld", "Vantongeren", "Wexcombe", "Yarrowdale", "Zellwig", "Çaylak", "Peñalver", "Ångström-Vale", "O'Farrow", "de la Brise"];
const DEPARTMENTS = [["Sales", 44], ["Field Sales", 22], ["Engineering", 46], ["Operations", 36], ["Finance", 20], ["Human Resources", 12], ["Marketing", 18], ["IT", 14], ["Legal", 8]];
const TITLES = { Sales: ["Account Manager", "Sales Lead", "Sales Assistant"], "Field Sales": ["Field Agent", "Regional Manager"], Engineering: ["Engineer", "Senior Engineer", "Engineering Manager"], Operations: ["Planner", "Shift Lead", "Operations Manager"], Finance: ["Accountant", "Controller"], "Human Resources": ["Recruiter", "HR Partner"], Marketing: ["Designer", "Content Editor", "Brand Manager"], IT: ["Administrator", "Support Agent"], Legal: ["Counsel"] };
const CITIES = [["Lisbon", "Portugal"], ["Leeds", "United Kingdom"], ["Köln", "Germany"], ["Toronto", "Canada"], ["Gdańsk", "Poland"]];
const DOMAIN = "harbourworks.example";

const LETTERS = { Ø: "O", ø: "o", Ł: "L", ł: "l", ß: "ss", ı: "i" };
const plain = (text) => text.replace(/[ØøŁłßı]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/[^a-zA-Z]/g, "").toLowerCase() || "x";
let numbers = 0;
function id() {
  const hex = (++numbers * 2654435761 >>> 0).toString(16).padStart(8, "0");
  return `${hex}-5ea7-4b1a-9c0d-${String(numbers).padStart(12, "0")}`;
}

const users = [];
const taken = new Set();
for (const [department, count] of DEPARTMENTS) {
  for (let i = 0; i < count; i++) {
    let first, last, name;
    do {
      first = pick(FIRST);
      last = pick(LAST);
      name = `${plain(first)}.${plain(last)}`;
    } while (taken.has(name));
    taken.add(name);
    const [city, country] = pick(CITIES);
    users.push({ id: id(), first, last, upn: `${name}@${DOMAIN}`, department, title: pick(TITLES[department]), city, country, created: between(30, 2200), blocked: false });
  }
}
for (let i = 0; i < 14; i++) {
  const first = pick(FIRST);
  const last = pick(LAST);
  const host = pick(["brightlane.example", "coppergate.example"]);
  users.push({ id: id(), first, last, guest: true, upn: `${plain(first)}.${plain(last)}_${host}#EXT#@harbourworks.onmicrosoft.example`, department: "", title: "", city: "", country: "", created: between(5, 900), blocked: false });
}

// What became of them: most are on standard; some left, some were archived, some lost their license.
const records = [];
users.forEach((user, place) => {
  const data = (from, to) => ({ from: ago(from, 6), to: ago(to, 6) });
  const since = Math.min(user.created, between(60, 1400));
  const record = { id: user.id };
  if (user.guest) {
    if (place % 7 === 0) Object.assign(record, { license: "standard", licensedAt: ago(since), data: data(since - 1, 0) });
    else return;
  } else if (place % 13 === 5) {
    // Left, and Microsoft has deleted the account: still on standard, or archived.
    user.deleted = between(2, 200);
    user.created = Math.max(user.created, user.deleted + 90);
    const started = user.deleted + 60;
    if (place % 2) Object.assign(record, { license: "standard", licensedAt: ago(started), data: data(started, user.deleted) });
    else Object.assign(record, { license: "archived", licensedAt: ago(Math.max(1, user.deleted - 2)), data: data(started, user.deleted) });
  } else if (place % 17 === 3) {
    // The license was taken away lately: the data waits for its purge.
    const lost = between(1, 58);
    Object.assign(record, { license: null, previousLicense: "standard", unassignedAt: ago(lost), data: data(lost + 300, lost) });
    user.blocked = chance(0.6);
  } else if (place % 41 === 7) {
    Object.assign(record, { license: null, previousLicense: "standard", unassignedAt: ago(140), purgedAt: ago(80), data: null });
    user.blocked = true;
  } else if (place % 29 === 11) {
    user.blocked = true;
    Object.assign(record, { license: "standard", licensedAt: ago(since), data: data(since - 1, 0) });
  } else if (user.created < 60 || place % 11 === 2) {
    Object.assign(record, { license: null, data: null });
  } else {
    Object.assign(record, { license: "standard", licensedAt: ago(since), data: data(since - 1, 0) });
  }
  records.push(record);
});

const mailboxes = ["Accounts Payable", "Careers", "Customer Care", "Dispatch", "Events", "Info", "Press", "Projects", "Returns", "Suppliers"].map((name) => ({
  id: id(), name, mail: `${plain(name)}@${DOMAIN}`, kind: "SharedMailbox", created: ago(between(200, 1500)),
}));
const rooms = ["Room Atlantic", "Room Baltic"].map((name) => ({ id: id(), name, mail: `${plain(name)}@${DOMAIN}`, kind: "RoomMailbox", created: ago(900) }));
const mailboxRecords = mailboxes.slice(0, 6).map(({ id: mailbox }, place) => ({
  id: mailbox, mailboxType: "SharedMailbox", license: place < 5 ? "standard" : "archived", licensedAt: ago(300), data: { from: ago(299, 6), to: ago(place < 5 ? 0 : 90, 6) },
}));

const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const csv = (header, rows) => `\uFEFF${[header, ...rows].map((row) => row.map((value) => cell(String(value))).join(",")).join("\r\n")}\r\n`;

// The header of the Microsoft 365 admin center of 2025.
const HEADER = "Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,Soft deletion time stamp,Title,Department,Preferred data location,City,CountryOrRegion,Office,StateOrProvince,Usage location,Last dirsync time,Block credential,Licenses,Password never expires,Last password change time stamp,Mobile Phone,Phone number,Postal code,Preferred language,Street address,Fax,Proxy addresses".split(",");
const rows = users.map((user) => {
  const cells = {
    "Display name": `${user.first} ${user.last}${user.guest ? " (Guest)" : ""}`, DirSyncEnabled: "False", "User principal name": user.upn, "Object Id": user.id, "First name": user.first, "Last name": user.last,
    "When created": stamp(ago(user.created)), "Soft deletion time stamp": user.deleted ? stamp(ago(user.deleted, 2)) : "", Title: user.title, Department: user.department,
    City: user.city, CountryOrRegion: user.country, "Block credential": user.blocked ? "True" : "False", Licenses: user.guest || user.deleted ? "Unlicensed" : pick(["Microsoft 365 E3", "Microsoft 365 E3+Power BI Pro", "Microsoft 365 Business Premium"]),
    "Password never expires": "False", "Proxy addresses": user.guest ? "" : `SMTP:${user.upn}`,
  };
  return HEADER.map((name) => cells[name] ?? "");
});
const mailboxHeader = ["ExternalDirectoryObjectId", "DisplayName", "PrimarySmtpAddress", "RecipientTypeDetails", "WhenCreated"];
const mailboxRows = [...mailboxes, ...rooms].map(({ id: own, name, mail, kind, created }) => [own, name, mail, kind, stamp(created)]);

const standard = records.filter(({ license }) => license === "standard").length;
const archived = records.filter(({ license }) => license === "archived").length;
const plan = {
  asOf: new Date(NOW).toISOString(),
  account: "paid",
  purchased: { standard: standard + 9, archived: archived + 4 },
  prices: { currency: "EUR", standard: 4200, archived: 1500, termStart: "2026-04-01", renewal: "2027-04-01" },
  policy: { graceDays: 60 },
  users: records,
  mailboxes: mailboxRecords,
};

const write = (name, text) => writeFileSync(new URL(name, import.meta.url), text);
write("users.csv", csv(HEADER, rows));
write("mailboxes.csv", csv(mailboxHeader, mailboxRows));
write("plan.json", `${JSON.stringify({ ...plan, users: undefined, mailboxes: undefined }).slice(0, -1)},"users":[\n${records.map((one) => JSON.stringify(one)).join(",\n")}\n],"mailboxes":[\n${mailboxRecords.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`);
console.log(`${users.length} users, ${mailboxes.length} mailboxes, ${standard} standard, ${archived} archived`);
