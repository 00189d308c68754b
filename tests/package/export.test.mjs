// What the installed tarball exports: the files say what was planned, read back by readers of JavaScript's own.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { load, project } from "./project.mjs";

const at = project("export");
let seatplan;
before(async () => {
  seatplan = await load(at);
  await seatplan.default();
});

const hostile = "=cmd|' /C calc'!A0\r\n\u2019; \u201c$(evil)\u201d \u202e\0\u{1f600} END:VEVENT <b>`x`</b> \u0142";
const state = {
  asOf: "2026-12-01T10:00:00Z",
  purchased: { standard: 2, archived: 1 },
  prices: { currency: "EUR", standard: 3600, archived: 1200, termStart: "2026-03-01", renewal: "2027-03-01" },
  users: [
    { id: "u1", principalName: "ann@contoso.com", displayName: hostile, mail: "ann@contoso.com", license: "standard", data: { from: null, to: null } },
    { id: "u2", principalName: "bob@contoso.com", license: null, data: null, groups: ["Sales"] },
  ],
  mailboxes: [{ id: "m1", displayName: "Info", mail: "info@contoso.com", license: null, data: null }],
};
const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
const make = (given = state) => new seatplan.Tenant(given);
const kinds = ["csv", "json", "powershell", "requests", "ics", "checklist"];

/** A tenant to which changes were applied. */
function changed() {
  const tenant = make();
  tenant.apply([{ action: "deactivate", targets: ["u1"] }, { action: "activateStandard", targets: ["u2", "m1"] }]);
  return tenant;
}

const batches = (script) =>
  [...script.matchAll(/^'(eyJ[A-Za-z0-9+/=]+)'$/gm)].map(([, data]) => JSON.parse(Buffer.from(data, "base64").toString("utf8")));

test("every kind is bytes of UTF-8, the same for the same tenant, and changes nothing", () => {
  const tenant = changed();
  const { revision } = tenant;
  const before = JSON.stringify(tenant.state());
  for (const kind of kinds) {
    const bytes = tenant.export(kind);
    assert.ok(bytes instanceof Uint8Array && bytes.length > 0, kind);
    assert.equal(text(tenant.export(kind)), text(bytes), kind);
  }
  assert.equal(JSON.stringify(tenant.state()), before);
  assert.equal(tenant.revision, revision);
});

test("what was applied is in the script, the requests and the checklist", () => {
  const tenant = changed();
  const script = text(tenant.export("powershell", { region: "uk" }));
  assert.match(script, /^[\x20-\x7e\n]*$/);
  assert.match(script, /\$Region = 'UK'/);
  assert.deepEqual(batches(script), [
    { day: 0, from: "STANDARD", to: "NONE", users: [{ userPrincipalName: "ann@contoso.com", id: "u1" }] },
    { day: 0, from: "NONE", to: "STANDARD", users: [{ userPrincipalName: "bob@contoso.com", id: "u2" }] },
  ]);
  const requests = JSON.parse(text(tenant.export("requests", { region: "uk" })));
  assert.deepEqual(requests.steps.map((step) => step.do), ["unassign", "verify", "count", "assign", "verify"]);
  assert.equal(requests.steps[3].url, "https://o365-api-uk.spanningbackup.com/external/users/assign");
  assert.deepEqual(requests.steps[3].body, { userPrincipalNames: ["bob@contoso.com"], licenseType: "STANDARD" });
  assert.match(text(tenant.export("checklist")), /Activate Standard: 1 shared mailbox, now none\.\n {3}- `Info` `info@contoso\.com`\n/);
});

test("a file of how licenses are is what changes count from; any other file is not", () => {
  const tenant = changed();
  const bytes = (file) => new TextEncoder().encode(file);
  tenant.import(bytes("id,userPrincipalName,accountEnabled\nu1,ann@contoso.com,True\nu3,cid@contoso.com,True\n"));
  assert.equal(batches(text(tenant.export("powershell"))).length, 2);
  const real = [{ msId: "u1", userPrincipalName: "ann@contoso.com", assigned: false }, { msId: "u2", userPrincipalName: "bob@contoso.com", assigned: true, isArchive: false }];
  tenant.import(bytes(JSON.stringify({ nextLink: "", users: real })));
  assert.equal(batches(text(tenant.export("powershell"))).length, 0);
});

