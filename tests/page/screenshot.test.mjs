// The picture in the README, taken of the page as it is.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openSample, stage } from "./browser.mjs";

const scene = stage();
const PICTURE = fileURLToPath(new URL("../../www/screenshot.png", import.meta.url));

scene("the picture of the README", async (page) => {
  await openSample(page);
  await page.getByLabel("Search and filter").fill("license:none status:unprotected jobTitle:*");
  await page.getByText("18 of 236 match").waitFor();
  await page.getByRole("button", { name: /^Select all/ }).click();
  await page.getByRole("button", { name: /^Activate standard/ }).click();
  await page.getByRole("dialog").waitFor();
  await page.locator(".kept.saved").waitFor();
  await page.screenshot({ path: PICTURE });
  const { size } = statSync(PICTURE);
  assert.ok(size < 200_000, `${size} bytes`);
}, { options: { viewport: { width: 1200, height: 760 }, colorScheme: "light" } });
