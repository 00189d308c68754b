// What takes long says how far it is, and can be stopped: then nothing has changed.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSample, pressed, saved, stage } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";

const scene = stage();

function large(count) {
  const path = join(mkdtempSync(join(tmpdir(), "seatplan-long-")), "large.csv");
  writeFileSync(path, m365(count));
  return path;
}

scene("a file that is read says how far it is; cancelled, nothing has changed and the engine goes on", async (page) => {
  await openSample(page);
  await saved(page);
  await page.locator(".grid-body input").nth(2).check();
  await page.getByText("1 selected").first().waitFor();
  const cancelled = pressed(page, "Cancel", 0.2);
  await page.locator("input[type=file]").first().setInputFiles(large(300_000));
  const { text, ms } = await cancelled;
  assert.match(text, /\d+(\.\d)? MB of \d+(\.\d)? MB read, [\d,]+ rows/);
  assert.ok(ms < 100, `${ms} ms`);
  console.log(`# cancelled in ${Math.round(ms)} ms`);
  await page.getByText("Stopped.", { exact: false }).waitFor();
  await page.getByText("236 users").first().waitFor();
  await page.getByText("1 selected").first().waitFor();
  await page.getByLabel("Search and filter").fill("status:grace");
  await page.getByText("12 of 236 match").waitFor();
});

scene("a later day of many people comes in steps, and can be stopped", async (page) => {
  await page.locator("input[type=file]").first().setInputFiles(large(200_000));
  await page.getByRole("button", { name: "Import 200,000 rows" }).click({ timeout: 60_000 });
  await page.getByText("200,000 users").first().waitFor();
  await saved(page);
  await page.getByRole("button", { name: /^As of/ }).click();
  await page.getByLabel("Day", { exact: true }).fill("2999-12-31");
  await page.getByRole("button", { name: "Show this day" }).click();
  await page.getByText(/[\d,]+ of [\d,]+ days/).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped.", { exact: false }).waitFor();
  await page.getByText("200,000 users").first().waitFor();
  assert.equal(await page.getByText("This is the plan as it will be on").count(), 0);
});
