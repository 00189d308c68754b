// The types of the installed tarball: they compile under every setting, refuse misuse, and fit what the code does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { answers } from "./answers.mjs";
import { installed, load, project, readme, root, run, tools, write } from "./project.mjs";

const at = project("types");
let seatplan;
before(async () => {
  seatplan = await load(at);
  await seatplan.default();
});

const settings = {
  strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [],
  target: "es2022", lib: ["es2022"],
};
const kinds = {
  "NodeNext": { module: "nodenext", moduleResolution: "nodenext" },
  "a bundler": { module: "esnext", moduleResolution: "bundler" },
  "a bundler for browsers": { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"] },
};

/** Compiles files, alone in the project; what the compiler has to say is the error. */
function compile(files, kind, more = {}) {
  write(at, files);
  write(at, { "tsconfig.json": JSON.stringify({ compilerOptions: { ...settings, ...kinds[kind], ...more }, files: Object.keys(files) }) });
  run(join(tools, ".bin/tsc"), ["-p", "."], { cwd: at });
}

for (const kind of Object.keys(kinds)) {
  test(`every type in use compiles, and misuse does not: ${kind}`, () => {
    const usage = readFileSync(join(root, "tests/package/types/usage.ts"), "utf8");
    const dom = `import init from "seatplan";
      await init({ module_or_path: new URL("https://example.com/seatplan.wasm") });
      await init({ module_or_path: fetch("seatplan.wasm") });
      await init({ module_or_path: WebAssembly.compile(new Uint8Array()) });`;
    compile({ "usage.ts": usage, ...(kind.endsWith("browsers") && { "dom.ts": dom }) }, kind);
  });
}

test("the readme's TypeScript compiles", () => {
  compile({ "plan.ts": readme(at).code["plan.ts"] }, "NodeNext");
});

test("every example of the documentation compiles, and every function and method has one", () => {
  const types = readFileSync(installed(at, "index.d.ts"), "utf8");
  const given = `import init, * as seatplan from "seatplan";
import { ${Object.keys(seatplan).filter((name) => name !== "default").join(", ")} } from "seatplan";
import type { Filter, LicenseRequest, Prices, TenantState, UserRecord } from "seatplan";
declare const tenant: Tenant, state: TenantState, view: RowSelection, chosen: RowSelection, bytes: Uint8Array;
declare const console: { log(...what: unknown[]): void };
`;
  const files = {};
  for (const [index, [, body]] of [...types.matchAll(/ \* ```ts\n(.*?) \* ```/gs)].entries()) {
    const code = body.split("\n").map((line) => line.replace(/^\s*\* ?/, "")).join("\n");
    files[`example-${index}.ts`] = `${given}{\n${code}\n}\nexport {};\nvoid [init, seatplan];\n`;
  }
  assert.ok(Object.keys(files).length > 40);
  compile(files, "a bundler for browsers");
  // A comment, and the function or method it is of; an error is rebuilt, not made.
  const missing = [...types.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n *((?:export (?:default )?function|(?:static )?\w+\().*)/g)]
    .filter(([, comment, item]) => !comment.includes("@example") && !item.startsWith("constructor(code"));
  assert.deepEqual(missing.map(([, , item]) => item), []);
});

test("every exported item, field and method has its documentation", () => {
  const lines = readFileSync(installed(at, "index.d.ts"), "utf8").split("\n");
  const bare = lines.filter((line, index) =>
    /^(export |  [\w[\]. ]+[?]?[:(]|  (static|readonly|private) )/.test(line) && !/^  (private constructor)/.test(line)
      && !/^\s*\*\/|\/\*\*.*\*\/$/.test(lines[index - 1]) && !/^\s*\*/.test(line));
  assert.deepEqual(bare, []);
});

test("what the code exports, and what its classes have, is what the types say", () => {
  const keys = (names) => `{ ${names.map((name) => `${typeof name === "symbol" ? "[Symbol.dispose]" : JSON.stringify(name)}: true`).join(", ")} }`;
  // What begins with two underscores belongs to the glue.
  const own = (on, ...not) => Reflect.ownKeys(on).filter((name) => !String(name).startsWith("__") && !not.includes(name));
  const { Importer, Tenant, RowSelection, LicensingError, rules } = seatplan;
  const error = new LicensingError("BUSY", "");
  const drift = `import * as seatplan from "seatplan";
import type { RuleSlug } from "seatplan";
${keys(Object.keys(seatplan))} satisfies Record<keyof typeof seatplan, true>;
${keys(own(Tenant.prototype, "constructor"))} satisfies Record<keyof seatplan.Tenant, true>;
${keys(own(RowSelection.prototype, "constructor"))} satisfies Record<keyof seatplan.RowSelection, true>;
${keys(own(Importer.prototype, "constructor"))} satisfies Record<keyof seatplan.Importer, true>;
${keys(own(Tenant, "length", "name"))} satisfies Record<keyof typeof seatplan.Tenant, true>;
${keys(own(RowSelection, "length", "name"))} satisfies Record<keyof typeof seatplan.RowSelection, true>;
${keys([...Object.keys(error), "message"])} satisfies Record<Exclude<keyof seatplan.LicensingError, "stack" | "cause">, true>;
${keys(rules().map((rule) => rule.slug))} satisfies Record<RuleSlug, true>;
`.replaceAll(/^\{/gm, ";({").replaceAll(/\} satisfies/g, "}) satisfies");
  compile({ "drift.ts": drift }, "NodeNext");
});

test("real answers have exactly the fields and words of their types", () => {
  const found = answers(seatplan);
  // Bytes have no literal of their own; everything else is one in JSON.
  const bytes = (text) => text.replaceAll(/"bytes of (\d+)"/g, "new Uint8Array($1)");
  const literal = (answer) =>
    bytes(JSON.stringify(answer, (_, value) => (value instanceof Uint8Array ? `bytes of ${value.length}` : value)));
  const once = [...new Set(found.map(([type, answer]) => `(${literal(answer)}) satisfies ${type};`))];
  const names = [...new Set(found.flatMap(([type]) => type.match(/[A-Z]\w+/g)))];
  compile({ "answers.ts": `import type { ${names.join(", ")} } from "seatplan";\n;${once.join("\n;")}\n` }, "NodeNext");
});

test("the answers checked hold every status, outcome and remedy", () => {
  const text = JSON.stringify(answers(seatplan));
  const words = [
    "protected", "paused", "archived", "grace", "purged", "unprotected",
    "backupsStart", "backupsResume", "backupsContinue", "retained", "retainedUntil", "lost", "nothingToRetain", "unchanged", "agedOut", "refused",
    "selectFewer", "purchase", "deactivate", "archive", "ROW_REFUSED", "CONFLICT", "PURGED", "RETENTION_SHORTENED", "TERM_OVER", "TERM_NOT_STARTED",
    "INSUFFICIENT_LICENSES", "UNKNOWN_HOLDER", "NOT_LICENSABLE", "ACCOUNT_EXPIRED", "EMPTY_FILTER", "GUEST", "NOTHING_TO_RETAIN", "BACKUPS_STOP",
    "NO_BACKUPS_USER_DELETED", "DATA_WILL_BE_PURGED", "ARCHIVED_DEACTIVATION",
  ];
  assert.deepEqual(words.filter((word) => !text.includes(`"${word}"`)), []);
  for (const field of ["path", "line", "span", "drift"]) assert.ok(text.includes(`"${field}":`), field);
});
