// The main job once by mouse and once by keys alone, to the same state; and the focus, wherever it goes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { available, saved, stage, withEngine } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";
import { reset, states } from "./states.mjs";

const scene = stage();
/** Where each of the two ways ended. */
const ended = [];

/** The day of the engine, so that both ways end in the same instants. */
const FIXED = `
  const { Date: Real } = self;
  self.Date = class extends Real {
    constructor(...given) { super(...(given.length === 0 ? ["2026-11-26T09:00:00.000Z"] : given)); }
    static now() { return new Real("2026-11-26T09:00:00.000Z").getTime(); }
  };
`;

/** What is on disk: the tenant with its history, and its plans. */
const kept = (page) =>
  page.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const found = [];
    for (const [database, stores] of [["seatplan", ["slots", "log"]], ["seatplan-plans", ["plans"]]]) {
      const open = await done(indexedDB.open(database));
      for (const name of stores) found.push(...(await done(open.transaction(name).objectStore(name).getAll())));
      open.close();
    }
    return found.map((part) => (part.from === undefined && !(part instanceof Uint8Array) ? JSON.stringify(part) : new TextDecoder().decode(part.bytes ?? part)));
  });

/** A person with a mouse. Words are typed by everybody. */
const mouse = (page) => {
  const named = (name) => page.getByRole("button", { name, exact: true }).or(page.getByRole("link", { name, exact: true })).filter({ visible: true }).first();
  return {
    press: (name) => named(name).click(),
    write: (label, text) => page.getByLabel(label, { exact: true }).first().fill(text),
    pickDay: (label, day) => page.getByLabel(label).fill(day),
    selectAll: () => named(/^Select all/).click(),
    openFirst: () => page.locator(".grid-body .name").first().click(),
  };
};

/** A person with a keyboard: what is wanted is reached by Tab, in what is open. */
const keys = (page) => {
  const tabTo = async (wanted, key = "Tab") => {
    for (let press = 0; press < 150; press++) {
      await page.keyboard.press(key);
      const name = await page.evaluate(() => {
        const { activeElement: at } = document;
        if (at.closest(".grid")) return "grid";
        return (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
      });
      if (typeof wanted === "string" ? name === wanted : wanted.test(name)) return;
    }
    throw new Error(`${wanted} was not reached by ${key}`);
  };
  return {
    async press(name) {
      await tabTo(name);
      await page.keyboard.press("Enter");
    },
    async write(label, text) {
      if (label === "Search and filter") await page.keyboard.press("/");
      else await tabTo(label);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    },
    async pickDay(label, day) {
      await tabTo(label);
      const [year, month, date] = day.split("-");
      await page.keyboard.type(month + date + year);
    },
    async selectAll() {
      await tabTo("grid");
      await page.keyboard.press("Control+a");
    },
    async openFirst() {
      await tabTo("grid");
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Enter");
    },
  };
};

/** From a file to a decided plan. Gives what was handed out. */
async function mainScript(page, { press, write, pickDay, selectAll, openFirst }) {
  const dialog = page.getByRole("dialog");
  const closed = () => dialog.waitFor({ state: "detached" });
  const told = (text) => page.locator(".notice.good", { hasText: text }).waitFor();

  // Import.
  const chooser = page.waitForEvent("filechooser");
  await press(/^Open files/);
  await (await chooser).setFiles({ name: "export.csv", mimeType: "text/csv", buffer: m365(40) });
  await press("Import 40 rows");
  await closed();
  await page.getByText("40 users").first().waitFor();
  // From here on each step is an operation behind the same snapshot.
  await saved(page);
  await press("Set counts…");
  await write("Standard", "5");
  await press("Save");
  await closed();

  // Filter, select all, activate: short, and a way out.
  await write("Search and filter", "department:Sales");
  await page.getByText("8 of 40 match").waitFor();
  await selectAll();
  await page.getByText("8 selected").first().waitFor();
  await press(/^Activate standard/);
  await dialog.getByText("3 short", { exact: false }).first().waitFor();
  await press("Buy 3 and activate 8");
  await dialog.getByText("Purchase 3 standard licenses.", { exact: false }).waitFor();
  await press("Activate 8 standard licenses");
  await closed();
  await told("Activate Standard for 8 targets.");

  // Deactivate somebody: previewed, done, taken back.
  await openFirst();
  await page.getByRole("complementary").waitFor();
  await press("Deactivate");
  await dialog.getByText("No data to keep").first().waitFor();
  await press("Deactivate 1 license");
  await closed();
  await told("Deactivate the license");
  assert.equal(await available(page, "Users, standard"), "1");
  await press(/^Undo: Deactivate/);
  await page.getByText("The change was taken back.").waitFor();
  assert.equal(await available(page, "Users, standard"), "0");

  // The same a month later, as a plan: by then there is data, and it is not kept for ever.
  await press("Deactivate");
  await press("Into a plan…");
  await pickDay("On (UTC)", "2026-12-26");
  await press("Put into the plan");
  await closed();
  await told("Put into Plan 1 on 26 Dec 2026.");
  await press("Timeline");
  await page.getByText("No data is purged until").waitFor();
  await press("Plans");
  await page.getByText("1 holder differs.").waitFor();

  // Handed out, as it was decided.
  const files = [];
  await press("Plan 1");
  for (const kind of ["Changes as a table (CSV)", "Checklist for the portal"]) {
    await press("Hand out");
    const download = page.waitForEvent("download");
    await press(kind);
    files.push(readFileSync(await (await download).path(), "utf8"));
  }
  await saved(page);
  return files;
}

for (const [how, hands] of [["by mouse", mouse], ["by keys alone", keys]]) {
  scene(`the main script, from a file to a decided plan, ${how}`, async (page) => {
    await withEngine(page, FIXED);
    await page.getByRole("button", { name: "Open files…" }).waitFor();
    const start = performance.now();
    const files = await mainScript(page, hands(page));
    console.log(`${how}: ${Math.round((performance.now() - start) / 1000)} s`);
    assert.match(files[0], /"standard","none","retainedUntil","2027-02-24T/);
    ended.push({ files, kept: await kept(page) });
    if (ended.length === 2) assert.deepEqual(ended[1], ended[0]);
  });
}

scene("letters in the grid ask what the buttons of the actions ask, and only there", async (page) => {
  await states.filtered(page);
  await page.locator(".grid [tabindex='0']").first().focus();
  for (const [letter, heading] of [["s", "Activate standard licenses"], ["a", "Activate archived licenses"], ["d", "Deactivate licenses"]]) {
    await page.keyboard.press(letter);
    await page.getByRole("heading", { name: heading }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // The focus is back in the grid.
    assert.ok(await page.evaluate(() => document.activeElement.closest(".grid") !== null));
  }
  await page.getByRole("link", { name: /^Users/ }).focus();
  await page.keyboard.press("s");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

scene("Tab goes everywhere, is trapped nowhere, and what has the focus is seen", async (page, browser, server) => {
  for (const name of ["empty", "file with bad rows", "list", "filtered", "details", "table", "preview", "short", "licenses", "a plan with a refusal", "rehearsal", "help", "columns", "preview of a loss"]) {
    await page.goto(server.address);
    await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
    await states[name](page);
    // The walk begins when all there is has come.
    if ((await page.locator(".facets").count()) > 0) await page.locator(".facet").first().waitFor({ state: "attached" });
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
