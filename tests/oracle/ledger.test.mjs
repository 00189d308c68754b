// The ledger and forks: imports undone and done again, what a sync notices of a file, what-ifs beside each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { seatplan } from "./cases.mjs";

const bytes = (...lines) => new TextEncoder().encode(lines.join("\n"));
const START = "2026-01-01T12:00:00Z";
const user = (id, more) => ({ id, principalName: `${id}@x.example`, license: null, ...more });
const state = (users, more) => ({ asOf: START, purchased: { standard: 2, archived: 1 }, users, ...more });
const told = (tenant) => JSON.stringify([tenant.state(), tenant.clock]);
const codes = (tenant, entry) => tenant.occurrences(entry).map(({ code, id, count }) => `${code} ${id ?? count}`);

function opened(given, use) {
  const tenant = new seatplan.Tenant(given);
  try { use(tenant); } finally { tenant.free(); }
}

test("an import is taken back and done again, byte for byte, with the days before it", () => {
  opened(state([user("a", { license: "standard", deletedAt: "2026-01-02T00:00:00Z" })], { policy: { autoArchive: true } }), (tenant) => {
    const seen = [told(tenant)];
    tenant.import(bytes("id,userPrincipalName,department", "b,b@x.example,Sales", "a,a@x.example,IT"), { at: "2026-01-05T00:00:00Z" });
    seen.push(told(tenant));
    tenant.apply({ action: "activateStandard", targets: ["b"] });
    seen.push(told(tenant));
    const chosen = tenant.select();
    for (const entry of [2, 1]) { assert.equal(tenant.undo().entry, entry); assert.equal(told(tenant), seen[entry - 1]); }
    assert.equal(tenant.undo(), null);
    assert.deepEqual(tenant.page(chosen, { columns: ["id"] }).rows.map((row) => row.id), ["a"]);
    assert.deepEqual(tenant.history().map((entry) => entry.undone), [true, true]);
    for (const entry of [1, 2]) { assert.equal(tenant.redo().entry, entry); assert.equal(told(tenant), seen[entry]); }
    assert.equal(tenant.redo(), null);
    assert.deepEqual(codes(tenant, 1), ["AUTO_ARCHIVED a"]);
    tenant.undo();
    tenant.apply({ action: "purchase", standard: 1 });
    assert.equal(tenant.redo(), null, "a new command forgets what was undone");
    assert.equal(tenant.history().length, 2);
    chosen.free();
  });
});

test("a sync settles mailboxes that changed kind", () => {
  const boxes = [user("a", { license: "standard" }), user("b", { license: "standard" }), user("c", { license: "archived" })];
  opened(state(boxes, { purchased: { standard: 1, archived: 0 }, policy: {} }), (tenant) => {
    tenant.import(bytes("UserPrincipalName,RecipientTypeDetails", "a@x.example,SharedMailbox", "b@x.example,SharedMailbox", "c@x.example,SharedMailbox"), { kind: "exchangeMailboxes" });
    const { entry } = tenant.advance("2026-01-03T00:00:00Z");
    assert.deepEqual(codes(tenant, entry), ["MAILBOX_CONVERTED a", "INSUFFICIENT_LICENSES b", "INSUFFICIENT_LICENSES c"]);
    assert.equal(tenant.pools()[2].over, 1);
    assert.equal(tenant.advance("2026-01-09T00:00:00Z").occurrences.total, 0);
  });
});

test("a mailbox turned user buys its license, or is reported", () => {
  for (const autoPurchaseStandard of [false, true]) {
    const box = [user("m", { license: "standard", mailboxType: "SharedMailbox" })];
    opened(state([user("a", { license: "standard" })], { mailboxes: box, purchased: { standard: 1, archived: 0 }, policy: { autoPurchaseStandard } }), (tenant) => {
      tenant.import(bytes("UserPrincipalName,RecipientTypeDetails", "m@x.example,UserMailbox"), { kind: "exchangeMailboxes", role: "mailboxes" });
      const list = codes(tenant, tenant.advance("2026-01-03T00:00:00Z").entry);
      assert.equal(tenant.pools()[0].assigned, 2);
      assert.deepEqual(list, autoPurchaseStandard ? ["AUTO_PURCHASED 1", "MAILBOX_CONVERTED m"] : ["INSUFFICIENT_LICENSES m"]);
    });
  }
});

