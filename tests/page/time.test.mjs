// Back and forward: undo and redo, the history, a later day to look at, the time line, and what is given out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { available, openSample, saved, stage } from "./browser.mjs";
import { states } from "./states.mjs";

const scene = stage();

scene("a change is taken back and done again, by button, by key and by name", async (page) => {
  await states.done(page);
  assert.equal(await available(page, "Users, archived"), "0");
  await page.locator(".notice.good").getByRole("button", { name: "Undo" }).click();
  await page.getByText("The change was taken back.").waitFor();
  assert.equal(await available(page, "Users, archived"), "4");
  await page.locator(".grid [tabindex='0']").focus();
  await page.keyboard.press("Control+y");
  await page.getByText("The change was done again.").waitFor();
  assert.equal(await available(page, "Users, archived"), "0");
  await page.getByRole("link", { name: "History" }).click();
  const first = page.locator("tbody tr").first();
  await first.getByText("Activate Archived for 4 of 12 targets.", { exact: false }).waitFor();
  await page.getByRole("button", { name: /^Undo: Activate Archived/ }).first().click();
  await first.getByText("taken back").waitFor();
  await saved(page);
});

scene("the whole page shows a later day, changes nothing there, and comes back", async (page) => {
  await states["a later day"](page);
  // Twelve were in grace; by then most of their data is gone.
  await page.getByRole("group", { name: "Status" }).getByLabel(/^In grace/).check();
  await page.getByText("2 of 236 match").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Activate standard/ }).isDisabled(), true);
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.getByText("12 of 236 match").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Activate standard/ }).isDisabled(), false);
});

scene("the time line leads to the people whose data goes", async (page) => {
  await states.timeline(page);
  await page.getByRole("button", { name: "Show 2 holders" }).click();
  await page.getByText("2 of 236 match").waitFor();
  assert.deepEqual(await page.locator(".grid-body .tag", { hasText: "Purge" }).allTextContents(), ["Purge 10 Dec 2026 UTC", "Purge 10 Dec 2026 UTC"]);
});

scene("a plan is given out in every form", async (page) => {
  await states.done(page);
  const forms = { "Changes as a table (CSV)": /^when,/, "Plan and state (JSON)": /^\{/, "PowerShell script": /#Requires/, "Requests of the API (JSON)": /^\{/, "Purge dates as a calendar": /BEGIN:VCALENDAR/, "Checklist for the portal": /^# / };
  for (const [name, pattern] of Object.entries(forms)) {
    await page.getByRole("button", { name: "Plan", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    assert.match(readFileSync(await (await download).path(), "utf8").replace(/^\uFEFF/, ""), pattern, name);
  }
});
