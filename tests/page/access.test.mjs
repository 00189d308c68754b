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

/** Modes that change colours only. */
const MODES = {
  dark: { colorScheme: "dark" },
  "more contrast": { colorScheme: "light", contrast: "more" },
  "more contrast, dark": { colorScheme: "dark", contrast: "more" },
  "forced colours": { colorScheme: "light", contrast: null, forcedColors: "active" },
};
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 320, height: 640 };

/** States in one test: more would take longer than a test may. */
const TOGETHER = 16;
const all = Object.entries(states);

for (let from = 0; from < all.length; from += TOGETHER) {
  const some = all.slice(from, from + TOGETHER);
  scene(`every state in every mode: ${some[0][0]} to ${some.at(-1)[0]}`, async (page, browser, server) => {
    for (const [name, reach] of some) {
      await page.emulateMedia({ colorScheme: "light", contrast: "no-preference", forcedColors: "none" });
      await page.goto(server.address);
      await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
      await reach(page).catch((error) => {
        error.message = `${name}: ${error.message}`;
        throw error;
      });
      const look = async (mode, colours) => {
        await audit(page, `${name}, ${mode}`, colours);
        await page.screenshot({ path: new URL(`../out/${mode}-${name}.png`.replaceAll(/,? /g, "-"), import.meta.url).pathname });
      };
      const measure = async (mode) => {
        assert.deepEqual(await small(page), [], `${name}, ${mode}: targets under 24 pixels`);
        assert.equal(await wide(page), 0, `${name}, ${mode}: wider than the window`);
      };
      await look("light", false);
      await measure("light");
      for (const [mode, media] of Object.entries(MODES)) {
        await page.emulateMedia(media);
        await look(mode, true);
      }
      await page.emulateMedia({ colorScheme: "light", contrast: "no-preference", forcedColors: "none" });
      // 320 pixels: as at 400 % zoom. Menus hang on the window, so they are opened anew.
      await page.setViewportSize(NARROW);
      await page.waitForTimeout(50);
      await look("narrow", false);
      await measure("narrow");
      await page.setViewportSize(WIDE);
      await reset(page);
    }
  });
}