test("a correction of the counts is nothing to carry out; a purchase is", () => {
  const tenant = make();
  tenant.configure({ purchased: { standard: 20, archived: 1 } });
  assert.match(text(tenant.export("checklist")), /Nothing is to be done by hand/);
  tenant.apply({ action: "purchase", archived: 4 });
  assert.match(text(tenant.export("checklist")), /Buy 4 archived licenses/);
});

test("what the product does by itself is nothing to carry out", () => {
  const policy = { autoArchive: true, autoPurchaseArchived: true, groupLicensing: { groups: "allNewUsers" }, autoPurchaseStandard: true };
  const gone = ["u8", "u9"].map((id) => ({ id, principalName: `${id}@contoso.com`, license: "standard", deletedAt: "2026-11-30T00:00:00Z", data: { from: null, to: null } }));
  const tenant = make({ ...state, purchased: { standard: 5, archived: 1 }, policy, users: [...state.users, ...gone] });
  tenant.advance("2026-12-03T00:00:00Z");
  assert.equal(tenant.user("u8").license, "archived");
  assert.ok(tenant.pools()[1].purchased > 1, "bought by itself");
  assert.match(text(tenant.export("checklist")), /Nothing is to be done by hand/);
  assert.deepEqual(batches(text(tenant.export("powershell"))), []);
  tenant.apply([{ action: "purchase", archived: 3 }, { action: "activateArchived", targets: ["u1"] }]);
  assert.match(text(tenant.export("checklist")), /Buy 3 archived licenses/);
  assert.deepEqual(batches(text(tenant.export("powershell"))).map(({ users }) => users[0].id), ["u1"]);
});

test("undo takes back what a file or a correction said, and never makes work of it", () => {
  const tenant = changed();
  const named = () => batches(text(tenant.export("powershell"))).flatMap(({ to, users }) => users.map(({ id }) => `${id} ${to}`));
  const planned = named();
  assert.deepEqual(planned, ["u1 NONE", "u2 STANDARD"]);
  // Somebody else holds a license in a file that turns out to be an old one.
  const bytes = new TextEncoder().encode(JSON.stringify({ users: [
    { msId: "u7", userPrincipalName: "new@contoso.com", assigned: true, isArchive: true },
    { msId: "u1", userPrincipalName: "ann@contoso.com", assigned: true, isArchive: true },
  ] }));
  tenant.import(bytes);
  assert.deepEqual(named(), []);
  tenant.undo();
  assert.deepEqual(named(), []);
  tenant.redo();
  assert.deepEqual(named(), []);
  tenant.undo();
  tenant.undo();
  assert.deepEqual(named(), []);

  const counts = make();
  counts.configure({ purchased: { standard: 9, archived: 9 } });
  counts.undo();
  assert.match(text(counts.export("checklist")), /Nothing is to be done/);
  counts.redo();
  assert.match(text(counts.export("checklist")), /Nothing is to be done/);
  counts.apply({ action: "purchase", standard: 2 });
  counts.undo();
  assert.match(text(counts.export("checklist")), /Nothing is to be done/);
});

test("people who are expected to come and to go are no work either", () => {
  const tenant = make({ ...state, purchased: { standard: 5, archived: 1 } });
  const plan = [
    { at: "2026-12-10T00:00:00Z", command: { action: "join", users: [{ id: "u5", principalName: "eva@contoso.com", license: "standard" }, { id: "u6", principalName: "fay@contoso.com" }] } },
    { at: "2026-12-10T00:00:00Z", command: { action: "activateStandard", targets: { filter: "license:none" } } },
    { at: "2026-12-12T00:00:00Z", command: { action: "leave", ids: ["u1"] } },
  ];
  const [only, ...others] = batches(text(tenant.export("powershell", { plan })));
  assert.deepEqual(only.users.map(({ id }) => id), ["u2", "u6"]);
  assert.deepEqual(others, []);
});

