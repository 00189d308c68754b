// Hostile input to every entry point of the installed tarball: a LicensingError with a known code, or a normal answer; never a
// trap or an error of another kind; and what throws changed nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { installed, load, project } from "./project.mjs";

const folder = project("hostile");
const codes = new Set(readFileSync(installed(folder, "index.d.ts"), "utf8").match(/"[A-Z][A-Z_]+"/g).map((code) => code.slice(1, -1)));

let seatplan;
before(async () => {
  seatplan = await load(folder);
  await seatplan.default();
});

const at = "2026-03-01T00:00:00Z";
const later = "2026-09-01T00:00:00Z";
const small = () => ({
  asOf: at, purchased: { standard: 1, archived: 1 },
  users: [{ id: "a" }, { id: "b", license: "standard", data: { from: null, to: null } }, { id: "c", principalName: "c@x.y", attributes: { Floor: "3" } }],
});
const request = () => ({ action: "activateStandard", targets: ["a"] });

/** Calls, and says how it ended: an answer, or the code of its error. Any other error fails. */
function outcome(call, name) {
  try {
    const answer = call();
    assert.ok(answer === null || answer === undefined || ["object", "number", "boolean", "string"].includes(typeof answer), name);
    return { __proto__: null, answer };
  } catch (error) {
    const known = error instanceof seatplan.LicensingError && error instanceof Error && codes.has(error.code) && error.message.length > 0;
    assert.ok(known, `${name}: ${error?.stack ?? String(error)}`);
    assert.ok(!/undefined|\[object|src\/|panicked/.test(error.message.replace("not undefined", "").replace("undefined`", "")), `${name}: ${error.message}`);
    return { __proto__: null, code: error.code, error };
  }
}

// ------------------------------------------------------------------------------- the entry points

/** Every entry point with a place for a value; the others are as they should be. */
function places() {
  const { validateAssignment, insufficientLicenses, filterUsers, previewRetention, Tenant, rules } = seatplan;
  const found = {
    "validateAssignment(state)": (_, v) => validateAssignment(v, request(), at),
    "validateAssignment(request)": (_, v) => validateAssignment(small(), v, at),
    "validateAssignment(at)": (_, v) => validateAssignment(small(), request(), v),
    "insufficientLicenses(state)": (_, v) => insufficientLicenses(v, request(), at),
    "insufficientLicenses(request)": (_, v) => insufficientLicenses(small(), v, at),
    "insufficientLicenses(at)": (_, v) => insufficientLicenses(small(), request(), v),
    "previewRetention(state)": (_, v) => previewRetention(v, request(), at),
    "previewRetention(request)": (_, v) => previewRetention(small(), v, at),
    "previewRetention(at)": (_, v) => previewRetention(small(), request(), v),
    "filterUsers(users)": (_, v) => filterUsers(v, "", at),
    "filterUsers(filter)": (_, v) => filterUsers(small().users, v, at),
    "filterUsers(at)": (_, v) => filterUsers(small().users, "", v),
    "filterUsers(policy)": (_, v) => filterUsers(small().users, "", at, v),
    "rules": (_, v) => rules(v),
    "new Tenant": (_, v) => new Tenant(v),
    "Tenant.sniff": (_, v) => Tenant.sniff(v),
    "import(bytes)": ({ tenant }, v) => tenant.import(v),
    "import(options)": ({ tenant }, v) => tenant.import(new TextEncoder().encode("id\nz\n"), v),
    "configure(change)": ({ tenant }, v) => tenant.configure(v),
    "configure(at)": ({ tenant }, v) => tenant.configure({}, v),
    "select(filter)": ({ tenant }, v) => tenant.select(v),
    "select(at)": ({ tenant }, v) => tenant.select("", v),
    "page(view)": ({ tenant }, v) => tenant.page(v),
    "page(options)": ({ tenant, view }, v) => tenant.page(view, v),
    "facets(view)": ({ tenant }, v) => tenant.facets(v, ["mail"]),
    "facets(columns)": ({ tenant, view }, v) => tenant.facets(view, v),
    "complete(text)": ({ tenant }, v) => tenant.complete(v, 1),
    "complete(position)": ({ tenant }, v) => tenant.complete("mail:a", v),
    "importer(options)": ({ tenant }, v) => tenant.importer(v).free(),
    "push(chunk)": ({ tenant }, v) => tenant.importer().push(v),
    "finish": ({ tenant }, v) => {
      const importer = tenant.importer();
      importer.push(new TextEncoder().encode("id\nz\n"));
      return importer.finish(v);
    },
    "export(kind)": ({ tenant }, v) => tenant.export(v),
    "export(options)": ({ tenant }, v) => tenant.export("csv", v),
    "export(plan)": ({ tenant }, v) => tenant.export("ics", { plan: [{ at, command: v }] }),
    "advance": ({ tenant }, v) => tenant.advance(v),
    "undo": ({ tenant }, v) => tenant.undo(v),
    "redo": ({ tenant }, v) => tenant.redo(v),
    "history(offset)": ({ tenant }, v) => tenant.history(v),
    "history(limit)": ({ tenant }, v) => tenant.history(0, v),
    "occurrences(entry)": ({ tenant }, v) => tenant.occurrences(v),
    "occurrences(offset)": ({ tenant }, v) => tenant.occurrences(1, v),
    "occurrences(limit)": ({ tenant }, v) => tenant.occurrences(1, 0, v),
    "fork": ({ tenant }, v) => tenant.fork(v),
    "compare(other)": ({ tenant }, v) => tenant.compare(v),
    "compare(at)": ({ tenant }, v) => tenant.compare(tenant.fork(), v),
    "timeline(options)": ({ tenant }, v) => tenant.timeline(v),
    "timeline(until)": ({ tenant }, v) => tenant.timeline({ until: v }),
    "timeline(plan)": ({ tenant }, v) => tenant.timeline({ until: later, plan: v }),
    "advise(options)": ({ tenant }, v) => tenant.advise(v),
    "advise(plan)": ({ tenant }, v) => tenant.advise({ until: later, plan: [v] }),
    "facets(limit)": ({ tenant, view }, v) => tenant.facets(view, ["mail"], v),
    "columns": ({ tenant }, v) => tenant.columns(v),
    "parseFilter": ({ tenant }, v) => tenant.parseFilter(v),
    "user": ({ tenant }, v) => tenant.user(v),
    "contract": ({ tenant }, v) => tenant.contract(v),
    "state": ({ tenant }, v) => tenant.state(v),
    "pools": ({ tenant }, v) => tenant.pools(v),
    "validate(request)": ({ tenant }, v) => tenant.validate(v),
    "validate(at)": ({ tenant }, v) => tenant.validate(request(), v),
    "preview(request)": ({ tenant }, v) => tenant.preview(v),
    "preview(options)": ({ tenant }, v) => tenant.preview(request(), v),
    "apply(command)": ({ tenant }, v) => tenant.apply(v),
    "apply(at)": ({ tenant }, v) => tenant.apply(request(), v),
    "applyRemedy(request)": ({ tenant }, v) => tenant.applyRemedy(v, "purchase"),
    "applyRemedy(kind)": ({ tenant }, v) => tenant.applyRemedy(request(), v),
    "applyRemedy(at)": ({ tenant }, v) => tenant.applyRemedy(request(), "purchase", v),
    "Tenant.fromSnapshot": (_, v) => Tenant.fromSnapshot(v),
    "replay": ({ tenant }, v) => tenant.replay(v),
    "replay(operations)": ({ tenant }, v) => tenant.replay([v]),
    "snapshot": ({ tenant }, v) => tenant.snapshot(v),
    "memory": ({ tenant }, v) => tenant.memory(v),
    "has": ({ view }, v) => view.has(v),
    "ids(offset)": ({ view }, v) => view.ids(v),
    "ids(limit)": ({ view }, v) => view.ids(0, v),
    "add": ({ view }, v) => view.add(v),
    "remove": ({ view }, v) => view.remove(v),
    "invert": ({ view }, v) => view.invert(v),
    "range(view)": ({ view }, v) => view.range(v, 0, 1, true),
    "range(from)": ({ view }, v) => view.range(view, v, 1, true),
    "range(to)": ({ view }, v) => view.range(view, 0, v, true),
    "range(on)": ({ view }, v) => view.range(view, 0, 1, v),
    "range(sort)": ({ view }, v) => view.range(view, 0, 1, true, v),
    "and": ({ view }, v) => view.and(v),
    "or": ({ view }, v) => view.or(v),
    "minus": ({ view }, v) => view.minus(v),
    "clone": ({ view }, v) => view.clone(v),
  };
  return found;
}

/** Hands a value, made anew each time, to every entry point, and checks that what throws changed nothing. */
function everywhere(make, name, given = places()) {
  for (const [place, call] of Object.entries(given)) {
    const tenant = new seatplan.Tenant(small());
    const view = tenant.select();
    const [state, ids, revision] = [tenant.state(), view.ids(), tenant.revision];
    const { code } = outcome(() => call({ tenant, view }, make({ tenant, view })), `${place} of ${name}`);
    if (code) {
      assert.deepEqual(tenant.state(), state, `${place} of ${name} threw, and the tenant changed`);
      assert.deepEqual(view.ids(), ids, `${place} of ${name} threw, and the selection changed`);
      assert.equal(tenant.revision, revision, `${place} of ${name} threw, and the revision changed`);
    }
    view.free();
    tenant.free();
  }
}

test("every method has its place here", () => {
  const names = new Set(Object.keys(places()).map((place) => place.replace(/\(.*/, "").replace("Tenant.", "").replace("new ", "")));
  const has = (on) => Object.getOwnPropertyNames(on).filter((name) => !name.startsWith("__") && !["length", "name", "prototype"].includes(name));
  const { Tenant, RowSelection, Importer } = seatplan;
  const others = ["constructor", "free", "clock", "revision", "count", "default", "LicensingError", "RowSelection", "Tenant", "Importer", "version"];
  const classes = [Tenant, RowSelection, Importer].flatMap((Class) => [...has(Class), ...has(Class.prototype)]);
  const all = [...Object.keys(seatplan), ...classes];
  assert.deepEqual(all.filter((name) => !names.has(name) && !others.includes(name)), []);
});

// ------------------------------------------------------------------------------------- the values

const deep = (levels, wrap) => {
  let value = "x";
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
};
const cycle = () => { const value = { and: [] }; value.and.push(value); value.users = value; return value; };
const throwing = () => Object.defineProperty({}, "action", { enumerable: true, get() { throw new RangeError("mine"); } });
const revoked = (of) => { const { proxy, revoke } = Proxy.revocable(of, {}); revoke(); return proxy; };
const trapped = (of) => new Proxy(of, new Proxy({}, { get: () => () => { throw new SyntaxError("mine"); } }));

const values = {
  // wrong types
  "undefined": () => undefined, "null": () => null, "true": () => true, "0": () => 0, "-0": () => -0, "1.5": () => 1.5, "-1": () => -1,
  "NaN": () => NaN, "Infinity": () => Infinity, "-Infinity": () => -Infinity, "2^53": () => 2 ** 53, "1e308": () => 1e308, "5e-324": () => 5e-324,
  "a BigInt": () => 5n, "a symbol": () => Symbol("s"), "a function": () => () => {}, "a class": () => class {}, "an empty text": () => "", "a text": () => "x",
  "a NUL": () => "\0", "a lone surrogate": () => "a\ud800b", "the replacement character": () => "\ufffd", "a long text": () => "x".repeat(100_000),
  "an empty list": () => [], "an empty object": () => ({}), "a list of lists": () => [[[]]], "a sparse list": () => new Array(5), "a list with holes": () => [, "a", ,],
  "a list with more fields": () => Object.assign(["a"], { extra: 1 }), "a text object": () => new String("a"), "a number object": () => new Number(1),
  "a boolean object": () => new Boolean(true), "no prototype": () => Object.create(null), "a map": () => new Map([["id", "a"]]), "a set": () => new Set(["a"]),
  "a regular expression": () => /x/, "an error": () => new Error("x"), "a promise": () => Promise.resolve(), "a weak map": () => new WeakMap(), "a generator": () => (function* () {})(),
  "arguments": () => (function () { return arguments; })("a"), "the global object": () => globalThis, "the module": () => seatplan, "the JSON object": () => JSON,
  // dates
  "an invalid Date": () => new Date(NaN), "a Date before 1970": () => new Date(-1), "a Date after 9999": () => new Date(8.64e15), "a Date before 1": () => new Date(-8.64e15),
  "a Date with a field": () => Object.assign(new Date(), { x: 1 }), "1969": () => "1969-12-31T23:59:59.999Z", "10000": () => "10000-01-01T00:00:00Z", "+275760": () => "+275760-09-13T00:00:00Z",
  "9000": () => "9000-01-01T00:00:00Z", "9999": () => "9999-12-31T23:59:59.999Z", "no offset": () => "2026-01-01T00:00:00", "30 February": () => "2026-02-30T00:00:00Z", "a leap second": () => "2016-12-31T23:59:60Z",
  // bytes
  "no bytes": () => new Uint8Array(), "zeros": () => new Uint8Array(1000), "0xff": () => new Uint8Array(1000).fill(255), "a buffer": () => new ArrayBuffer(8), "a view": () => new DataView(new ArrayBuffer(8)),
  "floats": () => new Float64Array(8), "clamped bytes": () => new Uint8ClampedArray(8), "a Node buffer": () => Buffer.from("id\nx\n"), "shared bytes": () => new Uint8Array(new SharedArrayBuffer(8)),
  "detached bytes": () => { const bytes = new Uint8Array(8); structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return bytes; },
  "bytes with fields": () => Object.assign(new Uint8Array(4), { length2: 9 }), "forged bytes": () => Object.create(Uint8Array.prototype), "bytes with another length": () => Object.defineProperty(new Uint8Array(4), "length", { value: 1e9 }),
  "bytes with a negative length": () => Object.defineProperty(new Uint8Array(4), "length", { value: -5 }),
  // structure
  "a cycle": cycle, "a list in itself": () => { const list = []; list.push(list); return list; },
  "10^6 levels of objects": () => deep(1_000_000, (inner) => ({ not: inner })), "10^6 levels of lists": () => deep(1_000_000, (inner) => [inner]), "100 levels": () => deep(100, (inner) => ({ not: inner })),
  "99 levels": () => deep(99, (inner) => ({ and: [inner] })), "49 levels": () => deep(49, (inner) => ({ and: [inner] })),
  "a __proto__ key": () => JSON.parse('{"__proto__":{"users":[]},"users":[],"action":"deactivate","targets":[]}'), "a constructor key": () => ({ constructor: 1, toString: 2, hasOwnProperty: 3, valueOf: 4 }),
  "inherited fields": () => Object.create(small()), "inherited request": () => Object.create(request()), "hidden fields": () => Object.defineProperty({}, "users", { value: [] }), "symbol fields": () => ({ [Symbol("x")]: 1 }),
  "a toJSON": () => ({ toJSON() { throw new Error("mine"); } }), "a valueOf": () => ({ valueOf() { throw new Error("mine"); }, toString() { throw new Error("mine"); }, [Symbol.toPrimitive]() { throw new Error("mine"); } }),
  "a tag": () => ({ get [Symbol.toStringTag]() { throw new Error("mine"); } }), "a lone surrogate as a name": () => ({ "\udfff": 1 }), "an empty name": () => ({ "": 1 }),
  // getters and proxies
  "a getter that throws": throwing, "an item that throws": () => Object.defineProperty([], 0, { enumerable: true, get() { throw new Error("mine"); } }),
  "a getter that throws nothing": () => ({ get action() { throw undefined; } }),
  "a proxy": () => new Proxy(small(), {}), "a proxy of a list": () => new Proxy(["a"], {}), "a revoked proxy": () => revoked({}), "a revoked proxy of a list": () => revoked([]), "a revoked proxy of a function": () => revoked(() => {}),
  "a proxy whose traps throw": () => trapped({}), "a proxy of a list whose traps throw": () => trapped([]), "a proxy with endless fields": () => new Proxy({}, { get: () => ({}), ownKeys: () => Array.from({ length: 1000 }, (_, i) => `k${i}`), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) }),
  "a proxy that never ends": () => { const endless = () => new Proxy({}, { get: endless, ownKeys: () => ["and"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }); return endless(); },
  ...Object.fromEntries(["-1", "0.5", "5", "1e9", "4294967296", "NaN", "Infinity", "-Infinity", '"5"', "null", "undefined", "{}", "5n"].map((length) =>
    [`a list of length ${length}`, () => new Proxy(["a"], { get: (list, key) => (key === "length" ? (0, eval)(`(${length})`) : list[key]) })])),
  "a getter that differs": () => { let calls = 0; return { get action() { return calls++ ? 5 : "deactivate"; }, get targets() { return calls++ > 1 ? Symbol() : []; } }; },
  // handles
  "a tenant": ({ tenant }) => tenant, "a selection": ({ view }) => view, "a selection of another tenant": () => new seatplan.Tenant(small()).select(),
  "a freed selection": () => { const view = new seatplan.Tenant(small()).select(); view.free(); return view; }, "a freed tenant": () => { const other = new seatplan.Tenant(); other.free(); return other; },
  "a copied selection": ({ view }) => ({ ...view }), "a copied tenant": ({ tenant }) => ({ ...tenant }), "a cloned selection": ({ view }) => structuredClone({ ...view }),
  "a forged selection": () => Object.assign(Object.create(seatplan.RowSelection.prototype), { __wbg_ptr: 1_048_576 }), "a selection of freed memory": () => { const view = new seatplan.Tenant(small()).select(), pointer = view.__wbg_ptr; view.free(); view.__wbg_ptr = pointer; return view; },
  "a selection with another pointer": () => { const view = new seatplan.Tenant(small()).select(); view.__wbg_ptr += 8; return view; },
  "a proxy of a selection": ({ view }) => new Proxy(view, {}), "a stranger with a pointer": () => ({ __wbg_ptr: 8 }), "a stranger that clones": ({ view }) => Object.assign(Object.create({ clone: () => view.clone() }), { __wbg_ptr: 8 }),
  "a stranger that clones forgeries": () => Object.assign(Object.create({ clone: () => Object.assign(Object.create(seatplan.RowSelection.prototype), { __wbg_ptr: 8 }) }), { __wbg_ptr: 8 }),
  "a pointer that is no number": () => Object.assign(Object.create(seatplan.RowSelection.prototype), { __wbg_ptr: Symbol() }), "the class RowSelection": () => seatplan.RowSelection, "its prototype": () => seatplan.RowSelection.prototype,
  "a request with a freed selection": () => { const view = new seatplan.Tenant(small()).select(); view.free(); return { action: "deactivate", targets: view }; },
  "a request with a foreign selection": () => ({ action: "deactivate", targets: new seatplan.Tenant(small()).select() }), "a request with a tenant": ({ tenant }) => ({ action: "deactivate", targets: tenant }),
  "options with a foreign selection": () => ({ marked: new seatplan.Tenant(small()).select() }), "a list of selections": ({ view }) => [view, view],
};

for (const [name, make] of Object.entries(values)) test(name, () => everywhere(make, name));

// ------------------------------------------------------- every field of what is otherwise right

/** Whole inputs, with every field there is. */
const whole = () => ({
  state: {
    asOf: at, account: "paid", purchased: { standard: 1, archived: 1 }, prices: { currency: "EUR", standard: 1, archived: 1, termStart: "2026-01-01", renewal: "2027-01-01" },
    policy: { graceDays: 60, archivedDeactivation: "grace", retentionDays: 10, mailboxes: "unlimited", trialCap: 5, syncAnchor: at, autoArchive: true, autoPurchaseArchived: true, groupLicensing: { groups: ["g"] }, autoPurchaseStandard: true },
    users: [{ id: "a", principalName: "p", displayName: "d", mail: "m", userType: "Guest", accountEnabled: true, mailboxType: "x", groups: ["g"], joinedAt: at, deletedAt: at, license: "standard", licensedAt: at, unassignedAt: at, previousLicense: "archived", purgeAt: at, purgedAt: at, data: { from: at, to: at }, attributes: { a: "b" } }],
    mailboxes: [{ id: "m" }],
  },
  request: { action: "activateArchived", targets: { filter: { and: [{ or: [{ search: "x" }, { anyValue: "y" }] }, { not: { column: "mail", op: "in", value: ["z"] } }] } }, whenShort: "fill" },
  command: [{ action: "purchase", standard: 1, archived: 1 }, { action: "deactivate", targets: ["a"] }],
  change: { account: "trial", purchased: { standard: 2, archived: 2 }, prices: { currency: "EUR", standard: 1, archived: 1, termStart: "2026-01-01", renewal: "2027-01-01" }, policy: { graceDays: 1 } },
  page: { offset: 0, limit: 10, sort: [{ column: "mail", descending: true }], columns: ["mail"] },
  preview: { at, offset: 0, limit: 10 },
  options: { kind: "graph", at, role: { group: "g" }, dryRun: true },
});
const uses = {
  state: (_, v) => [new seatplan.Tenant(v), seatplan.validateAssignment(v, request(), at)],
  request: ({ tenant }, v) => tenant.apply(v), command: ({ tenant }, v) => tenant.apply(v), change: ({ tenant }, v) => tenant.configure(v),
  page: ({ tenant, view }, v) => tenant.page(view, v), preview: ({ tenant }, v) => tenant.preview(null, v), options: ({ tenant }, v) => tenant.import(new TextEncoder().encode('[{"id":"z"}]'), v),
};
const leaves = (value, path = []) => (value && typeof value === "object" ? [path, ...Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))] : [path]);
const bad = [
  undefined, null, true, -1, 0.5, NaN, Infinity, -Infinity, 1_000_000_001, 36_501, 2 ** 53, 1e300, 5n, Symbol("s"), () => {}, "", "x", "\ud800", "1969-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
  new Date(NaN), new Date(8.64e15), [], {}, [null], { x: 1 }, new Map(), revoked({}), deep(200, (inner) => [inner]),
];

