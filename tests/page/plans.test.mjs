// Plans: made of a preview, mended where they are refused, compared, looked at, acted in, advised on, carried out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { available, openSample, stage } from "./browser.mjs";
import { states } from "./states.mjs";

const scene = stage();
const plans = (page) => page.getByRole("table", { name: "Plans" });
const row = (page, name) => plans(page).getByRole("row", { name });

scene("a step that is short is told so, mended by a purchase, and carried out as a whole", async (page) => {
  await states["a plan with a refusal"](page);
  await row(page, "Plan 1").getByText("9 Users, standard, from 1 Dec 2026").waitFor();
  await page.getByText("Not enough standard licenses for users: 18 needed, 9 available, 9 short", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Buy 9 as well" }).click();
  await page.getByText("Activate Standard for 18 targets.").waitFor();
  // 9 licenses at 42.00 for 121 of 365 days.
  await row(page, "Plan 1").getByText("€125.31").waitFor();
  await page.getByRole("button", { name: "Carry out all of it" }).click();
  await page.getByText("2 steps were carried out.").waitFor();
  await page.getByRole("link", { name: /^Users/ }).click();
  assert.equal(await available(page, "Users, standard"), "0");
  await page.getByText("As of 1 Dec 2026").waitFor();
  await page.getByRole("button", { name: /^Undo: / }).first().click();
  await page.getByText("The change was taken back.").waitFor();
});

scene("days and steps are changed by keys, and the focus is never lost", async (page) => {
  await states["a plan with a refusal"](page);
  await page.getByRole("button", { name: "Take as many as fit" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Activate Standard for 9 of 18 targets.", { exact: false }).waitFor();
  await page.waitForFunction(() => document.activeElement !== document.body);
  await page.getByLabel("Day of step 1").fill("2026-12-24");
  await page.getByLabel("Name of the plan").fill("Winter");
  await page.getByLabel("Name of the plan").press("Tab");
  await row(page, "Winter").waitFor();
  assert.equal(await page.getByLabel("Day of step 1").inputValue(), "2026-12-24");
  await page.getByRole("button", { name: "Remove step 1" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("No steps yet.").waitFor();
  await page.waitForFunction(() => document.activeElement !== document.body);
  await page.getByText("The step was removed.").waitFor();
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Remove step 1" }).waitFor();
  await page.getByRole("button", { name: "Drop this plan" }).focus();
  await page.keyboard.press("Enter");
  await row(page, "Winter").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "plans-heading");
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await row(page, "Winter").waitFor();
});

scene("two futures stand side by side, with who differs and since when", async (page) => {
  await states["plans side by side"](page);
  const figures = page.getByRole("table", { name: "Side by side" });
  assert.deepEqual(await figures.getByRole("row", { name: /^Protected/ }).locator("td").allTextContents(), ["174", "192", "+18"]);
  assert.deepEqual(await figures.getByRole("row", { name: /^Cost/ }).locator("td").allTextContents(), ["€0.00", "€125.31", "€125.31"]);
  const people = page.getByRole("table", { name: "Who differs" });
  assert.equal(await people.locator("tbody tr").count(), 18);
  assert.deepEqual(await people.locator("tbody tr").first().locator("td").allTextContents(), ["Unprotected", "Protected · since 1 Dec 2026"]);
  // A copy differs from its original in nothing.
  await page.getByRole("button", { name: "Copy" }).click();
  await row(page, "Plan 2").waitFor();
  await page.getByLabel("This").selectOption("Plan 1");
  await page.getByLabel("Beside").selectOption("Plan 2");
  await page.getByText("Nobody stands otherwise.").waitFor();
});

scene("what is done on a day under a plan goes into it", async (page) => {
  await states["a day under a plan"](page);
  await page.getByLabel("Search and filter").fill("department:Finance status:protected");
  await page.getByText(/of 236 match/).waitFor();
  for (const place of [1, 2]) await page.locator(".grid-body input").nth(place).check();
  await page.getByRole("button", { name: /^Deactivate/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Put into the plan" }).click();
  await page.getByText("Put into Plan 1 on 1 May 2027.").waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.getByRole("link", { name: "Plans" }).click();
  await page.getByText("Deactivate the license for 2 targets.").waitFor();
});

scene("advice becomes a plan under which no data is lost; it is there after a reload, and is given out", async (page) => {
  await states.advice(page);
  await page.getByText("No other way costs less than", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Put into a new plan" }).click();
  await page.getByRole("heading", { name: "Plan 1" }).waitFor();
  await page.reload();
  // Six were lost before; twelve more would be.
  await row(page, "Plan 1").waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll("tr")].some((one) => /^Plan 1/.test(one.textContent) && /6$/.test(one.textContent)));
  assert.match(await row(page, "If nobody does anything").textContent(), /18$/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Hand out" }).click();
  await page.getByRole("button", { name: "Purge dates as a calendar" }).last().click();
  assert.match(readFileSync(await (await download).path(), "utf8"), /BEGIN:VCALENDAR/);
});

scene("a purchase is planned by hand, in German", async (page) => {
  await openSample(page);
  await page.evaluate(() => dispatchEvent(new StorageEvent("storage", { key: "seatplan.language", newValue: "de" })));
  await page.getByRole("link", { name: "Pläne" }).click();
  await page.getByRole("button", { name: "Neuer Plan" }).click();
  await page.getByLabel("Standard").fill("5");
  await page.getByRole("button", { name: "Hinzufügen" }).click();
  await page.getByText("Gekauft: 5 Standard, 0 Archiv.").waitFor();
  await page.getByRole("button", { name: "Heute Fälliges ausführen" }).click();
  await page.getByText("1 Schritt wurde ausgeführt.").waitFor();
  await page.getByRole("link", { name: /^Benutzer/ }).click();
  assert.equal(await available(page, "Benutzer, Standard"), "14");
});

scene("undo by key brings a plan back that was dropped last, and nothing else", async (page) => {
  await states["a plan with a refusal"](page);
  await page.getByRole("button", { name: "Drop this plan" }).click();
  await page.getByText("The plan was dropped.").waitFor();
  await page.keyboard.press("Control+z");
  await row(page, "Plan 1").waitFor();
  assert.equal(await page.getByText("236").first().textContent(), "236");
});

scene("a tab that reads along plans nothing; one that takes over has the plans there are", async (page, browser, server) => {
  await openSample(page);
  await page.locator(".kept.saved").waitFor();
  const other = await browser.context.newPage();
  await other.goto(server.address);
  await other.getByText("This tenant is open in another tab.", { exact: false }).waitFor();
  await other.getByRole("link", { name: "Plans" }).click();
  await other.getByRole("button", { name: "New plan" }).click();
  await other.getByText("Nothing was changed, because", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Plans" }).click();
  await page.getByRole("button", { name: "New plan" }).click();
  await row(page, "Plan 1").waitFor();
  await other.getByRole("button", { name: "Take over here" }).click();
  await row(other, "Plan 1").waitFor();
  await other.getByRole("button", { name: "New plan" }).click();
  await row(other, "Plan 2").waitFor();
  assert.equal(await row(other, "Plan 1").count(), 1);
});

scene("any two futures are compared, in any order", async (page) => {
  await states["a plan with a refusal"](page);
  await page.getByLabel("This").selectOption("Plan 1");
  await page.getByLabel("Beside").selectOption("If nobody does anything");
  await page.getByRole("table", { name: "Side by side" }).getByRole("columnheader", { name: "Plan 1" }).waitFor();
  assert.deepEqual(await page.getByRole("table", { name: "Side by side" }).locator("thead th").allTextContents(), ["Figure", "Plan 1", "If nobody does anything", "Difference"]);
});
