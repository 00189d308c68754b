// Snapshots and logs through the installed tarball: what a page saves is what it opens again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { load, project, root } from "./project.mjs";

let seatplan;
before(async () => {
  seatplan = await load(project("snapshot"));
  await seatplan.default();
});

const state = () => ({
  asOf: "2026-03-01T00:00:00Z",
  purchased: { standard: 2, archived: 1 },
  policy: { autoArchive: true },
  users: [
    { id: "u1", displayName: "Zoë", license: "standard", licensedAt: "2026-01-05T09:00:00Z", groups: ["Sales"], attributes: { Floor: "3" } },
    { id: "u2", deletedAt: "2026-02-20T00:00:00Z", license: "standard", data: { from: null, to: null } },
    { id: "u3", principalName: "u3@x.y" },
  ],
});
const csv = (name) => new TextEncoder().encode(`Display name,User principal name,Object Id,Fax\n${name},u3@x.y,u3,\nNew,u4@x.y,u4,\n`);
const equal = (a, b) => assert.equal(Buffer.compare(Buffer.from(a), Buffer.from(b)), 0);
const fails = (code, call) => {
  let found;
  assert.throws(call, (error) => error instanceof seatplan.LicensingError && error.code === code && Boolean((found = error)));
  return found;
};
/** Everything a tenant says of itself. */
const told = (tenant) => [
  tenant.state(), tenant.clock, tenant.revision, tenant.pools(), tenant.history(), tenant.columns(),
  tenant.history().map(({ number }) => tenant.occurrences(number)), Buffer.from(tenant.export("csv")).toString(),
];

/** A tenant with a history, and the operations that led to it. */
function lived() {
  const tenant = new seatplan.Tenant(state());
  const start = tenant.snapshot();
  const log = [
    tenant.import(csv("Third"), { at: "2026-03-02T00:00:00Z" }),
    tenant.apply([{ action: "purchase", standard: 3 }, { action: "activateStandard", targets: ["u3", "u4"] }]),
    tenant.advance("2026-03-20T00:00:00Z"),
    tenant.configure({ policy: { retentionDays: 30 } }),
    tenant.applyRemedy({ action: "activateArchived", targets: ["u1"] }, "purchase"),
    tenant.undo(), tenant.undo(), tenant.redo(),
  ].map(({ operation }) => operation);
  return { tenant, start, log };
}

test("a snapshot opens as the tenant it was taken of, and is the same bytes again", () => {
  const { tenant } = lived();
  const bytes = tenant.snapshot();
  assert.ok(bytes instanceof Uint8Array);
  const opened = seatplan.Tenant.fromSnapshot(bytes);
  assert.deepEqual(told(opened), told(tenant));
  equal(opened.snapshot(), bytes);
  // A part of a larger buffer, and a Buffer of Node, are bytes too.
  const larger = new Uint8Array(bytes.length + 9);
  larger.set(bytes, 5);
  equal(seatplan.Tenant.fromSnapshot(larger.subarray(5, 5 + bytes.length)).snapshot(), bytes);
  equal(seatplan.Tenant.fromSnapshot(Buffer.from(bytes)).snapshot(), bytes);
  // It goes on as the tenant does: back to the beginning, and to the end.
  while (tenant.undo()) assert.ok(opened.undo());
  assert.equal(opened.undo(), null);
  equal(opened.snapshot(), tenant.snapshot());
  while (tenant.redo()) assert.ok(opened.redo());
  equal(opened.snapshot(), tenant.snapshot());
});

test("the operations of receipts lead from a snapshot to the same bytes", () => {
  const { tenant, start, log } = lived();
  for (const operation of log) assert.ok(operation instanceof Uint8Array && operation.length > 0);
  const opened = seatplan.Tenant.fromSnapshot(start);
  opened.replay(log.slice(0, 3));
  opened.replay(log.slice(3));
  opened.replay([]);
  assert.deepEqual(told(opened), told(tenant));
  equal(opened.snapshot(), tenant.snapshot());
});

test("a log that does not fit changes nothing", () => {
  const { start, log } = lived();
  const opened = seatplan.Tenant.fromSnapshot(start);
  const stays = (code, operations) => {
    const error = fails(code, () => opened.replay(operations));
    equal(opened.snapshot(), start);
    return error;
  };
  stays("LOG_MISMATCH", log.slice(1));
  stays("LOG_MISMATCH", [log[0], log[2]]);
  stays("LOG_MISMATCH", [log[0], log[0]]);
  stays("LOG_MISMATCH", lived().log.with(2, new seatplan.Tenant().apply({ action: "purchase", standard: 1 }).operation));
  const damaged = log[1].slice();
  damaged[40] ^= 1;
  assert.equal(stays("DAMAGED_SNAPSHOT", [log[0], damaged]).details[0].path, "operations[1]");
  stays("DAMAGED_SNAPSHOT", [new Uint8Array()]);
  for (const wrong of [null, undefined, 5, {}, log[0], [5], [null], [[]], ["a"]]) stays("INVALID_INPUT", wrong);
  const other = new seatplan.Tenant({ purchased: { standard: 0, archived: 0 }, users: [] });
  fails("LOG_MISMATCH", () => other.replay(log));
});

test("nothing but a snapshot opens, and damage is named", () => {
  const bytes = lived().tenant.snapshot();
  const { fromSnapshot } = seatplan.Tenant;
  for (let place = 0; place < bytes.length; place += 1) {
    const damaged = bytes.slice();
    damaged[place] ^= 1 << place % 8;
    const error = fails("DAMAGED_SNAPSHOT", () => fromSnapshot(damaged));
    assert.match(error.message, new RegExp(`\`${error.details[0].params.section}\``));
  }
  for (const length of [0, 1, 23, 24, 100, bytes.length - 1]) fails("DAMAGED_SNAPSHOT", () => fromSnapshot(bytes.subarray(0, length)));
  fails("DAMAGED_SNAPSHOT", () => fromSnapshot(Buffer.concat([bytes, Buffer.from("x")])));
  fails("DAMAGED_SNAPSHOT", () => fromSnapshot(csv("no")));
  const detached = bytes.slice();
  structuredClone(detached, { transfer: [detached.buffer] });
  const length = (value) => Object.defineProperty(bytes.slice(), "length", { value });
  for (const wrong of [null, undefined, "x", [], {}, bytes.buffer, new Uint16Array(4), Object.create(Uint8Array.prototype)]) {
    fails("INVALID_INPUT", () => fromSnapshot(wrong));
  }
  fails("INVALID_INPUT", () => fromSnapshot(detached));
  // What somebody put on the bytes is not asked.
  for (const value of [0, 5, 1e9, -1, "no"]) equal(fromSnapshot(length(value)).snapshot(), bytes);
  const disguised = Object.assign(bytes.slice(), { subarray: () => new Uint8Array(3), set: null, slice: null });
  equal(fromSnapshot(disguised).snapshot(), bytes);
});

test("the snapshot of the first version opens", () => {
  const bytes = readFileSync(join(root, "tests/fixtures/snapshot-v1.bin"));
  const opened = seatplan.Tenant.fromSnapshot(bytes);
  assert.equal(opened.state().mailboxes.length, 2);
  assert.equal(opened.history().length, 3);
  equal(opened.snapshot(), bytes);
});

test("memory says what is used and what is kept", () => {
  const { tenant } = lived();
  const { used, reserved } = tenant.memory();
  assert.ok(Number.isInteger(used) && used > 500 && used < 1e6, String(used));
  assert.ok(reserved % 65536 === 0 && reserved > used);
});
