// What the page says is saved is there: after a restart, in a second tab, among several, and when it was damaged.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { available, browse, openSample, saved, setStandard, stage } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";
import { states } from "./states.mjs";

const scene = stage();

const free = (page) => available(page, "Users, standard");
const follows = (page, count) => page.locator(".pool", { hasText: "Users, standard" }).locator(".pool-figure", { hasText: new RegExp(`^${count}\\b`) }).waitFor();
const reading = (page) => page.getByText("This tenant is open in another tab.", { exact: false }).waitFor();

/** What is kept, and changes to it, in the page: `get` and `put` a value by store and key, `all` the values or keys of a store. */
const inStore = async (page, steps) => {
  const database = await page.evaluateHandle(async () => {
    const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
    const database = await done(indexedDB.open("seatplan"));
    const store = (name, mode) => database.transaction(name, mode).objectStore(name);
    return {
      get: (name, key) => done(store(name).get(key)),
      put: (name, key, value) => done(store(name, "readwrite").put(value, key)),
      all: (name) => done(store(name).getAll()),
      keys: (name) => done(store(name).getAllKeys()),
      close: () => database.close(),
    };
  });
  try {
    return await database.evaluate(steps);
  } finally {
    await database.evaluate((database) => database.close());
  }
};

scene("a plan is there when the browser is started again", async (page, browser, server) => {
  await openSample(page);
  await setStandard(page, "200");
  await saved(page);
  await browser.context.close();
  const again = await browse(server.address, { profile: browser.directory });
  try {
    await again.page.getByRole("grid").waitFor();
    assert.equal(await free(again.page), "22");
    again.clean();
  } finally {
    await again.close();
  }
});

scene("a database closed or cleared under the page is opened again, and all that is open is written", async (page) => {
  await openSample(page);
  await saved(page);
  // A newer version begins and gives up: the connection of the page is closed for it.
  await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("seatplan", 99);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = (event) => (event.preventDefault(), resolve());
  }));
  await setStandard(page, "200");
  await saved(page);
  await page.reload();
  await page.getByRole("grid").waitFor();
  assert.equal(await free(page), "22");
  // Somebody clears what the browser keeps.
  await page.evaluate(() => Promise.all(["seatplan", "seatplan-plans"].map((name) => new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve)))));
  await setStandard(page, "201");
  await saved(page);
  await page.reload();
  await page.getByRole("grid").waitFor();
  assert.equal(await free(page), "23");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await follows(page, "22");
});

scene("a change is an operation in the log; after many a snapshot takes the older one's place", async (page) => {
  const kept = () =>
    inStore(page, async (kept) => {
      const [slots, log, [head]] = [await kept.all("slots"), await kept.keys("log"), await kept.all("tenants")];
      return { from: slots.map(({ from }) => from), log: log.map(([, number]) => number), slot: head.slot, next: head.next };
    });
  await openSample(page);
  await saved(page);
  assert.deepEqual(await kept(), { from: [1], log: [], slot: 0, next: 1 });
  await setStandard(page, "200");
  await setStandard(page, "201");
  assert.deepEqual(await kept(), { from: [1], log: [1, 2], slot: 0, next: 3 });
  // As if there had been many.
  await inStore(page, async (kept) => kept.put("tenants", "sample", { ...(await kept.get("tenants", "sample")), size: 5_000_000 }));
  await page.reload();
  await setStandard(page, "202");
  for (let round = 0; (await kept()).slot === 0; round++) {
    assert.ok(round < 50, "no new snapshot");
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await kept(), { from: [1, 4], log: [1, 2, 3], slot: 1, next: 4 });
  await setStandard(page, "203");
  await page.reload();
  await follows(page, "25");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await follows(page, "24");
});

scene("a second tab reads along, changes nothing, and can take over", async (page, browser) => {
  await openSample(page);
  await saved(page);
  const second = await browser.context.newPage();
  await second.goto(page.url());
  await reading(second);
  await setStandard(page, "190");
  await follows(second, "12");
  // What would not be kept is refused, and what to do about it has the focus.
  await second.getByRole("button", { name: "Set counts… Users, standard" }).click();
  await second.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill("500");
  await second.getByRole("button", { name: "Save", exact: true }).click();
  await second.getByText("Nothing was changed, because this tenant is open in another tab.", { exact: false }).waitFor();
  assert.equal(await free(second), "12");
  await second.locator("#take-over:focus").waitFor();
  await second.keyboard.press("Enter");
  await saved(second);
  await reading(page);
  await setStandard(second, "210");
  await follows(page, "32");
  await second.reload();
  await follows(second, "32");
  await saved(second);
});

scene("a damaged snapshot: the one before and what was done since lead to the same state", async (page) => {
  await openSample(page);
  await saved(page);
  await setStandard(page, "200");
  await inStore(page, async (kept) => {
    // A newer one that is damaged.
    const { bytes } = await kept.get("slots", ["sample", 0]);
    bytes[100] ^= 1;
    await kept.put("slots", ["sample", 1], { from: 2, bytes });
    await kept.put("tenants", "sample", { ...(await kept.get("tenants", "sample")), slot: 1 });
  });
  await page.reload();
  await page.getByText("the last good state was opened", { exact: false }).waitFor();
  assert.equal(await free(page), "22");
  assert.equal((await inStore(page, (kept) => kept.keys("damaged"))).length, 1);
  await saved(page);
  await page.reload();
  await saved(page);
  assert.equal(await page.getByText("damaged").count(), 0);
  assert.equal(await free(page), "22");
});

