// Every state of the page in every theme: nothing for axe to find, nothing too small, nothing cut off.
import assert from "node:assert/strict";
import { audit, stage } from "./browser.mjs";
import { reset, states } from "./states.mjs";

const scene = stage();

/** Targets smaller than 24 pixels, unless they stand in a sentence. */
const small = (page) =>
  page.evaluate(() => {
    const found = [];
    for (const target of document.querySelectorAll("button, a[href], input, select, summary")) {
      const box = (target.closest("label") ?? target).getBoundingClientRect();
      if (box.width > 0 && target.checkVisibility() && (box.width < 24 || box.height < 24) && !target.closest(".skip")) found.push(`${target.outerHTML.slice(0, 90)} ${box.width}x${box.height}`);
    }
    return found;
  });

/** What sticks out of the page to the side. */
const wide = (page) => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

const modes = {
  light: { options: { colorScheme: "light" } },
  dark: { options: { colorScheme: "dark" } },
  "more contrast": { options: { contrast: "more" } },
  "forced colours": { options: { forcedColors: "active" } },
  narrow: { options: { viewport: { width: 320, height: 640 } } },
};

for (const [mode, setting] of Object.entries(modes)) {
  scene(`every state, ${mode}`, async (page, browser, server) => {
    for (const [name, reach] of Object.entries(states)) {
      await page.goto(server.address);
      await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
      await reach(page).catch((error) => {
        error.message = `${name}: ${error.message}`;
        throw error;
      });
      await audit(page, `${name}, ${mode}`);
      assert.deepEqual(await small(page), [], `${name}, ${mode}: targets under 24 pixels`);
      assert.equal(await wide(page), 0, `${name}, ${mode}: wider than the window`);
      await page.screenshot({ path: new URL(`../out/${mode}-${name}.png`.replaceAll(" ", "-"), import.meta.url).pathname });
      await reset(page);
    }
  }, setting);
}