for (const [name, use] of Object.entries(uses)) {
  test(`every field of a ${name}, wrong in every way`, () => {
    for (const path of leaves(whole()[name]).filter((path) => path.length)) {
      for (const value of [...bad, throwing()]) {
        const input = whole()[name];
        path.slice(0, -1).reduce((inner, key) => inner[key], input)[path.at(-1)] = value;
        everywhere(() => input, `${name} with ${path.join(".")} = ${typeof value === "object" ? "an object" : String(value)}`, { [name]: use });
      }
      const missing = whole()[name];
      delete path.slice(0, -1).reduce((inner, key) => inner[key], missing)[path.at(-1)];
      everywhere(() => missing, `${name} without ${path.join(".")}`, { [name]: use });
    }
    for (const path of leaves(whole()[name])) {
      const input = whole()[name];
      const inner = path.reduce((inner, key) => inner[key], input);
      if (!inner || typeof inner !== "object" || Array.isArray(inner) || path.at(-1) === "attributes") continue;
      inner.unknown = 1;
      const tenant = new seatplan.Tenant(small());
      const { code, error } = outcome(() => use({ tenant, view: tenant.select() }, input), `${name} with an unknown field`);
      assert.equal(code, "INVALID_INPUT");
      assert.ok(error.details.some((problem) => problem.path.endsWith([...path, "unknown"].filter(isNaN).at(-1))), JSON.stringify(error.details));
    }
  });
}

