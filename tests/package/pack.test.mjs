// What is in the tarball, and what the tools for package authors say of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { installed, packed, project, root, run, tarball, tools } from "./project.mjs";

const at = project("pack");
const manifest = JSON.parse(readFileSync(installed(at, "package.json"), "utf8"));

test("the tarball holds these files and no others", () => {
  assert.deepEqual(packed.files.map((file) => file.path).sort(), [
    "CHANGELOG.md", "LICENSE", "README.md", "entry.js", "glue.js", "index.d.ts", "index.node.js", "index.web.js",
    "package.json", "seatplan.wasm",
  ]);
  for (const { path, size } of packed.files) assert.ok(size > 0, `${path} is empty`);
});

test("no dependencies and no scripts", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
});

test("license, changelog and version are there and agree", async () => {
  assert.equal(manifest.license, "MIT");
  assert.match(readFileSync(installed(at, "LICENSE"), "utf8"), /MIT License/);
  assert.match(readFileSync(installed(at, "CHANGELOG.md"), "utf8"), new RegExp(`^## .*${manifest.version.replaceAll(".", "\\.")}`, "m"));
  const said = run(process.execPath, ["--input-type=module", "-e", 'import { version } from "seatplan"; console.log(version)'], { cwd: at });
  assert.equal(said.trim(), manifest.version);
});

test("the size is within the budget", () => {
  const budget = JSON.parse(readFileSync(join(root, "pkg-config/size-budget.json"), "utf8"));
  const gzipped = (...files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(installed(at, file)), { level: 9 }).length, 0);
  const sizes = { "seatplan.wasm": gzipped("seatplan.wasm"), javascript: gzipped("glue.js", "entry.js", "index.web.js") };
  for (const [what, size] of Object.entries(sizes)) {
    console.log(`${what}: ${size} of ${budget[what]} bytes gzipped`);
    assert.ok(size <= budget[what], `${what} is ${size} bytes gzipped, the budget is ${budget[what]}`);
  }
});

test("publint has nothing to say", () => {
  assert.match(run(join(tools, ".bin/publint"), ["--strict", tarball]), /All good!/);
});

test("the types resolve as the code does (attw)", () => {
  const given = [tarball, "--profile", "esm-only", "--exclude-entrypoints", "seatplan.wasm", "--format", "ascii", "--no-color"];
  const said = run(join(tools, ".bin/attw"), given);
  assert.match(said, /^node16 \(from ESM\): 🟢/m);
  assert.match(said, /^bundler: 🟢/m);
});

test("the engine can be reached by its own name", () => {
  const resolve = 'console.log(import.meta.resolve("seatplan/seatplan.wasm"))';
  assert.match(execFileSync(process.execPath, ["--input-type=module", "-e", resolve], { cwd: at, encoding: "utf8" }), /seatplan\.wasm$/m);
});
