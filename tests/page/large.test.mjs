// A list of a hundred thousand: everything is reached, and the page never stands still.
import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { available, saved, stage } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";

const scene = stage();
const COUNT = 100_000;

scene("a list of 100,000: opened, searched, selected, given licenses, kept", async (page) => {
  const path = join(mkdtempSync(join(tmpdir(), "seatplan-large-")), "large.csv");
  writeFileSync(path, m365(COUNT));
  const times = {};
  const timed = async (name, work) => {
    const start = performance.now();
    await work();
    times[name] = Math.round(performance.now() - start);
  };
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask", buffered: false });
  });
  await timed("look", async () => {
    await page.locator("input[type=file]").setInputFiles(path);
    await page.getByRole("dialog").locator(".figures").waitFor({ timeout: 60_000 });
  });
  await timed("import", async () => {
    await page.getByRole("button", { name: "Import 100,000 rows" }).click();
    await page.getByText("100,000 users").waitFor({ timeout: 60_000 });
    await page.locator(".grid-body .name").first().waitFor();
  });
  await timed("keep", () => page.locator(".kept.saved").waitFor({ timeout: 60_000 }));
  await page.getByRole("button", { name: "Set counts…", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).fill("15000");
  await timed("configure", async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  await timed("search", async () => {
    await page.getByLabel("Search and filter").fill("department:Sales -deletedAt:*");
    await page.getByText("20,000 of 100,000 match").waitFor();
  });
  await timed("select", async () => {
    await page.getByRole("button", { name: /^Select all 20,000/ }).click();
    await page.getByText("20,000 selected").first().waitFor();
  });
  await timed("preview", async () => {
    await page.getByRole("button", { name: /^Activate standard/ }).click();
    await page.getByRole("heading", { name: "Insufficient licenses" }).waitFor({ timeout: 30_000 });
  });
  assert.match(await page.getByRole("dialog").textContent(), /20,000 needed, 15,000 available, 5,000 short/);
  await timed("remedy", async () => {
    await page.getByRole("button", { name: "Take the 15,000 that fit" }).click();
    await page.getByRole("button", { name: "Activate 15,000 standard licenses" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached", timeout: 30_000 });
  });
  assert.equal(await available(page, "Users, standard"), "0");

  await page.getByLabel("Search and filter").fill("");
  await page.getByText("100,000 users").waitFor();
  await page.locator(".grid-body .name").first().click();
  await page.keyboard.press("Escape");
  await page.locator(".grid [tabindex='0']").focus();
  await page.keyboard.press("Control+End");
  await page.locator(`[aria-rowindex='${COUNT + 1}'] .name`).waitFor();
  assert.equal(await page.locator(".grid-row").count() < 60, true);
  const { longest } = await page.evaluate(() => ({ longest: window.longest }));
  console.log(`# milliseconds: ${JSON.stringify(times)}, longest task of the page ${Math.round(longest)}`);
  await saved(page);
  const start = performance.now();
  await page.reload();
  await page.locator(".grid-body .name").first().waitFor({ timeout: 30_000 });
  console.log(`# reopened in ${Math.round(performance.now() - start)} ms`);
  assert.equal(await available(page, "Users, standard"), "0");
});
