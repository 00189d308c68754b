// The long test, not part of `make test`: the browser is killed at random while it saves, and two tabs race.
// What is opened again is the plan before or after, never another, never none. KILLS and RACES set how often.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browse, openSample, saved, serve } from "../page/browser.mjs";
import { processes } from "./processes.mjs";

const KILLS = Number(process.env.KILLS ?? 200);
const RACES = Number(process.env.RACES ?? 100);

/** The browser of a profile, ended at once, as by a power cut. */
function kill(profile) {
  for (const { pid } of processes(profile)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended with its parent.
    }
  }
}

/** How many standard licenses the page says are purchased. */
async function purchased(page) {
  await page.locator(".pool").first().waitFor();
  const text = await page.locator(".pool", { hasText: "Users, standard" }).locator(".link", { hasText: "assigned" }).textContent();
  return Number(/of ([\d,]+)/.exec(text)[1].replaceAll(",", ""));
}

/** Types a count and has Save pressed in a moment; `told()`: whether the page has said by now that it is done. */
async function set(page, count) {
  await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill(String(count));
  let told = false;
  const listen = (message) => (told ||= message.text() === `done ${count}`);
  page.on("console", listen);
  await page.evaluate((count) => {
    const gone = new MutationObserver(() => {
      if (document.querySelector("dialog")) return;
      gone.disconnect();
      console.log(`done ${count}`);
    });
    gone.observe(document.body, { subtree: true, childList: true });
    const save = document.querySelector("dialog .button.primary");
    setTimeout(() => save.click(), 20);
  }, count);
  return () => told;
}

const wait = (from, to) => new Promise((resolve) => setTimeout(resolve, from + Math.random() * (to - from)));

/** Makes the log so long that the next change is followed by a snapshot. */
async function lengthen(page) {
  await page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("seatplan"));
    const store = database.transaction("tenants", "readwrite").objectStore("tenants");
    const head = await done(store.get("sample"));
    await done(store.put({ ...head, size: 100_000_000 }, "sample"));
    database.close();
  });
  await page.reload();
  await purchased(page);
}

test(`the browser is killed ${KILLS} times while it saves`, { timeout: 3_600_000 }, async () => {
  const server = await serve();
  let browser = await browse(server.address);
  const profile = browser.directory;
  const counts = { after: 0, before: 0, acknowledged: 0 };
  try {
    await openSample(browser.page);
    await saved(browser.page);
    let before = await purchased(browser.page);
    for (let round = 0; round < KILLS; round++) {
      const { page } = browser;
      const next = 1000 + round;
      // By turns while an operation is written, and while a snapshot takes the older one's place.
      const swap = round % 2 === 1;
      if (swap) await lengthen(page);
      const told = await set(page, next);
      await (swap ? wait(1500, 1650) : wait(0, 90));
      const sure = told();
      kill(profile);
      await browser.context.close().catch(() => {});
      browser = await browse(server.address, { profile });
      const found = await purchased(browser.page).catch(async (error) => {
        error.message = `round ${round}: ${error.message}\n${await browser.page.locator("body").innerText()}\n${browser.wrong.join("\n")}`;
        throw error;
      });
      assert.ok(found === next || (found === before && !sure), `round ${round}: ${found} after ${before}, then ${next}${sure ? ", which was said to be saved" : ""}`);
      assert.equal(await browser.page.getByText("damaged").count(), 0, `round ${round}`);
      counts[found === next ? "after" : "before"]++;
      if (sure) counts.acknowledged++;
      before = found;
    }
    console.log(`${KILLS} kills: ${counts.after} times the plan after, ${counts.before} times the plan before; ${counts.acknowledged} changes were said to be saved, none of them is lost`);
  } finally {
    await browser.close();
    server.close();
  }
});

test(`two tabs race ${RACES} times`, { timeout: 3_600_000 }, async () => {
  const server = await serve();
  const browser = await browse(server.address);
  try {
    const { page, context } = browser;
    await openSample(page);
    await saved(page);
    const other = await context.newPage();
    await other.goto(page.url());
    let writer = page;
    let reader = other;
    let last = await purchased(page);
    const counts = { after: 0, before: 0 };
    for (let round = 0; round < RACES; round++) {
      const next = 2000 + round;
      await reader.getByText("This tenant is open in another tab.", { exact: false }).first().waitFor();
      // The one that writes saves while the other takes over.
      await writer.bringToFront();
      const told = await set(writer, next);
      await wait(0, 60);
      const sure = told();
      await reader.getByRole("button", { name: "Take over here" }).dispatchEvent("click");
      await reader.locator(".kept.saved").waitFor();
      const found = await purchased(reader);
      assert.ok(found === next || (found === last && !sure), `round ${round}: ${found} after ${last}, then ${next}${sure ? ", which was said to be saved" : ""}`);
      counts[found === next ? "after" : "before"]++;
      // The one that lost it shows what is kept, and says so where its own change is not.
      await writer.getByText("This tenant is open in another tab.", { exact: false }).first().waitFor();
      await writer.bringToFront();
      await writer.locator(".pool", { hasText: "Users, standard" }).getByText(`of ${found.toLocaleString("en-GB")} assigned`).waitFor();
      await writer.keyboard.press("Escape");
      last = found;
      [writer, reader] = [reader, writer];
    }
    console.log(`${RACES} races: ${counts.after} times the change before the take-over is kept, ${counts.before} times it is not`);
  } finally {
    await browser.close();
    server.close();
  }
});
