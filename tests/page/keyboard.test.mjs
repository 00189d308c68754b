// The main job once by mouse and once by keys alone, to the same state; and the focus, wherever it goes.
import assert from "node:assert/strict";
import { openSample, saved, stage } from "./browser.mjs";
import { reset, states } from "./states.mjs";

const scene = stage();
const NOBODY = "license:none status:unprotected jobTitle:*";
const LEGAL = "license:standard department:Legal";

/** The plan as it is on disk. */
const kept = (page) =>
  page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open("seatplan"));
    const all = (name) => done(database.transaction(name).objectStore(name).getAll());
    const parts = [...(await all("slots")).map(({ bytes }) => bytes), ...(await all("log"))];
    database.close();
    return parts.map((bytes) => new TextDecoder().decode(bytes)).join();
  });

async function byMouse(page) {
  await openSample(page);
  await page.getByLabel("Search and filter").fill(NOBODY);
  await page.getByText("18 of 236 match").waitFor();
  await page.getByRole("button", { name: /^Select all/ }).click();
  await page.getByRole("button", { name: /^Activate standard for 18/ }).click();
  await page.getByRole("button", { name: "Take the 9 that fit" }).click();
  await page.getByText("9 of 236 match").waitFor();
  await page.getByLabel("Search and filter").fill(LEGAL);
  await page.getByText(/^\d of 236 match/).waitFor();
  await page.locator(".grid-body .name").first().click();
  await page.getByRole("complementary").getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("button", { name: "Deactivate 1 license" }).click();
  await page.locator(".notice.good", { hasText: "Deactivate the license" }).waitFor();
  await saved(page);
}

/** Presses Tab until the focus is where it should be. */
async function tabTo(page, name, key = "Tab") {
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press(key);
    const found = await page.evaluate((wanted) => {
      const { activeElement: at } = document;
      return at.closest(".grid") ? wanted === "grid" : (at.getAttribute("aria-label") ?? at.textContent).trim().startsWith(wanted);
    }, name);
    if (found) return;
  }
  throw new Error(`${name} was not reached by ${key}`);
}

async function byKeys(page) {
  await tabTo(page, "Try the sample tenant");
  await page.keyboard.press("Enter");
  await page.locator(".grid-body .name").nth(2).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type(NOBODY);
  await page.getByText("18 of 236 match").waitFor();
  await tabTo(page, "grid");
  await page.keyboard.press("Control+a");
  await page.getByText("18 selected").first().waitFor();
  await tabTo(page, "Activate standard", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, "Take the 9 that fit");
  await page.keyboard.press("Enter");
  await page.getByText("9 of 236 match").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(LEGAL);
  await page.getByText(/^\d of 236 match/).waitFor();
  await tabTo(page, "grid");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").waitFor();
  await tabTo(page, "Deactivate");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, "Deactivate 1 license");
  await page.keyboard.press("Enter");
  await page.locator(".notice.good", { hasText: "Deactivate the license" }).waitFor();
  await saved(page);
}

scene("by mouse and by keys alone to the same state", async (page) => {
  await byMouse(page);
  const mouse = await kept(page);
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Close and forget" }).click();
  await page.getByRole("button", { name: "Forget this plan" }).click();
  await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await byKeys(page);
  assert.equal(await kept(page), mouse);
});

scene("Tab goes everywhere, is trapped nowhere, and what has the focus is seen", async (page, browser, server) => {
  for (const name of ["empty", "file with bad rows", "list", "filtered", "details", "table", "preview", "short", "licenses", "a plan with a refusal", "rehearsal", "help", "columns", "preview of a loss"]) {
    await page.goto(server.address);
    await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
    await states[name](page);
    const wrong = [];
    const seen = new Set();
    let last = "";
    for (let press = 0; press < 450; press++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const { activeElement: element } = document;
        if (!element || element === document.body) return null;
        const box = (element.closest("label") ?? element).getBoundingClientRect();
        const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 20)];
        const hit = document.elementFromPoint(x, y);
        const covered = !hit || !(element.contains(hit) || hit.contains(element) || hit.closest("label")?.contains(element));
        element.dataset.walk ??= String(Math.random());
        return { key: element.dataset.walk, covered, html: element.outerHTML.slice(0, 100) };
      });
      if (at === null) continue;
      if (at.covered) wrong.push(`${name}: covered: ${at.html}`);
      // A field for a date has several stops.
      if (seen.has(at.key) && at.key !== last) break;
      seen.add(at.key);
      last = at.key;
    }
    assert.deepEqual(wrong, []);
    assert.ok(seen.size >= 3, `${name}: ${seen.size} stops`);
    // Whoever can be reached by mouse can be reached by Tab; in the grid one cell is enough.
    const missed = await page.evaluate(() => {
      const root = document.querySelector("dialog[open]") ?? document.querySelector("[popover]:popover-open") ?? document.body;
      return [...root.querySelectorAll("button, a[href], input, select, summary")]
        .filter((element) => element.checkVisibility() && !element.disabled && !element.dataset.walk && !element.closest(".grid"))
        .map((element) => element.outerHTML.slice(0, 100));
    });
    assert.deepEqual(missed, [], name);
    await reset(page);
  }
});

scene("wider spacing of text cuts nothing off", async (page, browser, server) => {
  for (const name of ["list", "details", "short", "licenses", "plans side by side", "wrong settings", "file with bad rows"]) {
    await page.goto(server.address);
    await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
    await states[name](page);
    const cut = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = [sheet];
      const found = [...document.querySelectorAll("button, h2, h3, p, legend, label, .tag")]
        .filter((element) => element.checkVisibility() && getComputedStyle(element).overflow === "hidden" && !element.closest(".hidden, .grid") && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
        .map((element) => element.outerHTML.slice(0, 120));
      if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push("wider than the window");
      return found;
    });
    assert.deepEqual(cut.filter((html) => !html.includes('class="hidden"')), [], name);
    await reset(page);
  }
});
