// What the page says is saved is there: after a reload, in a second tab, and when it was damaged.
import assert from "node:assert/strict";
import { available, browse, openSample, saved, stage } from "./browser.mjs";

const scene = stage();

/** Buys nothing, but changes the counts: a change that can be seen. */
async function setStandard(page, count) {
  await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill(count);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

scene("a plan is there when the browser is started again", async (page, browser, server) => {
  await openSample(page);
  await setStandard(page, "200");
  await saved(page);
  await browser.context.close();
  const again = await browse(server.address, { profile: browser.directory });
  try {
    await again.page.getByRole("grid").waitFor();
    assert.equal(await available(again.page, "Users, standard"), "22");
    again.clean();
  } finally {
    await again.close();
  }
});

scene("a second tab does not overwrite the first, and can take over", async (page, browser) => {
  await openSample(page);
  await saved(page);
  const second = await browser.context.newPage();
  await second.goto(page.url());
  await second.getByText("This plan is open in another tab.", { exact: false }).waitFor();
  await setStandard(second, "500");
  await setStandard(page, "190");
  await saved(page);
  await second.getByRole("button", { name: "Take over here" }).click();
  await second.locator(".kept.saved").waitFor();
  assert.equal(await available(second, "Users, standard"), "12");
  await page.getByText("This plan is open in another tab.", { exact: false }).waitFor();
  await setStandard(second, "210");
  await saved(second);
  await second.reload();
  await second.getByRole("grid").waitFor();
  assert.equal(await available(second, "Users, standard"), "32");
});

scene("a damaged plan is put aside and reported, never deleted", async (page) => {
  await openSample(page);
  await saved(page);
  await page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("seatplan"));
    const store = database.transaction("plans", "readwrite").objectStore("plans");
    const kept = await done(store.get("plan"));
    kept.bytes[100] ^= 1;
    await done(store.put(kept, "plan"));
    database.close();
  });
  await page.reload();
  await page.getByText("was damaged", { exact: false }).waitFor();
  const aside = await page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("seatplan"));
    return (await done(database.transaction("damaged").objectStore("damaged").getAll())).length;
  });
  assert.equal(aside, 1);
});

scene("a plan saved as a file opens elsewhere", async (page) => {
  await openSample(page);
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save plan as a file" }).click();
  const path = await (await download).path();
  const { readFileSync } = await import("node:fs");
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Close and forget" }).click();
  await page.getByRole("button", { name: "Forget this plan" }).click();
  await page.locator("input[type=file]").setInputFiles({ name: "mine.seatplan.json", mimeType: "application/json", buffer: readFileSync(path) });
  await page.getByRole("button", { name: "Open this plan" }).click();
  await page.getByRole("grid").waitFor();
  assert.equal(await available(page, "Users, standard"), "9");
});
