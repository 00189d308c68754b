// Smaller things: a pasted list, what takes long and is stopped, links that lead back, columns that are chosen.
import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSample, saved, stage } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";

const scene = stage();

scene("a list of names pasted onto the page becomes a selection; unknown ones are told", async (page) => {
  await openSample(page);
  await page.locator("main").evaluate((main) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "IPEK.IVERMARK@harbourworks.example\nØdger Peñalver\nnobody@nowhere.example\n");
    main.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  });
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Select 3 names" }).click();
  await dialog.getByText("1 name is nobody's").waitFor();
  assert.deepEqual(await dialog.locator(".missing li").allTextContents(), ["nobody@nowhere.example"]);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("2 selected").first().waitFor();
});

scene("what takes long can be stopped; the plan stays as it was saved", async (page) => {
  await openSample(page);
  await saved(page);
  const path = join(mkdtempSync(join(tmpdir(), "seatplan-stop-")), "large.csv");
  writeFileSync(path, m365(500_000));
  const stopped = page.getByRole("dialog").getByText(/MB of .* read/).waitFor({ timeout: 60_000 }).then(() => page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click());
  await page.locator("input[type=file]").setInputFiles(path);
  await stopped;
  await page.getByText("Stopped. The plan is as it was saved.").waitFor();
  await page.getByText("236 users").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
  // The engine that was started in its place works.
  await page.getByRole("group", { name: "License type" }).getByLabel(/^Archived/).check();
  await page.getByText("8 of 236 match").waitFor();
});

scene("undo reaches back over a reload", async (page) => {
  await openSample(page);
  await page.getByLabel("Search and filter").fill("status:grace");
  await page.getByText("12 of 236 match").waitFor();
  await page.getByRole("button", { name: /^Activate archived/ }).click();
  await page.getByRole("button", { name: /^Take the/ }).click();
  await page.getByRole("button", { name: /^Activate 4 archived/ }).click();
  await page.getByText("8 of 236 match").waitFor();
  await saved(page);
  await page.reload();
  await page.getByText("8 of 236 match").waitFor();
  await page.getByRole("button", { name: /^Undo: Activate Archived/ }).click();
  await page.getByText("12 of 236 match").waitFor();
});

scene("the address holds search, filters, order and view; Back leads back", async (page) => {
  await openSample(page);
  await page.getByRole("group", { name: "Department" }).getByLabel(/^Finance/).check();
  await page.getByText("20 of 236 match").waitFor();
  await page.getByRole("columnheader", { name: "Principal name" }).click();
  await page.locator("[aria-sort='ascending']").waitFor();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.locator("tbody tr").nth(3).waitFor();
  await page.reload();
  await page.getByText("20 of 236 match").waitFor();
  const names = await page.locator("tbody td:nth-child(3)").allTextContents();
  assert.deepEqual(names, [...names].sort());
  await page.goBack();
  await page.getByRole("grid").waitFor();
  await page.goBack();
  await page.getByText("236 users").waitFor();
});

scene("columns are chosen and moved, and stay so", async (page) => {
  await openSample(page);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.locator("#menu-columns").getByLabel("City").check();
  await page.getByRole("button", { name: "Move City to the left" }).click();
  await page.keyboard.press("Escape");
  const heads = async () => (await page.getByRole("columnheader").allTextContents()).slice(1);
  assert.deepEqual(await heads(), ["Display name", "Principal name", "License type", "Tags", "Department", "City", "Last backup (UTC)"]);
  await page.reload();
  await page.getByRole("columnheader", { name: "City" }).waitFor();
  assert.equal((await heads()).indexOf("City"), 5);
});

scene("the search is completed: a column, then a value", async (page) => {
  await openSample(page);
  const box = page.getByRole("combobox", { name: "Search and filter" });
  await box.pressSequentially("dep");
  await page.getByRole("option", { name: /Department/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: /Field Sales/ }).click();
  assert.equal(await box.inputValue(), 'department:"Field Sales"');
  await page.getByText("22 of 236 match").waitFor();
});
