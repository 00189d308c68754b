// The long test, not part of `make test`: the browser is killed at random while it saves, and two tabs race.
// What is opened again is the plan before or after, never another, never none. KILLS and RACES set how often.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { browse, openSample, saved, serve } from "../page/browser.mjs";

const KILLS = Number(process.env.KILLS ?? 200);
const RACES = Number(process.env.RACES ?? 100);

/** The browser of a profile, ended at once, as by a power cut. */
function kill(profile) {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    let command = "";
    try {
      command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      continue;
    }
    if (!command.includes(`--user-data-dir=${profile}`)) continue;
    try {
      process.kill(Number(pid), "SIGKILL");
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

/** Types a count and presses Save, without waiting for anything after. */
async function set(page, count) {
  await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill(String(count));
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

test(`the browser is killed ${KILLS} times while it saves`, { timeout: 3_600_000 }, async () => {
  const server = await serve();
  let browser = await browse(server.address);
  const profile = browser.directory;
  try {
    await openSample(browser.page);
    await saved(browser.page);
    let before = await purchased(browser.page);
    let after = 0;
    for (let round = 0; round < KILLS; round++) {
      const next = 1000 + round;
      await set(browser.page, next);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      kill(profile);
      await browser.context.close().catch(() => {});
      browser = await browse(server.address, { profile });
      const found = await purchased(browser.page);
      assert.ok(found === before || found === next, `round ${round}: ${found} is neither ${before} nor ${next}`);
      assert.equal(await browser.page.getByText("was damaged").count(), 0, `round ${round}`);
      if (found === next) after++;
      before = found;
    }
    console.log(`${KILLS} kills: ${after} times the plan after, ${KILLS - after} times the plan before`);
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
    for (let round = 0; round < RACES; round++) {
      const next = 2000 + round;
      await reader.getByText("This tenant is open in another tab.", { exact: false }).waitFor();
      // The one that writes saves while the other takes over.
      await writer.bringToFront();
      await set(writer, next);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      await reader.getByRole("button", { name: "Take over here" }).dispatchEvent("click");
      await reader.locator(".kept.saved").waitFor();
      const found = await purchased(reader);
      assert.ok(found === last || found === next, `round ${round}: ${found} is neither ${last} nor ${next}`);
      last = found;
      [writer, reader] = [reader, writer];
    }
  } finally {
    await browser.close();
    server.close();
  }
});
