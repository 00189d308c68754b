// The page with a million people: how long it takes to open a file and a stored tenant, and the longest task of the page.
// `ROWS=1000000 node tests/bench/million.mjs`
import { writeFileSync, mkdtempSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { browse, serve } from "../page/browser.mjs";
import { m365 } from "../page/fixtures/make.mjs";

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const TIMES = Number(process.env.TIMES ?? 5);
const WAIT = { timeout: 120_000 };
const grouped = ROWS.toLocaleString("en-GB");

/** Writes down the longest task of the page. */
const watch = (page) =>
  page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask", buffered: true });
  });
const longest = (page) => page.evaluate(() => Math.round(window.longest));

const path = join(mkdtempSync(join(tmpdir(), "seatplan-million-")), "large.csv");
writeFileSync(path, m365(ROWS));
const server = await serve();
const browser = await browse(server.address);
const { page } = browser;
const timed = async (name, work) => {
  const start = performance.now();
  await work();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms, longest task of the page ${await longest(page)} ms`);
};
try {
  await watch(page);
  await page.reload();
  const dialog = page.getByRole("dialog");
  await timed("file looked at", async () => {
    await page.locator("input[type=file]").first().setInputFiles(path);
    await dialog.locator(".figures").waitFor(WAIT);
  });
  await timed("taken, rows shown", async () => {
    await page.getByRole("button", { name: `Import ${grouped} rows` }).click();
    await page.locator(".grid-body .name").first().waitFor(WAIT);
  });
  await timed("kept", () => page.locator(".kept.saved").waitFor(WAIT));
  for (let time = 0; time < TIMES; time++) {
    await timed("stored tenant opened, rows shown", async () => {
      await page.reload();
      await page.locator(".grid-body .name").first().waitFor(WAIT);
    });
  }
  console.log(`rows ${grouped}, load ${loadavg()[0].toFixed(1)}`);
} finally {
  await browser.close();
  server.close();
}
