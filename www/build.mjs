// Builds the page into dist/: types are checked by tsc, everything else is esbuild's work.
// `node build.mjs --watch` builds again at every change, without the type check.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { minify } from "terser";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here("dist");
const watch = process.argv.includes("--watch");

if (!watch) {
  const check = spawnSync(process.execPath, [here("node_modules/typescript/bin/tsc"), "-p", here("tsconfig.json")], { stdio: "inherit" });
  if (check.status !== 0) process.exit(1);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

// The page imports the package by its name, as a customer does. It is not in package.json: `npm ci`
// would have to find it built, and a link would be followed out of the folder. So the name is
// pointed at the built package here, and in tsconfig.json for the types.
const options = {
  outdir: dist,
  alias: { seatplan: here("../pkg/index.web.js"), "view/jsx-runtime": here("src/view/jsx-runtime.ts") },
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "view",
  chunkNames: "[name]-[hash]",
  minify: !watch,
  sourcemap: watch,
  legalComments: "none",
  logLevel: "warning",
};

// Page and engine share next to nothing: built apart, each has only its own half of it.
const parts = [{ app: here("src/main.tsx"), style: here("src/css/index.css") }, { engine: here("src/engine/worker.ts") }];
for (const entryPoints of parts) {
  if (watch) await (await context({ ...options, entryPoints })).watch();
  else await build({ ...options, entryPoints });
}

// A second look at the scripts makes them 3 % smaller; the page's, which is mostly functions, 1 % more where these stand together.
if (!watch) {
  for (const name of ["app.js", "engine.js"]) {
    const compress = { passes: 3, unsafe_arrows: true, hoist_funs: name === "app.js" };
    const { code } = await minify(await readFile(`${dist}/${name}`, "utf8"), { module: true, ecma: 2020, compress });
    await writeFile(`${dist}/${name}`, code);
  }
}

// The engine looks for its wasm beside the file it is in.
await cp(here("../pkg/seatplan.wasm"), `${dist}/seatplan.wasm`);
for (const file of ["index.html", "icon.svg"]) await cp(here(file), `${dist}/${file}`);
await cp(here("text"), `${dist}/text`, { recursive: true });
await cp(here("sample"), `${dist}/sample`, { recursive: true, filter: (path) => !path.endsWith(".mjs") });

// The service worker keeps every file there is, under a name that changes with any of them.
const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const paths = files.map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`).sort();
const hash = createHash("sha256");
for (const path of paths) hash.update(await readFile(path));
const names = paths.map((path) => path.slice(dist.length + 1)).filter((name) => name !== "index.html");
await build({
  entryPoints: { offline: here("src/offline.ts") },
  outdir: dist,
  bundle: true,
  format: "iife",
  target: "es2022",
  minify: !watch,
  define: { FILES: JSON.stringify(["./", ...names]), VERSION: JSON.stringify(`seatplan ${hash.digest("hex").slice(0, 8)}`) },
});