// --------------------------------------------------------------------------- what the engine holds

test("own fields count and nothing else: a polluted Object.prototype", () => {
  const before = JSON.stringify(seatplan.validateAssignment(small(), request(), at));
  const names = ["users", "license", "deletedAt", "data", "targets", "whenShort", "attributes", "length", "0", "policy", "code", "details", "toJSON", "then", "module_or_path", "__wbg_ptr", "clone", "at", "limit"];
  for (const name of names) {
    Object.prototype[name] = name === "toJSON" ? undefined : "polluted";
    try {
      assert.equal(JSON.stringify(seatplan.validateAssignment(small(), request(), at)), before, name);
      const tenant = new seatplan.Tenant(small());
      assert.equal(outcome(() => tenant.page(tenant.select(), {}), name).code, undefined, name);
      assert.equal(outcome(() => tenant.apply({}), name).code, "INVALID_INPUT", name);
      assert.equal(outcome(() => tenant.page({}), name).code, "INVALID_INPUT", name);
    } finally {
      delete Object.prototype[name];
    }
    Object.defineProperty(Object.prototype, name, { configurable: true, get() { throw new Error("mine"); }, set() { throw new Error("mine"); } });
    try {
      assert.equal(outcome(() => seatplan.validateAssignment({}, {}), name).code, "INVALID_INPUT", name);
    } finally {
      delete Object.prototype[name];
    }
  }
});

