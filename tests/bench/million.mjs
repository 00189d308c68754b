// The page with a million people: how long it takes to open a file and a stored tenant, from a letter to painted rows,
// and from a click to its answer; and the longest task of the page.
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

  // From a letter in the box to the frame in which the rows of its answer are painted; where the first rows stay, the count.
  const letters = [];
  // The first finds others than before, and is the first search since the tenant was opened.
  await page.waitForTimeout(2_000);
  for (const letter of "71234") {
    letters.push(
      await page.evaluate(async (letter) => {
        // What is drawn in a frame is on the screen after it.
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const told = () => document.querySelector(".scope").textContent + document.querySelector(".grid-body").textContent;
        const box = document.getElementById("search");
        await frame();
        let said = told();
        const start = performance.now();
        let seen = start;
        box.value += letter;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        while (performance.now() - start < 400) {
          await frame();
          if (told() === said) continue;
          said = told();
          seen = performance.now();
        }
        return Math.round(seen - start);
      }, letter),
    );
  }
  console.log(`from a letter to its rows: ${letters.join(", ")} ms, longest task of the page ${await longest(page)} ms`);
  await page.getByLabel("Search and filter").fill("");
  await page.getByText(`${grouped} users`).first().waitFor(WAIT);
  await page.getByRole("button", { name: `Select all ${grouped}` }).click();
  await page.getByText(`${grouped} selected`).first().waitFor(WAIT);
  await timed("a request for all, previewed", async () => {
    await page.getByRole("button", { name: /^Activate standard/ }).click();
    await dialog.locator(".sentence").waitFor(WAIT);
  });
  await page.keyboard.press("Escape");
  await timed("time line", async () => {
    await page.getByRole("link", { name: "Timeline" }).click();
    await page.getByText("No data is purged", { exact: false }).first().waitFor(WAIT);
  });
  console.log(`rows ${grouped}, load ${loadavg()[0].toFixed(1)}`);
} finally {
  await browser.close();
  server.close();
}
