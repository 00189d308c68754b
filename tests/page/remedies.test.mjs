// Insufficient licenses: each of the three ways out is shown before it is taken, and afterwards the request fits.
import assert from "node:assert/strict";
import { available, openSample, stage } from "./browser.mjs";

const scene = stage();

/** The sample, with a request for standard licenses that is short. */
async function short(page, search, matching) {
  await openSample(page);
  await page.getByLabel("Search and filter").fill(search);
  await page.getByText(matching).waitFor();
  await page.getByRole("button", { name: /^Select all/ }).click();
  await page.getByRole("button", { name: /^Activate standard for \d+ selected/ }).click();
  await page.getByRole("dialog").getByRole("heading", { name: "Insufficient licenses" }).waitFor();
}

/** Asks the same again: everybody who was selected holds a license, or nobody more fits. */
async function done(page, left) {
  await page.locator(".notice.good").waitFor();
  assert.equal(await available(page, "Users, standard"), left);
  assert.equal(await page.getByRole("dialog").count(), 0);
}

/** Takes a way out, after what is said of it. */
async function take(page, way, said, confirm) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: way }).click();
  await dialog.getByText(said).waitFor();
  await dialog.getByRole("button", { name: confirm }).click();
}

const NOBODY = "license:none status:unprotected jobTitle:*";

scene("select fewer: those that fit are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  await take(page, "Take the 9 that fit", "Activate Standard for 9 of 18 targets.", "Activate 9 standard licenses");
  await done(page, "0");
  await page.getByText("9 of 236 match").waitFor();
});

scene("purchase more: bought at the price until the renewal, and all are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  // 9 licenses at 42.00 for 150 of 365 days.
  await page.getByText("€155.34 until the renewal").waitFor();
  // Another way may be looked at first; none of them changes anything.
  await page.getByRole("button", { name: "Free 9 and activate 18" }).click();
  await page.getByText("Activate Archived for 4 targets. Deactivate the license for 5 targets. Activate Standard for 18 targets.").waitFor();
  await take(page, "Buy 9 and activate 18", "Purchase 9 standard licenses. Activate Standard for 18 targets.", "Activate 18 standard licenses");
  await done(page, "0");
  await page.getByText("Nobody matches").waitFor();
});

scene("deactivate others: it says who, and all are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  await page.getByText("See who: 9 holders").click();
  assert.equal(await page.locator(".candidates li").count(), 9);
  await take(page, "Free 9 and activate 18", "Deactivate the license for 5 targets.", "Activate 18 standard licenses");
  await done(page, "0");
  await page.getByText("Nobody matches").waitFor();
});

scene("who cannot hold a license is left out first", async (page) => {
  await short(page, "license:none status:unprotected", "32 of 236 match");
  assert.equal(await page.getByRole("button", { name: /^Take the/ }).isDisabled(), true);
  await page.getByRole("button", { name: "Leave these 2 out" }).click();
  await take(page, "Take the 9 that fit", "Activate Standard for 9 of 30 targets.", "Activate 9 standard licenses");
  await done(page, "0");
});

scene("a way out goes into a plan with all it takes", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  await page.getByRole("button", { name: "Free 9 and activate 18" }).click();
  await page.getByText("Deactivate the license for 5 targets.", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Into a plan…" }).click();
  await page.getByRole("button", { name: "Put into the plan" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Plans" }).click();
  await page.getByRole("button", { name: "Plan 1" }).click();
  await page.getByText("Activate Standard for 18 targets.").waitFor();
  assert.equal(await page.getByText("Goes as planned").count(), 3);
});

scene("everybody is selected first, where that is asked for", async (page) => {
  await openSample(page);
  await page.getByRole("button", { name: /^Activate archived for all 236/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("An empty filter", { exact: false }).first().waitFor();
  await dialog.getByRole("button", { name: "Select all 236" }).click();
  await dialog.getByText("Insufficient licenses").waitFor();
  await page.getByText("236 selected").first().waitFor();
});
