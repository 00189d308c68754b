// The grid by itself, over a million rows that are made up: at every scale each row is reached, rows are
// contiguous whatever one does, and the focus is never lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { stage } from "./browser.mjs";

const scene = stage();
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const COUNT = 1_000_000;

const { outputFiles } = await build({
  stdin: { contents: `export { Grid } from ${JSON.stringify(here("../../www/src/grid/grid.ts"))};`, resolveDir: here(".") },
  bundle: true, write: false, format: "iife", globalName: "made",
});
const script = outputFiles[0].text;
const styles = ["tokens", "base", "list", "grid"].map((name) => readFileSync(here(`../../www/src/css/${name}.css`), "utf8")).join("\n");

/** Puts a grid of a million rows on an empty page. */
async function mount(page) {
  await page.goto("about:blank");
  await page.setContent(`<!doctype html><html lang="en"><title>grid</title><style>${styles}</style><div class="grid-host" style="height:520px;width:700px"></div></html>`);
  await page.addScriptTag({ content: script });
  await page.evaluate((count) => {
    window.events = [];
    const log = (name) => (...given) => void window.events.push([name, ...given.map((one) => one?.key ?? one)]);
    const actions = Object.fromEntries(["clicked", "toggle", "extend", "all", "none", "open", "sort", "letter"].map((name) => [name, log(name)]));
    const fetchRows = async (offset, limit) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const many = Math.max(0, Math.min(limit, window.count - offset));
      return Array.from({ length: many }, (_, place) => ({ id: `r${offset + place}`, marked: false, cells: { a: `row ${offset + place}`, b: "b" } }));
    };
    window.count = count;
    const grid = new window.made.Grid(fetchRows, actions);
    window.grid = grid;
    document.querySelector(".grid-host").append(grid.root);
    const column = (key) => ({ key, label: key, width: 160, grow: 1, sort: null, sortable: true, draw: (cell, row) => (cell.textContent = row.cells[key]) });
    grid.configure(["a", "b", "c", "d"].map(column), { label: "Rows", selectAll: "Select all", select: (row) => row.id });
    grid.setRows(count, true);
  }, COUNT);
}

/** What must be true at any time; gives the places in sight. */
const check = (page) =>
  page.evaluate(async () => {
    const pause = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 4)));
    for (let i = 0; i < 4; i++) await pause();
    const wrong = [];
    const box = document.querySelector(".grid-scroll").getBoundingClientRect();
    const bottom = box.top + document.querySelector(".grid-scroll").clientHeight;
    const rows = [...document.querySelectorAll(".grid-body > .grid-row")];
    const places = rows.map((row) => Number(row.getAttribute("aria-rowindex")) - 2);
    if (places.some((place, at) => at > 0 && place <= places[at - 1])) wrong.push(`order ${places}`);
    if (rows.length > 40) wrong.push(`${rows.length} rows in the document`);
    const seen = rows.map((row, at) => ({ place: places[at], box: row.getBoundingClientRect(), row })).filter(({ box: { top, bottom: end } }) => end > box.top + 0.5 && top < bottom - 0.5);
    for (let at = 1; at < seen.length; at++) {
      if (seen[at].place !== seen[at - 1].place + 1) wrong.push(`gap after ${seen[at - 1].place}`);
      if (Math.abs(seen[at].box.top - seen[at - 1].box.bottom) > 1) wrong.push(`hole after ${seen[at - 1].place}`);
    }
    const rowHeight = 40;
    if (seen.length > 0 && seen[0].box.top > box.top + 1) wrong.push(`uncovered at the top: ${seen[0].place}`);
    if (seen.length > 0 && seen.at(-1).box.bottom < bottom - 1 && seen.at(-1).place !== window.count - 1) wrong.push(`uncovered at the bottom: ${seen.at(-1).place}`);
    if (seen.length < Math.min(window.count, Math.floor((bottom - box.top) / rowHeight))) wrong.push(`${seen.length} rows in sight`);
    for (const { place, row } of seen) if (row.children[1].textContent !== `row ${place}`) wrong.push(`place ${place} says ${row.children[1].textContent}`);
    if (document.querySelectorAll(".grid [tabindex='0']").length !== 1) wrong.push("not one tab stop");
    if (window.focusHeld && !document.querySelector(".grid").contains(document.activeElement)) wrong.push("the focus is lost");
    const last = seen.at(-1);
    return { wrong, first: seen[0]?.place, last: last?.place, lastWhole: Boolean(last && last.box.bottom <= bottom + 1), focus: document.activeElement?.closest(".grid-row")?.getAttribute("aria-rowindex") };
  });

const SCALES = [[1, []], [1.5, ["--force-device-scale-factor=1.5"]], [2, ["--force-device-scale-factor=2"]], [4, ["--force-device-scale-factor=4"]]];

