// After the first visit the page needs no network.
import assert from "node:assert/strict";
import { available, openSample, saved, stage } from "./browser.mjs";

const scene = stage();

scene("the page opens and works without a network", async (page, browser, server) => {
  await openSample(page);
  await saved(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  server.close();
  await page.reload();
  await page.locator(".grid-body .name").first().waitFor();
  assert.equal(await available(page, "Users, standard"), "9");
  await page.getByRole("button", { name: "Language and colours" }).click();
  await page.getByRole("combobox", { name: /^Language/ }).selectOption("de");
  await page.getByRole("button", { name: "Sprache und Farben" }).waitFor();
  // The failed attempts to reach the network are the browser's own words.
  browser.wrong.splice(0, browser.wrong.length, ...browser.wrong.filter((text) => !text.includes("ERR_CONNECTION_REFUSED")));
});
