// The installed tarball in Chromium: bundled by Vite 8, Vite 7, webpack and esbuild, served by Vite's development server, and as
// plain files. What runs is what the readme shows.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { copyFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { installed, project, readme, tools, write } from "./project.mjs";
import { build as esbuild } from "../node_modules/esbuild/lib/main.js";
import { chromium } from "../node_modules/playwright-core/index.mjs";
import * as vite7 from "../node_modules/vite7/dist/node/index.js";
import * as vite8 from "../node_modules/vite/dist/node/index.js";
import webpack from "../node_modules/webpack/lib/index.js";

const at = project("browser");
const { code } = readme(at);

const html = (script) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${script}</body>`;
const start = `import init, { validateAssignment } from "seatplan";
await init();
await init();
const state = { purchased: { standard: 1, archived: 0 }, users: [{ id: "a" }, { id: "b" }] };
document.body.append(validateAssignment(state, { action: "activateStandard", targets: ["a", "b"] }).errors[0].message);
`;
const said = "not enough standard licenses for users: 2 needed, 1 available, 1 short; select fewer, purchase more, or deactivate licenses of others";

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
});
after(() => browser?.close());

/** Opens a page, and waits until it says what it should; anything on the console or not found fails. */
async function opens(url, expected) {
  const page = await browser.newPage();
  const noise = [];
  page.on("console", (message) => message.type() !== "debug" && noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("response", (response) => response.status() >= 400 && noise.push(`${response.status()} ${response.url()}`));
  try {
    await page.goto(url);
    await page.waitForFunction((text) => document.body.innerText.trim() === text, expected, { timeout: 20_000 }).catch(async () => {
      assert.fail(`the page says ${JSON.stringify(await page.evaluate(() => document.body.innerText))}; ${noise.join("; ")}`);
    });
    assert.deepEqual(noise.filter((line) => !line.includes("[vite]")), []);
  } finally {
    await page.close();
  }
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

/** Serves a folder as any static server does. */
async function served(folder, use, headers = {}) {
  const server = createServer((request, response) => {
    let file = join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (file.endsWith("favicon.ico")) return response.writeHead(204).end();
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", ...headers }).end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

test("plain files, under a strict policy", async () => {
  write(at, { "plain/index.html": code["index.html"].replaceAll("./node_modules", "../node_modules") });
  await served(at, (url) => opens(`${url}plain/`, "1 license short"));
  // The same by a script of its own, with nothing inline.
  write(at, {
    "strict/index.html": html('<script type="module" src="./start.js"></script>'),
    "strict/start.js": start.replace('"seatplan"', '"../node_modules/seatplan/index.web.js"'),
  });
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";
  await served(at, (url) => opens(`${url}strict/`, said), { "content-security-policy": policy });
});

for (const [name, vite] of Object.entries({ "Vite 8": vite8, "Vite 7": vite7 })) {
  const folder = join(at, name.replace(" ", "-"));
  const quiet = { root: folder, logLevel: "error", clearScreen: false, configFile: false };
  const files = { "index.html": html('<script type="module" src="/start.js"></script>'), "start.js": start };

  test(`built by ${name}`, async () => {
    assert.match(vite.version, new RegExp(`^${name.at(-1)}\\.`));
    write(folder, files);
    await vite.build(quiet);
    await served(join(folder, "dist"), (url) => opens(url, said));
  });

  test(`the development server of ${name}`, async () => {
    write(folder, { ...files, "vite.config.mjs": code["vite.config.js"] });
    // Vite 8 needs no configuration; for Vite 7 the readme has one line.
    const config = name === "Vite 7" ? { configFile: join(folder, "vite.config.mjs") } : {};
    const server = await vite.createServer({ ...quiet, ...config, server: { port: 0, host: "127.0.0.1", fs: { allow: [at] } } });
    try {
      await server.listen();
      const { port } = server.httpServer.address();
      await opens(`http://127.0.0.1:${port}/`, said);
    } finally {
      await server.close();
    }
  });

  test(`the readme's Worker, built by ${name}`, async () => {
    const worker = `${folder}-worker`;
    const page = { "index.html": html('<script type="module" src="/page.js"></script>') };
    for (const file of ["engine.js", "main.js", "page.js"]) page[file] = code[file];
    write(worker, page);
    await vite.build({ ...quiet, root: worker, worker: { format: "es" }, build: { target: "es2022" } });
    await served(join(worker, "dist"), (url) => opens(url, "2 without a license, INSUFFICIENT_LICENSES"));
  });
}

test("the readme's Worker is of 30 lines", () => {
  const lines = ["engine.js", "main.js"].flatMap((name) => code[name].trim().split("\n"));
  assert.ok(lines.length <= 30, String(lines.length));
});

test("built by webpack", async () => {
  const folder = join(at, "webpack");
  write(folder, { "index.html": html('<script src="./main.js"></script>'), "start.js": start });
  const stats = await new Promise((resolve, reject) => {
    webpack({ mode: "production", context: folder, entry: "./start.js", output: { path: folder } }, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
  assert.ok(!stats.hasErrors(), stats.toString());
  await served(folder, (url) => opens(url, said));
});

test("built by esbuild, with the engine copied beside the page", async () => {
  const folder = join(at, "esbuild");
  write(folder, { "index.html": html('<script type="module" src="./out.js"></script>'), "start.js": code["esbuild.js"] });
  await esbuild({ absWorkingDir: folder, entryPoints: ["start.js"], bundle: true, format: "esm", outfile: "out.js", logLevel: "error" });
  copyFileSync(installed(at, "seatplan.wasm"), join(folder, "seatplan.wasm"));
  const { version } = JSON.parse(readFileSync(installed(at, "package.json"), "utf8"));
  await served(folder, (url) => opens(url, `seatplan ${version}`));
});

test("a server without the file is told of, and nothing else breaks", async () => {
  const folder = join(at, "missing");
  write(folder, { "index.html": html('<script type="module" src="./out.js"></script>'), "start.js": 'import init from "seatplan"; document.body.append(await init().catch((error) => error.code));' });
  await esbuild({ absWorkingDir: folder, entryPoints: ["start.js"], bundle: true, format: "esm", outfile: "out.js", logLevel: "error" });
  const page = await browser.newPage();
  await served(folder, async (url) => {
    await page.goto(url);
    await page.waitForFunction(() => document.body.innerText.trim() === "NOT_INITIALISED", undefined, { timeout: 20_000 });
  });
  await page.close();
});