for (const [scale, args] of SCALES) {
  scene(`a million rows at scale ${scale}: the last one is reached, rows move one by one`, async (page) => {
    await mount(page);
    assert.equal(await page.evaluate(() => devicePixelRatio), scale);
    await page.locator(".grid [tabindex='0']").focus();
    await page.evaluate(() => (window.focusHeld = true));
    await page.keyboard.press("Control+End");
    let state = await check(page);
    assert.deepEqual([state.wrong, state.last, state.lastWhole, state.focus], [[], COUNT - 1, true, String(COUNT + 1)]);
    await page.keyboard.press("ArrowUp");
    assert.equal((await check(page)).focus, String(COUNT));
    // The bar to its middle, then by wheel: fifty times forty pixels are fifty rows.
    await page.evaluate(() => {
      const scroller = document.querySelector(".grid-scroll");
      scroller.scrollTop = scroller.scrollHeight / 2;
    });
    const middle = await check(page);
    assert.ok(Math.abs(middle.first - COUNT / 2) < 30, `in the middle: ${middle.first}`);
    await page.mouse.move(300, 300);
    for (let i = 0; i < 50; i++) await page.mouse.wheel(0, 40);
    await page.waitForTimeout(100);
    state = await check(page);
    assert.deepEqual([state.wrong, state.first], [[], middle.first + 50]);
    await page.evaluate(() => (document.querySelector(".grid-scroll").scrollTop = 0));
    assert.equal((await check(page)).first, 0);
  }, { args: [...args, "--window-size=4000,3200"], options: { viewport: null } });
}

scene("a thousand random steps: rows are contiguous, the focus is kept", async (page) => {
  await mount(page);
  let seed = 7;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pick = (list) => list[Math.floor(random() * list.length)];
  await page.locator(".grid [tabindex='0']").focus();
  await page.evaluate(() => (window.focusHeld = true));
  await page.mouse.move(300, 300);
  const keys = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Control+End", "Control+Home", "ArrowLeft", "ArrowRight", "Home", "End"];
  const steps = {
    wheel: async () => page.mouse.wheel(0, (random() - 0.5) * pick([100, 1000, 20_000])),
    bar: async () => page.evaluate((share) => {
      const scroller = document.querySelector(".grid-scroll");
      scroller.scrollTop = share * scroller.scrollHeight;
    }, random()),
    key: async () => page.keyboard.press(pick(keys)),
    size: async () => page.evaluate((height) => (document.querySelector(".grid-host").style.height = `${height}px`), 200 + Math.floor(random() * 500)),
    count: async () => page.evaluate(([count, top]) => {
      window.count = count;
      window.grid.setRows(count, top);
    }, [pick([3, 40, 1000, 250_000, COUNT]), random() < 0.5]),
    same: async () => page.evaluate(() => window.grid.refresh()),
  };
  const names = ["wheel", "wheel", "bar", "key", "key", "key", "size", "count", "same"];
  for (let step = 0; step < 1000; step++) {
    const name = pick(names);
    await steps[name]();
    if (step % 5 !== 0) continue;
    const { wrong } = await check(page);
    assert.deepEqual(wrong, [], `step ${step}, ${name}`);
  }
});

scene("the keys do what the practices for grids say", async (page) => {
  await mount(page);
  await page.locator(".grid [tabindex='0']").focus();
  const press = async (key) => {
    await page.keyboard.press(key);
    await check(page);
    return page.evaluate(() => {
      const cell = document.activeElement;
      return [Number(cell.parentElement.getAttribute("aria-rowindex")) - 2, Number(cell.getAttribute("aria-colindex")) - 1];
    });
  };
  assert.deepEqual(await press("ArrowDown"), [0, 1]);
  assert.deepEqual(await press("ArrowRight"), [0, 2]);
  assert.deepEqual(await press("End"), [0, 4]);
  assert.deepEqual(await press("Home"), [0, 0]);
  assert.deepEqual(await press("PageDown"), [10, 0]);
  assert.deepEqual(await press("Control+ArrowDown"), [COUNT - 1, 0]);
  assert.deepEqual(await press("Control+Home"), [0, 0]);
  assert.deepEqual(await press("ArrowUp"), [-1, 0]);
  await page.evaluate(() => (window.events = []));
  await press("ArrowDown");
  await press("Space");
  await press("Shift+ArrowDown");
  await press("Control+a");
  await press("Enter");
  await press("Escape");
  await press("s");
  await press("Control+d");
  await press("ArrowUp");
  await press("ArrowUp");
  await press("ArrowRight");
  await press("Enter");
  const events = await page.evaluate(() => window.events);
  assert.deepEqual(events, [["toggle", 0], ["extend", 1], ["all", true], ["open", 1], ["none"], ["letter", "s"], ["sort", "a", false]]);
});