test("a plan is carried out on a copy, each step on its day", () => {
  const tenant = make();
  const plan = [
    { at: "2027-01-02T00:00:00Z", command: { action: "activateArchived", targets: ["u1"] } },
    { at: "2026-12-10T00:00:00Z", command: { action: "deactivate", targets: ["u1"] } },
    { at: "2026-12-10T00:00:00Z", command: { action: "configure", change: { policy: { autoArchive: true } } } },
    { at: "2027-01-02T00:00:00Z", command: { action: "purchase", standard: 3 } },
  ];
  assert.deepEqual(batches(text(tenant.export("powershell", { plan }))).map(({ day, to }) => [day, to]), [[20261210, "NONE"], [20270102, "ARCHIVE"]]);
  const list = text(tenant.export("checklist", { plan }));
  assert.match(list, /## From 2026-12-10T00:00:00\.000Z\n\n1\. \[ \] Switch on: .*deleted users\.\n2\. /);
  assert.match(list, /## From 2027-01-02T00:00:00\.000Z\n\n1\. \[ \] Buy 3 standard licenses/);
  assert.doesNotMatch(text(tenant.export("ics", { plan })), /last-safe-day/);
  assert.match(text(tenant.export("ics", { plan: plan.slice(1, 2) })), /UID:last-safe-day-20270207-/);
  const after = JSON.parse(text(tenant.export("json", { plan }))).state;
  assert.equal(after.users[0].license, "archived");
  assert.equal(after.asOf, "2027-01-02T00:00:00.000Z");
  assert.equal(tenant.user("u1").license, "standard");
});

test("a plan that is refused says why; one in the past is out of order", () => {
  const tenant = make();
  const short = { plan: [{ at: "2026-12-10T00:00:00Z", command: { action: "activateArchived", targets: ["u1", "u2"] } }] };
  assert.throws(() => tenant.export("csv", short), (error) => error.code === "INSUFFICIENT_LICENSES" && error.details.ok === false);
  const early = { plan: [{ at: "2026-11-10T00:00:00Z", command: { action: "deactivate", targets: ["u1"] } }] };
  assert.throws(() => tenant.export("csv", early), { code: "OUT_OF_ORDER" });
});

test("malformed arguments are named by their path", () => {
  const tenant = make();
  const paths = (...given) => {
    try {
      tenant.export(...given);
    } catch (error) {
      assert.ok(error instanceof seatplan.LicensingError && error.code === "INVALID_INPUT", String(error));
      return error.details.map((problem) => problem.path);
    }
    return [];
  };
  assert.deepEqual(paths(), ["kind"]);
  assert.deepEqual(paths("xlsx", { region: "mars", anonymise: 1, what: 1 }), ["kind", "options.anonymise", "options.region", "options.what"]);
  assert.deepEqual(paths("csv", null), ["options"]);
  assert.deepEqual(paths("csv", { plan: [{ at: "now" }, {}] }).sort(), ["options.plan[0].at", "options.plan[0].command", "options.plan[1].at", "options.plan[1].command"]);
});

test("the state as text is the state", () => {
  const tenant = changed();
  const written = text(tenant.export("json"));
  const whole = { state: tenant.state(), history: tenant.history() };
  assert.deepEqual(JSON.parse(written), whole);
  const plain = (json) => json.replace(/\\r/g, "\\u000d").replace(/\\n/g, "\\u000a").replace("\u202e", "\\u202E");
  assert.equal(written, plain(JSON.stringify(whole, null, 2)) + "\n", "one value a line");
  assert.deepEqual(new seatplan.Tenant(JSON.parse(written).state).state(), tenant.state());
});

test("pseudonyms are the same in every kind, and nothing else is left", () => {
  const tenant = make({ ...state, policy: { groupLicensing: { groups: ["Sales"] } } });
  tenant.apply([{ action: "deactivate", targets: ["u1"] }, { action: "activateStandard", targets: ["u2", "m1"] }]);
  for (const kind of kinds) {
    let written = text(tenant.export(kind, { anonymise: true }));
    if (kind === "powershell") written = JSON.stringify(batches(written));
    assert.doesNotMatch(written, /contoso|evil|"u1"|Info|Sales/, kind);
    if (kind !== "ics") assert.match(written, /mailbox-0003|user-0002/, kind);
  }
  const { state: written } = JSON.parse(text(tenant.export("json", { anonymise: true })));
  assert.deepEqual(written.users[1].groups, written.policy.groupLicensing.groups);
  assert.equal(written.users[0].principalName, "user-0001@example.invalid");
  // It is a tenant like the other: the same pools.
  assert.deepEqual(new seatplan.Tenant(written).pools(), tenant.pools());
});

test("the table: a byte order mark, whole lines, harmless cells", () => {
  const table = text(changed().export("csv"));
  assert.ok(table.startsWith("\ufeffwhen,id,principalName,"));
  assert.ok(table.endsWith("\r\n"));
  assert.ok(table.includes(`"'=cmd|`), "defused");
  assert.ok(!table.includes("\0"));
});
