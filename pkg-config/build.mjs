// Builds the npm package into `pkg/`: `node pkg-config/build.mjs`, after `make tools`.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../", import.meta.url));
const at = (path) => root + path;
const run = (command, ...given) => execFileSync(command, given, { cwd: root, stdio: "inherit" });

// What the page loads is gzipped: code kept once compresses better than code put where it is used, and so does code whose
// neighbours come from the same place. The engine's stack lies at the bottom of its memory, so no data is there.
const FOR_GZIP = ["-aimfs=1", "-fimfs=0", "-ocimfs=0", "--low-memory-unused", "--reorder-functions-by-name", "--strip-producers", "--strip-target-features"];

// Blocks and jumps are made anew between two rounds: 1 kB less than rounds alone.
const SMALL = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Os", "--converge"];

const [, version] = /^version = "(.+)"$/m.exec(readFileSync(at("Cargo.toml"), "utf8"));

// Everything is made in a folder of its own first, so that a build that fails leaves `pkg/` as it was.
const out = at("target/pkg/");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
run("cargo", "build", "--release", "--locked", "--target", "wasm32-unknown-unknown");
run(at("target/tools/debug/bindgen"), "target/wasm32-unknown-unknown/release/seatplan.wasm", out);
run(at("pkg-config/build/node_modules/.bin/wasm-opt"), ...SMALL, ...FOR_GZIP, out + "glue_bg.wasm", "-o", out + "seatplan.wasm");
rmSync(out + "glue_bg.wasm");

for (const name of ["package.json", "entry.js"]) {
  writeFileSync(out + name, readFileSync(at("pkg-config/" + name), "utf8").replace('"VERSION"', JSON.stringify(version)));
}
for (const name of ["index.web.js", "index.node.js", "index.d.ts", "README.md"]) copyFileSync(at("pkg-config/" + name), out + name);
for (const name of ["LICENSE", "CHANGELOG.md"]) copyFileSync(at(name), out + name);

rmSync(at("pkg"), { recursive: true, force: true });
renameSync(out, at("pkg"));
const bytes = readFileSync(at("pkg/seatplan.wasm"));
console.log(`pkg/ is seatplan ${version}: the engine is ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