test("a field named __proto__ is a field like any other, in and out", () => {
  const users = JSON.parse('[{"id":"a","attributes":{"__proto__":"x","constructor":"y"}}]');
  const tenant = new seatplan.Tenant({ ...small(), users });
  const { attributes } = tenant.user("a");
  assert.deepEqual(Object.entries(attributes), [["__proto__", "x"], ["constructor", "y"]]);
  assert.equal(Object.getPrototypeOf(attributes), Object.prototype);
  assert.equal({}.x, undefined);
  assert.deepEqual(tenant.page(tenant.select(), { columns: ["__proto__", "constructor"] }).rows[0].cells, ["x", "y"]);
  assert.equal(outcome(() => new seatplan.Tenant(JSON.parse('{"__proto__":{},"purchased":{"standard":0,"archived":0},"users":[]}'))).code, "INVALID_INPUT");
});

test("calls from inside a call: a normal answer or BUSY, and the tenant is whole", () => {
  for (const [place, call] of Object.entries(places())) {
    for (const inner of [
      ({ tenant }) => tenant.apply({ action: "purchase", standard: 1 }), ({ tenant }) => tenant.import(new TextEncoder().encode("id\nq\n")), ({ view }) => view.remove(["a"]),
      ({ tenant, view }) => tenant.page(view), ({ tenant }) => tenant.free(), ({ view }) => view.free(), ({ tenant }) => tenant.state(),
    ]) {
      const tenant = new seatplan.Tenant(small());
      const view = tenant.select();
      const seen = [];
      const reenter = () => seen.push(outcome(() => inner({ tenant, view }), `${place}, inside`).code);
      const list = new Proxy(["a"], { get: (of, key) => (reenter(), of[key]) });
      for (const value of [{ get action() { reenter(); return "deactivate"; }, get targets() { reenter(); return list; } }, list, new Proxy({}, { ownKeys: () => (reenter(), []) })]) {
        outcome(() => call({ tenant, view }, value), `${place}, outside`);
      }
      assert.ok(seen.every((code) => code === undefined || ["BUSY", "FREED", "WRONG_TENANT"].includes(code)), `${place}: ${seen}`);
      outcome(() => tenant.state(), place);
      tenant.free();
      view.free();
    }
  }
});