scene("a damaged operation: what was before it is opened, and it is put aside", async (page) => {
  await openSample(page);
  await saved(page);
  for (const count of ["200", "201", "202"]) await setStandard(page, count);
  await inStore(page, async (kept) => {
    const operation = await kept.get("log", ["sample", 2]);
    operation[operation.length >> 1] ^= 4;
    await kept.put("log", ["sample", 2], operation);
  });
  await page.reload();
  await page.getByText("the last good state was opened", { exact: false }).waitFor();
  assert.equal(await free(page), "22");
  await setStandard(page, "205");
  await page.reload();
  await follows(page, "27");
  assert.equal(await page.getByText("damaged").count(), 0);
});

scene("where nothing is whole, it is put aside and reported, never deleted", async (page) => {
  await openSample(page);
  await saved(page);
  await inStore(page, async (kept) => {
    const slot = await kept.get("slots", ["sample", 0]);
    slot.bytes[100] ^= 1;
    await kept.put("slots", ["sample", 0], slot);
  });
  await page.reload();
  await page.getByText("was damaged", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
  assert.equal((await inStore(page, (kept) => kept.keys("damaged"))).length, 1);
});

scene("what an earlier version kept is taken over", async (page) => {
  await openSample(page);
  await saved(page);
  await page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    let database = await done(indexedDB.open("seatplan"));
    const transaction = database.transaction(["slots", "tenants"]);
    const [{ bytes }] = await done(transaction.objectStore("slots").getAll());
    const [{ columns }] = await done(transaction.objectStore("tenants").getAll());
    database.close();
    await done(indexedDB.deleteDatabase("seatplan"));
    const request = indexedDB.open("seatplan", 1);
    request.onupgradeneeded = () => ["plans", "damaged", "meta"].forEach((name) => request.result.createObjectStore(name));
    database = await done(request);
    const plan = { name: "Of old", sample: false, savedAt: "2026-01-02T03:04:05.000Z", format: "snapshot", bytes, columns };
    await done(database.transaction("plans", "readwrite").objectStore("plans").put(plan, "plan"));
    database.close();
  });
  await page.reload();
  await page.getByText("Of old").first().waitFor();
  assert.equal(await free(page), "9");
});

scene("several tenants: named, opened, deleted, by keyboard", async (page) => {
  await openSample(page);
  await saved(page);
  const tenants = async () => {
    await page.getByRole("button", { name: "Plan", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Tenants…" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
  };
  const press = async (name) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  await tenants();
  await press("New tenant");
  await page.getByRole("heading", { name: "Tenants in this browser" }).waitFor();
  await page.locator("input[type=file]").first().setInputFiles({ name: "contoso.csv", mimeType: "text/csv", buffer: m365(30) });
  await page.getByRole("button", { name: "Import 30 rows" }).click();
  await page.getByText("30 users").first().waitFor();
  await saved(page);
  await tenants();
  assert.equal(await page.locator(".tenants li").count(), 2);
  await press("Rename contoso");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Contoso, Oslo");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename Contoso, Oslo" }).waitFor();
  await press("Open Sample tenant");
  await page.getByText("236 users").first().waitFor();
  await page.reload();
  await page.getByText("236 users").first().waitFor();
  await tenants();
  await press("Delete Contoso, Oslo");
  await press("Delete for good Contoso, Oslo");
  await page.locator(".tenants li").nth(1).waitFor({ state: "detached" });
  assert.equal(await page.locator(".tenants li").count(), 1);
});

scene("two tabs write two tenants", async (page, browser, server) => {
  await openSample(page);
  await saved(page);
  const second = await browser.context.newPage();
  await second.goto(server.address);
  await reading(second);
  await second.getByRole("button", { name: "Plan", exact: true }).click();
  await second.getByRole("button", { name: "Tenants…" }).click();
  await second.getByRole("button", { name: "New tenant" }).click();
  await second.getByText("open in another tab").waitFor();
  await second.locator("input[type=file]").first().setInputFiles({ name: "contoso.csv", mimeType: "text/csv", buffer: m365(30) });
  await second.getByRole("button", { name: "Import 30 rows" }).click();
  await saved(second);
  await setStandard(page, "200");
  await Promise.all([page.reload(), second.reload()]);
  await second.getByText("30 users").first().waitFor();
  await page.getByText("236 users").first().waitFor();
  assert.equal(await free(page), "22");
  await Promise.all([saved(page), saved(second)]);
});

scene("a tenant saved as a file opens elsewhere, with its plans; plans that were tampered with are refused", async (page) => {
  await states["into a plan"](page);
  await page.getByRole("button", { name: "Put into the plan" }).click();
  await page.getByText("Put into Plan 1 on 1 Dec 2026.").waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save plan as a file" }).click();
  const file = readFileSync(await (await download).path());
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Close and forget" }).click();
  await page.getByRole("button", { name: "Forget this plan" }).click();
  const open = (buffer) => page.locator("input[type=file]").setInputFiles({ name: "mine.seatplan.json", mimeType: "application/json", buffer });
  await open(Buffer.from(file.toString().replace(`"day":"2026-12-01"`, `"day":7`)));
  await page.getByRole("dialog").getByText("`plans` is not as this page saves it", { exact: false }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await open(file);
  await page.getByRole("button", { name: "Open this plan" }).click();
  await page.getByRole("grid").waitFor();
  assert.equal(await free(page), "9");
  await page.getByRole("link", { name: "Plans" }).click();
  await page.getByRole("button", { name: "Plan 1" }).click();
  await page.getByRole("button", { name: "Buy 9 as well" }).waitFor();
  await saved(page);
  await page.reload();
  await page.getByRole("button", { name: "Buy 9 as well" }).waitFor();
});
