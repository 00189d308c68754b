// A browser that keeps nothing, or has no room left: the page works in memory, says so, and gives the plan as a file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { available, BLOCKED, openSample, pressed, saved, setStandard, stage, withEngine } from "./browser.mjs";

const scene = stage();

/** The plan as a file, by the button of the warning. */
async function backup(page) {
  const download = page.waitForEvent("download");
  await page.locator(".notice").getByRole("button", { name: "Save plan as a file" }).click();
  return JSON.parse(readFileSync(await (await download).path(), "utf8"));
}

for (const [what, code] of [
  ["storage is blocked", BLOCKED],
  ["storage cannot be opened", `indexedDB.open = () => { const request = {}; setTimeout(() => { request.error = new DOMException("no", "UnknownError"); request.onerror(); }); return request; };`],
]) {
  scene(`${what}: the page works in memory under a warning, and gives the plan as a file`, async (page) => {
    await withEngine(page, code);
    await page.getByText("This browser keeps nothing for this page.", { exact: false }).waitFor();
    await openSample(page);
    await setStandard(page, "200");
    assert.equal(await available(page, "Users, standard"), "22");
    await page.locator(".kept.memory").waitFor();
    assert.equal((await backup(page)).purchased.standard, 200);
    await page.getByRole("button", { name: "Plan", exact: true }).click();
    await page.getByRole("button", { name: "Tenants…" }).click();
    await page.getByRole("button", { name: "New tenant" }).click();
    await page.getByText("What you did last is not saved. Save", { exact: false }).waitFor();
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await page.locator(".pool-figure strong", { hasText: /^9$/ }).first().waitFor();
  });
}

scene("no room left: it is said, nothing is lost, and it is written when there is room again", async (page) => {
  await withEngine(
    page,
    `const put = IDBObjectStore.prototype.put;
     let full = false;
     new BroadcastChannel("full").onmessage = ({ data }) => (full = data);
     IDBObjectStore.prototype.put = function (...given) {
       if (full && this.name !== "meta") throw new DOMException("full", "QuotaExceededError");
       return put.apply(this, given);
     };`,
  );
  const fill = (full) => page.evaluate((full) => new BroadcastChannel("full").postMessage(full), full);
  await openSample(page);
  await saved(page);
  await fill(true);
  await setStandard(page, "200");
  await page.getByText("The browser has no room left for this tenant.", { exact: false }).waitFor();
  assert.equal((await backup(page)).purchased.standard, 200);
  await setStandard(page, "201");
  // What is not kept is not put away for another.
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Tenants…" }).click();
  await page.getByRole("button", { name: "New tenant" }).click();
  await page.getByText("What you did last is not saved. Save", { exact: false }).waitFor();
  await fill(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await saved(page);
  await page.reload();
  await saved(page);
  assert.equal(await available(page, "Users, standard"), "23");
});

scene("a file that is cancelled while its last part is taken in, where nothing is kept, does not come back", async (page) => {
  await withEngine(page, BLOCKED);
  await openSample(page);
  // JSON is taken in whole, after all of it is read: nothing stops that where the engine cannot be begun anew.
  const value = Array.from({ length: 200_000 }, (_, n) => ({ id: `u${n}`, userPrincipalName: `u${n}@contoso.com`, displayName: `User ${n}` }));
  const buffer = Buffer.from(JSON.stringify({ value }));
  const cancelled = pressed(page, "Cancel", 1);
  await page.locator("input[type=file]").first().setInputFiles({ name: "graph.json", mimeType: "application/json", buffer });
  await cancelled;
  // The engine answers after it has read the file.
  await page.getByLabel("Search and filter").fill("status:grace");
  await page.getByText("12 of 236 match").waitFor();
  assert.equal(await page.locator("dialog[open]").count(), 0);
});