test("a handle freed inside its own call is BUSY, and goes on", () => {
  const tenant = new seatplan.Tenant(small());
  const view = tenant.select();
  let code;
  tenant.validate({ get action() { code = outcome(() => tenant.free()).code; return "deactivate"; }, targets: [] });
  assert.equal(code, "BUSY");
  view.add(new Proxy([], { get: (list, key) => ((code = outcome(() => view.free()).code), list[key]) }));
  assert.equal(code, "BUSY");
  assert.equal(tenant.pools().length, 4);
  assert.equal(view.count, 3);
  tenant.free();
  assert.equal(outcome(() => tenant.pools()).code, "FREED");
});

test("freed handles and strangers: every method says so", () => {
  const { Tenant, RowSelection } = seatplan;
  const tenant = new Tenant(small());
  const view = tenant.select();
  view.free();
  tenant.free();
  for (const [Class, freed, stranger] of [[Tenant, tenant, new Tenant().select()], [RowSelection, view, new Tenant()]]) {
    for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(Class.prototype))) {
      if (name === "constructor" || name.startsWith("__") || name === "free") continue;
      const method = value ?? get;
      assert.equal(outcome(() => method.call(freed), name).code, "FREED", name);
      for (const other of [stranger, {}, null, undefined, 5, "x", Class.prototype, Object.create(Class.prototype), { ...stranger }, new Proxy(freed, {}), { __wbg_ptr: 1_048_576 }]) {
        assert.equal(outcome(() => method.call(other), name).code, "INVALID_INPUT", name);
      }
    }
  }
  assert.equal(outcome(() => new RowSelection()).code, "INVALID_INPUT");
  assert.equal(outcome(() => Tenant()).code, "INVALID_INPUT");
});

