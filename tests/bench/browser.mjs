// The same questions in headless Chromium, each peer in a browser of its own; and the page itself, from opening to its first row.
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { here, modules, out } from "./setup.mjs";

const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
  ],
};
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml" };
// Isolated from other sites, a page has a clock of 5 instead of 100 microseconds.
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Resource-Policy": "same-origin" };

/** Serves what `find` finds for a path, on a port of localhost. */
async function serve(find) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = find(path === "/" ? "/index.html" : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Length": statSync(file).size, ...ISOLATED });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

/** Chromium, ready to be asked as `ask(peer, phase)`. */
export async function open(given) {
  const bundle = join(out, "page");
  rmSync(bundle, { recursive: true, force: true });
  await build({
    entryPoints: [here("page.mjs")], bundle: true, splitting: true, format: "esm", outdir: bundle, conditions: ["browser"], logLevel: "error",
  });
  writeFileSync(join(bundle, "index.html"), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
  const files = {
    "/check.csv": given.check.csv,
    "/check.json": given.check.workload,
    "/time.csv": given.time.csv,
    "/time.json": given.time.workload,
    "/seatplan.wasm": modules("seatplan/seatplan.wasm"),
    "/sql-wasm-browser.wasm": modules("sql.js/dist/sql-wasm-browser.wasm"),
    "/duckdb-eh.wasm": modules("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"),
    "/duckdb-browser-eh.worker.js": modules("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"),
  };
  const server = await serve((path) => files[path] ?? join(bundle, path));
  let version = "";
  return {
    version: () => version,
    async ask(peer, phase) {
      const browser = await chromium.launch(CHROMIUM);
      version = browser.version();
      try {
        const page = await browser.newPage();
        const failed = new Promise((_, reject) => page.on("crash", () => reject(new Error("the tab crashed"))));
        await page.goto(server.address);
        await page.waitForFunction(() => window.bench);
        return await Promise.race([page.evaluate(([peer, phase]) => window.bench(peer, phase), [peer, phase]), failed]);
      } finally {
        await browser.close();
      }
    },
    close: server.close,
  };
}

/** Milliseconds from opening the built page, which keeps a tenant, to the first row of it; several times. Null without a built page. */
export async function firstRow(csv, times = 5) {
  const dist = here("../../www/dist");
  if (!existsSync(join(dist, "index.html"))) return null;
  const server = await serve((path) => join(dist, path));
  const profile = mkdtempSync(join(tmpdir(), "seatplan-bench-"));
  const context = await chromium.launchPersistentContext(profile, { ...CHROMIUM, locale: "en-GB" });
  try {
    await context.addInitScript(() => {
      const look = () => {
        if (document.querySelector(".grid-body .name")) window.firstRow ??= performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(server.address);
    await page.locator("input[type=file]").setInputFiles(csv);
    await page.getByRole("button", { name: /^Import [\d,]+ rows/ }).click();
    await page.locator(".grid-body .name").first().waitFor();
    await page.locator(".kept.saved").waitFor();
    const found = [];
    for (let time = 0; time < times; time += 1) {
      await page.goto("about:blank");
      await page.goto(server.address);
      await page.waitForFunction(() => window.firstRow);
      found.push([await page.evaluate(() => window.firstRow), null]);
    }
    return found;
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
