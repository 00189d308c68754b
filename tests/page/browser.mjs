// A browser with the page in it, and an eye on everything that must not happen.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const axe = readFileSync(here("../node_modules/axe-core/axe.min.js"), "utf8");
const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run",
];

/** Serves the built page on a free port, as `make start` does. */
export async function serve() {
  const child = spawn(process.execPath, [here("../../www/serve.mjs")], { env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the server ended")));
    child.stdout.on("data", (text) => {
      const found = /http:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  return { address, close: () => child.kill() };
}

/** A browser with a profile on disk: what is kept is really kept. */
export async function browse(address, { profile, options = {}, args = [] } = {}) {
  assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is missing: the tests of the page need it`);
  const directory = profile ?? mkdtempSync(join(tmpdir(), "seatplan-page-"));
  const context = await chromium.launchPersistentContext(directory, {
    executablePath: CHROMIUM, headless: true, args: [...ARGUMENTS, ...args], viewport: { width: 1280, height: 860 }, locale: "en-GB", reducedMotion: "reduce", ...options,
  });
  context.setDefaultTimeout(10_000);
  const wrong = [];
  await context.exposeBinding("seatplanViolation", (_, text) => wrong.push(text));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => window.seatplanViolation(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const watch = (page) => {
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => wrong.push(`error: ${error.stack}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !url.startsWith(`blob:${address}`) && !url.startsWith("data:")) wrong.push(`request: ${url}`);
    });
  };
  context.pages().forEach(watch);
  context.on("page", watch);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  return {
    page,
    context,
    directory,
    /** Nothing forbidden has happened. */
    clean: () => assert.deepEqual(wrong, []),
    wrong,
    async close({ keep = false } = {}) {
      await context.close();
      if (!keep) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Serves the page to the tests of a file. */
export function stage() {
  let server;
  before(async () => (server = await serve()));
  after(() => server.close());
  /** A test in a browser of its own, in which nothing forbidden may happen. */
  return (name, body, options) =>
    test(name, { timeout: 240_000 }, async () => {
      const browser = await browse(server.address, options);
      try {
        await body(browser.page, browser, server);
        browser.clean();
      } catch (error) {
        await browser.page.screenshot({ path: here(`../out/failed-${name.replaceAll(/\W+/g, "-").slice(0, 60)}.png`) }).catch(() => {});
        if (browser.wrong.length > 0) error.message += `\n${browser.wrong.join("\n")}`;
        throw error;
      } finally {
        await browser.close();
      }
    });
}

/** Loads the page anew with an engine in whose Worker this code runs first, until the page is reset. */
export async function withEngine(page, code) {
  await page.context().addInitScript(() => {
    const first = location.protocol.startsWith("http") && sessionStorage.getItem("first");
    if (!first || window.first) return;
    window.first = first;
    // The engine's Worker is made of a blob.
    const { Blob } = window;
    window.Blob = function (parts, options) {
      return new Blob(options?.type === "text/javascript" ? [first, ...parts] : parts, options);
    };
  });
  await page.evaluate((code) => sessionStorage.setItem("first", code), code);
  await page.reload();
}

/** Everything axe has to say about the page as it stands; where only colours changed, of colours. */
export async function audit(page, what, colours = false) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate((only) => {
    const runOnly = only ? { type: "rule", values: ["color-contrast"] } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return window.axe.run(document, { runOnly, resultTypes: ["violations"] });
  }, colours);
  const found = violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`);
  assert.deepEqual(found, []);
}

/** The sample tenant, opened by its button. */
export async function openSample(page) {
  await page.getByRole("button", { name: "Try the sample tenant" }).click();
  await page.getByRole("grid").waitFor();
  await page.locator(".grid-body .name").nth(2).waitFor();
}

/** Buys nothing, but changes the counts: a change that can be seen. */
export async function setStandard(page, count) {
  await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill(count);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The figure of a pool. */
export async function available(page, pool) {
  return (await page.locator(".pool", { hasText: pool }).locator(".pool-figure strong").textContent()).trim();
}

/** Waits until what was done is on disk. */
export const saved = (page) => page.locator(".kept.saved").waitFor();

/** Code for an engine whose browser keeps nothing (see `withEngine`). */
export const BLOCKED = `indexedDB.open = () => { throw new DOMException("blocked", "SecurityError") };`;

/** Presses a button of the dialog that says how far a file is read, once a share of it is read; and says how long it stayed. */
export const pressed = (page, name, share) =>
  page.evaluate(
    ([name, share]) =>
      new Promise((resolve, failed) => {
        const until = performance.now() + 60_000;
        const look = () => {
          if (performance.now() > until) return failed(new Error(`there was no ${name} to press`));
          const progress = document.querySelector("dialog progress");
          const button = [...document.querySelectorAll("dialog button")].find((button) => button.textContent === name);
          if (!button || !progress?.value || progress.value < share * progress.max) return setTimeout(look);
          const text = document.querySelector("dialog .working p").textContent;
          const start = performance.now();
          button.click();
          const gone = () => (document.querySelector("dialog") ? requestAnimationFrame(gone) : resolve({ text, ms: performance.now() - start }));
          gone();
        };
        look();
      }),
    [name, share],
  );
