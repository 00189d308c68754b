// An empty project with the packed tarball in it, as a customer has one; made once for a test file.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const tools = join(root, "tests/node_modules");

/** Runs a program; what it prints is the answer, and its errors are in the message when it fails. */
export function run(command, given, options = {}) {
  try {
    return execFileSync(command, given, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26, ...options });
  } catch (error) {
    throw new Error(`${command} ${given.join(" ")}\n${error.stdout ?? ""}${error.stderr ?? ""}`, { cause: error });
  }
}

export const folder = mkdtempSync(join(tmpdir(), "seatplan-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm pack` says of the tarball: its name and files. */
export const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(root, "pkg") }));
export const tarball = join(folder, packed.filename);

/** A project of its own, with the tarball installed. The registry is out of reach: there is nothing to fetch. */
export function project(name, files = {}) {
  const at = join(folder, name);
  write(at, { "package.json": JSON.stringify({ name, private: true, type: "module" }), ...files });
  const offline = ["--offline", "--cache", join(folder, "cache")];
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...offline, tarball], { cwd: at });
  return at;
}

export function write(at, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), text);
  }
}

/** Where the package is in a project. */
export const installed = (at, file = "") => join(at, "node_modules/seatplan", file);

/** The package of a project, loaded into this process. */
export const load = (at) => import(pathToFileURL(installed(at, "index.node.js")));

/** The named code blocks of the readme: text by name, and the printed text each promises. */
export function readme(at) {
  const blocks = { code: {}, prints: {}, shell: [], unnamed: [] };
  for (const [, language, name, text] of readFileSync(installed(at, "README.md"), "utf8").matchAll(/^```(\w*) ?(\S*)\n(.*?)^```$/gms)) {
    if (language === "sh") blocks.shell.push(text.trim());
    else if (!name) blocks.unnamed.push(text);
    else if (language === "text") blocks.prints[name] = text;
    else blocks.code[name] = text;
  }
  return blocks;
}
