// What is about to be clicked stays where it is, and what has the focus is never lost.
import assert from "node:assert/strict";
import { openSample, stage, withEngine } from "./browser.mjs";
import { m365 } from "./fixtures/make.mjs";

const scene = stage();

const button = (page, name) => page.getByRole("button", { name }).first();

scene("what is counted late moves no button that is about to be clicked", async (page) => {
  // Values of filters come a second after everything else.
  await withEngine(page, `
    const post = self.postMessage.bind(self);
    self.postMessage = (message) => void setTimeout(() => post(message), message.value?.[0]?.values ? 1000 : 0);
  `);
  await openSample(page);
  const activate = button(page, /^Activate standard/);
  const before = await activate.boundingBox();
  assert.equal(await page.locator(".facet").count(), 0);
  await page.mouse.move(before.x + 20, before.y + 10);
  await page.mouse.down();
  await page.locator(".facet").first().waitFor();
  await page.mouse.up();
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(await activate.boundingBox(), before);
});

scene("selecting and filtering move neither actions nor filters", async (page) => {
  await openSample(page);
  const sales = page.getByRole("group", { name: "Department" }).getByLabel(/^Sales/);
  await sales.waitFor();
  const places = async () => JSON.stringify([await button(page, /^Activate standard/).boundingBox(), await button(page, /^Deactivate/).boundingBox(), await button(page, /^Select all/).boundingBox()].map(({ x, y }) => [x, y]));
  const before = await places();
  await page.locator(".grid-body input").first().check();
  await page.getByText("1 selected").first().waitFor();
  assert.equal(await places(), before);
  await button(page, "Clear selection").click();
  assert.equal(await places(), before);
  // Chosen and taken back without moving the pointer.
  const box = await sales.boundingBox();
  await sales.check();
  await page.getByText("44 of 236 match").waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(await sales.boundingBox(), box);
  await page.mouse.click(box.x + 5, box.y + 5);
  await page.getByText("236 users").waitFor();
});

scene("saving moves nothing, at any width", async (page) => {
  await openSample(page);
  for (const width of [1280, 1024, 900, 800, 640, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const heights = await page.evaluate(() => {
      const kept = document.querySelector(".kept");
      const text = kept.lastChild;
      const said = text.data;
      const found = ["Saving…", "Saved in this browser", "Saved, may be cleared by the browser", "Not saved"].map((words) => ((text.data = words), document.querySelector("main").getBoundingClientRect().top));
      text.data = said;
      return found;
    });
    assert.equal(new Set(heights).size, 1, `${width}: ${heights}`);
  }
});

scene("menus are inside the window", async (page) => {
  await openSample(page);
  // The last is 400 % of a small screen.
  for (const [width, height] of [[1280, 800], [320, 800], [320, 215]]) {
    await page.setViewportSize({ width, height });
    for (const name of ["Plan", "Language and colours", "Columns"]) {
      await page.getByRole("button", { name, exact: true }).click();
      const menu = page.locator("[popover]:popover-open");
      const { x, y, width: wide, height: high } = await menu.boundingBox();
      assert.ok(x >= 0 && x + wide <= width && wide <= 420, `${name} at ${width}: ${x}, ${wide}`);
      assert.ok(y >= 0 && y + high <= height, `${name} at ${height}: ${y}, ${high}`);
      await page.keyboard.press("Escape");
    }
  }
});

scene("whatever goes or is done, the focus stays near", async (page) => {
  await openSample(page);
  const held = () => page.evaluate(() => document.activeElement !== document.body && document.activeElement.outerHTML.slice(0, 80));
  const press = async (locator, done) => {
    await locator.focus();
    await page.keyboard.press("Enter");
    await done.waitFor();
    assert.ok(await held(), String(locator));
  };
  await press(button(page, /^Select all/), page.getByText("236 selected").first());
  await press(button(page, "Clear selection"), button(page, /^Activate standard for all 236/));
  await page.getByRole("group", { name: "License type" }).getByLabel(/^Archived/).check();
  await press(button(page, "Remove the filter License type: Archived"), page.getByText("236 users").first());
  await page.getByRole("group", { name: "Department" }).getByLabel(/^Finance/).check();
  await press(button(page, "Clear filters"), page.getByText("236 users").first());
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await press(button(page, "Next"), page.getByText("101–200 of 236"));
  await press(button(page, "Next"), page.getByText("201–236 of 236"));
  await page.getByLabel("Search and filter").fill("status:grace");
  await page.getByText("12 of 236 match").waitFor();
  await button(page, /^Activate archived/).click();
  await page.getByRole("button", { name: /^Take the/ }).click();
  await page.getByRole("button", { name: /^Activate 4 archived/ }).click();
  await press(page.locator(".notice.good").getByRole("button", { name: "Undo" }), page.getByText("The change was taken back."));
  await press(page.locator(".notice", { hasText: "taken back" }).getByRole("button", { name: "Close" }), page.getByText("12 of 236 match"));
});

scene("a second click on Import takes no file that was not looked at", async (page) => {
  const file = (name, count) => ({ name, mimeType: "text/csv", buffer: m365(count) });
  await page.locator("input[type=file]").setInputFiles([file("one.csv", 10), file("two.csv", 20)]);
  const { x, y } = await button(page, "Import 10 rows").boundingBox();
  await page.mouse.click(x + 20, y + 10);
  await button(page, "Import 20 rows").waitFor();
  await page.mouse.click(x + 20, y + 10);
  await page.waitForTimeout(150);
  await page.getByText("10 users").first().waitFor();
  await button(page, "Import 20 rows").click();
  await page.getByText("20 users").first().waitFor();
});

scene("a message goes with the tenant it is about", async (page) => {
  await page.locator("input[type=file]").setInputFiles({ name: "one.csv", mimeType: "text/csv", buffer: m365(10) });
  await button(page, "Import 10 rows").click();
  await page.locator(".notice.good").waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Tenants…" }).click();
  await page.getByRole("button", { name: "New tenant" }).click();
  await openSample(page);
  assert.equal(await page.locator(".notice.good").count(), 0);
});
