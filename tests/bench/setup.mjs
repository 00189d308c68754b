// What a run needs: the package as a customer installs it, the tenant, and the questions.
import { execFileSync, fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { workload } from "./workload.mjs";

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const out = here("../../target/bench");
export const modules = (path) => here(`node_modules/${path}`);

const run = (command, given, cwd) => execFileSync(command, given, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** Packs the package, installs the tarball in an empty project, and lets `import "seatplan"` find that. */
export function install() {
  const customer = join(out, "customer");
  rmSync(customer, { recursive: true, force: true });
  mkdirSync(customer, { recursive: true });
  const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", customer], here("../../pkg")));
  writeFileSync(join(customer, "package.json"), JSON.stringify({ name: "customer", private: true }));
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", join(customer, filename)], customer);
  rmSync(modules("seatplan"), { recursive: true, force: true });
  symlinkSync(join(customer, "node_modules/seatplan"), modules("seatplan"));
}

/** A tenant of so many rows, made once. */
export function tenant(rows) {
  const csv = join(out, `users-${rows}.csv`);
  if (!existsSync(csv)) {
    run("node", [here("generate.mjs"), String(rows), `${csv}.part`]);
    renameSync(`${csv}.part`, csv);
  }
  return csv;
}

export async function questions(rows) {
  const file = join(out, `workload-${rows}.json`);
  writeFileSync(file, JSON.stringify(await workload(rows)));
  return file;
}

/** A tenant and the questions on it. */
export const prepare = async (rows) => ({ csv: tenant(rows), workload: await questions(rows) });

/** One peer in a process of its own, asked about a tenant. */
export const inNode = (peer, phase, { csv, workload }) =>
  new Promise((resolve, reject) => {
    const child = fork(here("child.mjs"), [peer, phase, csv, workload], {
      execArgv: ["--expose-gc", "--max-old-space-size=12000"], serialization: "advanced", stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let noise = "";
    child.stderr.on("data", (text) => (noise = `${noise}${text}`.slice(-2000)));
    child.once("message", resolve);
    child.once("exit", (code, signal) => reject(new Error(/^.*Error.*$/m.exec(noise)?.[0] ?? `ended with ${signal ?? code}`)));
  });

export const commit = () => run("git", ["rev-parse", "--short", "HEAD"], here(".")).trim();
export const versionOf = (name) => JSON.parse(readFileSync(modules(`${name}/package.json`), "utf8")).version;