test("a selection in a request is not consumed", () => {
  const tenant = new seatplan.Tenant(small());
  const view = tenant.select();
  for (let time = 0; time < 3; time++) {
    tenant.validate({ action: "deactivate", targets: view });
    tenant.preview({ action: "deactivate", targets: view });
    tenant.page(view, { marked: view });
    assert.equal(view.and(view).or(view).minus(view).count, 0);
  }
  assert.equal(view.count, 3);
});

// ------------------------------------------------------------------------------------------- files

test("binary garbage, cut and doubled files: reported, never a trap", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  const { Tenant } = seatplan;
  const files = [
    "id,displayName\r\na,A\r\nb,\"B\nB\"\r\n", '{"value":[{"id":"a","displayName":"A"},{"id":"b"}],"@odata.nextLink":""}', "\ufeffid;mail\na;\"x\"\"y\"\n",
    "#TYPE X\n\"Identity\",\"RecipientTypeDetails\"\n\"a\",\"SharedMailbox\"\n",
  ].map((text) => new TextEncoder().encode(text));
  const tenant = new Tenant(small());
  for (let round = 0; round < 3000; round++) {
    const file = Uint8Array.from(files[random() % files.length]);
    for (let times = random() % 6; times >= 0; times--) file[random() % file.length] = random() % 4 ? "\",;\n\r\t{}[]:\\\0\ufeffn".charCodeAt(random() % 14) : random() % 256;
    const bytes = file.subarray(random() % 3 ? 0 : random() % file.length, random() % 3 ? file.length : random() % file.length);
    outcome(() => Tenant.sniff(bytes), `sniff ${bytes}`);
    outcome(() => tenant.import(bytes, { dryRun: true }), `import ${bytes}`);
  }
  for (const size of [1, 2, 3, 4, 5, 63, 64, 65, 65_535, 65_536, 65_537, 1_000_000]) {
    const noise = Uint8Array.from({ length: size }, () => random() % 256);
    outcome(() => Tenant.sniff(noise), "noise");
    outcome(() => tenant.import(noise, { dryRun: true }), "noise");
  }
});

