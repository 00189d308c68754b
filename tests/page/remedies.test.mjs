// Insufficient licenses: each of the three ways out is a click, and afterwards the request fits.
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

const NOBODY = "license:none status:unprotected jobTitle:*";

scene("select fewer: those that fit are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  await page.getByRole("button", { name: "Take the 9 that fit" }).click();
  await done(page, "0");
  await page.getByText("9 of 236 match").waitFor();
});

scene("purchase more: bought at the price until the renewal, and all are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  // 9 licenses at 42.00 for 150 of 365 days.
  await page.getByText("€155.34 until the renewal").waitFor();
  await page.getByRole("button", { name: "Buy 9 and activate 18" }).click();
  await done(page, "0");
  await page.getByText("Nobody matches").waitFor();
});

scene("deactivate others: it says who, and all are taken", async (page) => {
  await short(page, NOBODY, "18 of 236 match");
  await page.getByText("See who: 9 holders").click();
  assert.equal(await page.locator(".candidates li").count(), 9);
  await page.getByRole("button", { name: "Free 9 and activate 18" }).click();
  await done(page, "0");
  await page.getByText("Nobody matches").waitFor();
});

scene("who cannot hold a license is left out first", async (page) => {
  await short(page, "license:none status:unprotected", "32 of 236 match");
  assert.equal(await page.getByRole("button", { name: /^Take the/ }).isDisabled(), true);
  await page.getByRole("button", { name: "Leave these 2 out" }).click();
  await page.getByRole("button", { name: "Take the 9 that fit" }).click();
  await done(page, "0");
});