test("who is new in a file, joins a listed group or comes back is noticed by the next sync", () => {
  const policy = { groupLicensing: { groups: ["Sales"] } };
  opened(state([user("a", { groups: ["IT"] }), user("b", { license: "archived", deletedAt: "2025-12-01T00:00:00Z" })], { policy }), (tenant) => {
    tenant.import(bytes("id", "a"), { role: { group: "Sales" }, kind: "entraGroup" });
    tenant.import(bytes("Object Id,User principal name,Soft deletion time stamp", "b,b@x.example,"), { kind: "m365Users" });
    const list = codes(tenant, tenant.advance("2026-01-02T00:00:00Z").entry);
    assert.ok(list.includes("GROUP_LICENSED a"), String(list));
    if (!tenant.user("b").deletedAt) assert.ok(list.includes("PRESENT_BUT_ARCHIVED b"), String(list));
    assert.equal(tenant.advance("2026-01-09T00:00:00Z").occurrences.total, 0);
  });
});

test("a fork goes its own way, and the two are compared", () => {
  const prices = { currency: "EUR", standard: 36_500, archived: 3_650, termStart: "2026-01-01", renewal: "2027-01-01" };
  opened(state([user("a", { license: "standard" }), user("b")], { prices }), (tenant) => {
    const before = told(tenant);
    const fork = tenant.fork();
    assert.throws(() => fork.page(tenant.select()), { code: "WRONG_TENANT" });
    fork.apply([{ action: "purchase", standard: 1 }, { action: "deactivate", targets: ["a"] }]);
    fork.apply({ action: "activateStandard", targets: ["b"] });
    assert.equal(told(tenant), before);
    const found = tenant.compare(fork, "2026-06-01T00:00:00Z");
    assert.deepEqual(found.cost, [null, { currency: "EUR", amount: 36_500 }]);
    assert.deepEqual(found.differs, { count: 2, ids: ["a", "b"] });
    assert.deepEqual(found.lost, [0, 1]);
    assert.deepEqual([found.status.protected, found.status.purged, found.status.unprotected], [[1, 1], [0, 1], [1, 0]]);
    assert.equal(found.pools[1][0].purchased, 3);
    assert.equal(tenant.compare(tenant).differs.count, 0);
    assert.throws(() => tenant.compare({}), { code: "INVALID_INPUT" });
    fork.free();
    assert.throws(() => tenant.compare(fork), { code: "FREED" });
  });
});

test("plans are read strictly", () => {
  opened(state([user("a")]), (tenant) => {
    const plan = (command, at = START) => () => tenant.timeline({ until: "2026-02-01T00:00:00Z", plan: [{ at, command }] });
    assert.throws(plan({ action: "join", users: [{ id: "a" }] }), { code: "INVALID_INPUT", message: /plan\[0\]\.command\.users\[0\]\.id/ });
    assert.throws(plan({ action: "leave", ids: ["a"], more: 1 }), { code: "INVALID_INPUT", message: /more/ });
    assert.throws(plan({ action: "leave", ids: ["a"] }, "2025-01-01T00:00:00Z"), { code: "OUT_OF_ORDER" });
    assert.throws(() => tenant.timeline({ until: "2025-01-01T00:00:00Z" }), { code: "OUT_OF_ORDER" });
    assert.throws(() => tenant.timeline({ until: "8000-01-01T00:00:00Z" }), { code: "INVALID_INPUT", message: /until/ });
    assert.throws(() => tenant.timeline({}), { code: "INVALID_INPUT", message: /until/ });
    assert.throws(() => tenant.advise({ until: "2026-02-01T00:00:00Z" }), { code: "PRICES_UNKNOWN" });
    assert.throws(() => tenant.advance("2025-01-01T00:00:00Z"), { code: "OUT_OF_ORDER" });
    assert.throws(() => tenant.advance(), { code: "INVALID_INPUT" });
    const { occurrences } = plan({ action: "leave", ids: ["a", "nobody"] })();
    assert.deepEqual(occurrences.byCode, { LEFT: 1, UNKNOWN_HOLDER: 1 });
  });
});
