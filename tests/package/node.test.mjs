// The installed tarball in Node: by import and by require, and everything the readme shows of Node.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { installed, load, project, readme, run, write } from "./project.mjs";

const at = project("node");
const { code, prints, shell, unnamed } = readme(at);
const node = (...given) => run(process.execPath, given, { cwd: at });

test("every code block of the readme has a name, so that a test runs it", () => {
  assert.deepEqual(unnamed, []);
  assert.deepEqual(shell, ["npm install seatplan"]);
  assert.deepEqual(Object.keys(code).sort(), [
    // by this file
    "start.mjs", "tenant.mjs",
    // by browser.test.mjs
    "index.html", "vite.config.js", "esbuild.js", "engine.js", "main.js", "page.js",
    // by types.test.mjs
    "plan.ts",
  ].sort());
});

for (const name of ["start.mjs", "tenant.mjs"]) {
  test(`${name} of the readme prints what the readme says`, () => {
    write(at, { [name]: code[name] });
    assert.equal(node(name), prints[name]);
  });
}

test("require works", () => {
  const script = `const { default: init, rules } = require("seatplan"); init().then(() => console.log(rules().length > 20));`;
  write(at, { "by-require.cjs": script });
  assert.equal(node("--no-warnings", "by-require.cjs"), "true\n");
});

test("nothing happens at import, and everything but `version` waits for `init`", async () => {
  const seatplan = await load(at);
  const waits = (call) => assert.throws(call, (error) => error instanceof seatplan.LicensingError && error.code === "NOT_INITIALISED");
  for (const name of ["validateAssignment", "insufficientLicenses", "filterUsers", "previewRetention", "rules"]) waits(() => seatplan[name]());
  waits(() => new seatplan.Tenant());
  waits(() => seatplan.Tenant.sniff(new Uint8Array()));
});

test("an engine that cannot be loaded is an error, and `init` can be called again", async () => {
  const { default: init, LicensingError, rules } = await load(at);
  const sources = [
    "file:///nowhere/seatplan.wasm", new URL("file:///nowhere.wasm"), 5, Symbol("no"), {}, new Uint8Array(), new Uint8Array(100), () => {},
  ];
  const failed = (error) => error instanceof LicensingError && error.code === "NOT_INITIALISED" && "cause" in error;
  for (const module_or_path of sources) await assert.rejects(init({ module_or_path }), failed, String(module_or_path));
  await assert.rejects(init({ module_or_path: Promise.reject(new Error("no")) }), failed);
  await assert.rejects(init({ get module_or_path() { throw new Error("no"); } }), LicensingError);
  await Promise.all([init(), init(), init(null)]);
  await init(5);
  assert.ok(rules().length > 20);
});

test("`init` takes bytes, a module, a file URL and a Response", () => {
  const file = installed(at, "seatplan.wasm");
  assert.ok(readFileSync(file).length > 0);
  const url = JSON.stringify(pathToFileURL(file));
  const bytes = `readFileSync(new URL(${url}))`;
  for (const source of [bytes, `${bytes}.buffer.slice(0)`, `new WebAssembly.Module(${bytes})`, url, `new URL(${url})`, `Promise.resolve(${bytes})`,
    `new Response(${bytes}, { headers: { "content-type": "application/wasm" } })`]) {
    const whole = source.includes(".buffer") ? `((b) => b.buffer.slice(b.byteOffset, b.byteOffset + b.length))(${bytes})` : source;
    const script = `import { readFileSync } from "node:fs"; import init, { rules } from "seatplan";
      await init({ module_or_path: ${whole} }); console.log(rules().length > 20);`;
    assert.equal(node("--no-warnings", "--input-type=module", "-e", script), "true\n", source);
  }
});

test("without SIMD `init` says that the runtime is not supported", () => {
  const script = `import init from "seatplan"; WebAssembly.validate = () => false;
    console.log(await init().catch((error) => error.code));`;
  assert.equal(node("--input-type=module", "-e", script), "UNSUPPORTED\n");
});

test("a foreign module is never taken for the engine", () => {
  const script = `import init, { rules } from "seatplan"; const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    for (const module_or_path of [empty, empty, undefined]) console.log(await init({ module_or_path }).catch((error) => error.code));`;
  assert.equal(node("--input-type=module", "-e", script), "NOT_INITIALISED\n".repeat(3));
});

test("errors are errors: `instanceof`, `name`, `code`, `details`, and none of another kind", async () => {
  const { default: init, LicensingError, Tenant, validateAssignment } = await load(at);
  await init();
  const error = (() => { try { validateAssignment({}, {}); } catch (error) { return error; } })();
  assert.ok(error instanceof Error && error instanceof LicensingError);
  assert.equal(error.name, "LicensingError");
  assert.equal(error.code, "INVALID_INPUT");
  assert.deepEqual(error.details.map((problem) => problem.path), ["purchased", "users", "request.action", "request.targets"]);
  assert.ok(!(new TypeError("no") instanceof LicensingError) && !(undefined instanceof LicensingError));
  const own = new LicensingError("BUSY", "mine", [1]);
  assert.deepEqual([own instanceof LicensingError, own.code, own.message, own.details], [true, "BUSY", "mine", [1]]);
  class Narrow extends LicensingError {}
  assert.ok(!(error instanceof Narrow) && new Narrow("BUSY", "") instanceof Narrow);
  class Named extends Tenant {
    double() {
      return this.pools().length * 2;
    }
  }
  const named = new Named();
  assert.ok(named instanceof Tenant && named.constructor === Named && named.double() === 8);
});

test("handles end: `free`, twice, and `Symbol.dispose`", async () => {
  const { default: init, Tenant } = await load(at);
  await init();
  const tenant = new Tenant({ purchased: { standard: 0, archived: 0 }, users: [{ id: "a" }] });
  const view = tenant.select();
  tenant.free();
  tenant.free();
  assert.throws(() => tenant.pools(), { code: "FREED" });
  assert.equal(view.count, 1);
  assert.deepEqual(view.ids(), ["a"]);
  view[Symbol.dispose]();
  view[Symbol.dispose]();
  assert.throws(() => view.count, { code: "FREED" });
});