test("files that nest, repeat and promise too much", () => {
  const { Tenant } = seatplan;
  const texts = {
    "10^6 lists": "[".repeat(1_000_000), "10^6 closed lists": "[".repeat(1_000_000) + "]".repeat(1_000_000), "10^6 objects": '{"value":'.repeat(1_000_000), "a record of 10^6 lists": `[{"id":${"[".repeat(1_000_000)}`,
    "10^6 quotes": '"'.repeat(1_000_001), "one quote": `id\n"${"x".repeat(1_000_000)}`, "10^6 columns": `id${",x".repeat(1_000_000)}\na\n`, "10^6 empty rows": `id\n${"\n".repeat(1_000_000)}`,
    "10^6 equal headers": `${"id,".repeat(10_000)}\n${"a,".repeat(10_000)}\n`, "one cell of 10 MB": `id\n${"x".repeat(10_000_000)}\n`, "numbers": `[{"id":1e999999},{"id":${"9".repeat(100_000)}}]`, "escapes": '[{"id":"\\ud800"},{"id":"\\u0000"}]',
    "a record with 10^5 fields": `[{"id":"a",${Array.from({ length: 100_000 }, (_, i) => `"f${i}":"x"`).join(",")}}]`, "__proto__": '[{"id":"a","__proto__":{"x":1},"constructor":"y"}]', "the same field twice": '[{"id":"a","id":"b"}]',
  };
  for (const [name, text] of Object.entries(texts)) {
    const bytes = new TextEncoder().encode(text);
    const tenant = new Tenant(small());
    outcome(() => Tenant.sniff(bytes), name);
    const state = tenant.state();
    if (outcome(() => tenant.import(bytes), name).code) assert.deepEqual(tenant.state(), state, name);
    tenant.free();
  }
});

test("huge inputs: an answer or TOO_LARGE, and the engine goes on", () => {
  const { Tenant, validateAssignment, filterUsers } = seatplan;
  const tenant = new Tenant(small());
  const view = tenant.select();
  const alive = (name) => assert.equal(JSON.stringify(tenant.pools()).length > 100 && view.count, 3, name);
  const half = "x".repeat(2 ** 29 - 24);
  const shared = deep(60, (inner) => [inner, inner]);
  const record = { id: "a" };
  const huge = {
    "a text of 512 MB": () => tenant.user(half), "512 MB of wide characters": () => tenant.parseFilter("\u20ac".repeat(2 ** 28)), "a name of 64 MB": () => tenant.apply({ ["x".repeat(2 ** 26)]: 1 }), "many large texts": () => tenant.select({ column: "mail", op: "in", value: Array(16).fill(half) }),
    "a sparse list of 24 million": () => validateAssignment({ ...small(), users: new Array(24_000_000) }, request(), at), "a sparse list of 2^32": () => filterUsers(new Array(2 ** 32 - 1), "", at), "two million targets": () => tenant.validate({ action: "deactivate", targets: new Array(2_000_000).fill("a") }), "the same lists 2^60 times": () => tenant.select({ and: shared }), "records without end": () => new Tenant({ ...small(), users: new Array(2_000_000).fill(record) }),
    "commands without end": () => tenant.apply(new Array(500_000).fill({ action: "purchase" })), "columns without end": () => tenant.page(view, { columns: new Array(500_000).fill("mail") }), "sorts without end": () => tenant.page(view, { sort: new Array(200_000).fill({ column: "mail" }) }),
    "a filter of a million parts": () => tenant.select({ or: new Array(1_000_000).fill({ search: "x" }) }), "a filter text of 10^6 words": () => tenant.select("x ".repeat(1_000_000)), "10^6 parentheses": () => tenant.select("(".repeat(1_000_000)), "10^6 negations": () => tenant.select("-".repeat(1_000_000)),
    "10^6 NOT": () => tenant.parseFilter("NOT ".repeat(1_000_000)), "1 GiB and a byte": () => tenant.import(new Uint8Array(2 ** 30 + 1)), "1 GiB": () => Tenant.sniff(new Uint8Array(2 ** 30)),
  };
  for (const [name, call] of Object.entries(huge)) {
    const state = tenant.state();
    const started = Date.now();
    const { code } = outcome(call, name);
    console.log(`${name}: ${code ?? "an answer"}, ${Date.now() - started} ms`);
    if (code) assert.deepEqual(tenant.state(), state, name);
    alive(name);
  }
});
