// Settings: what is wrong stands beside its field, what the next sync will do is told before anything is saved.
import assert from "node:assert/strict";
import { available, openSample, saved, stage } from "./browser.mjs";
import { states } from "./states.mjs";

const scene = stage();
const happens = (page) => page.getByRole("table", { name: "What happens by itself" });

scene("auto-protection is rehearsed, saved, and taken back", async (page) => {
  await states.rehearsal(page);
  // Nine are deleted on standard licenses, and four archived licenses are free.
  await page.locator(".totals li", { hasText: "Gets an archived license 4" }).waitFor();
  await page.getByRole("row", { name: /^Users, archived 8 → 12 4 → 0/ }).waitFor();
  await page.getByLabel("Buy the archived licenses missing for that").check();
  await page.locator(".totals li", { hasText: "Gets an archived license 9" }).waitFor();
  // 5 licenses at 15.00 for 149 of 365 days.
  await page.getByText("Cost: €30.62.").waitFor();
  assert.equal(await happens(page).locator("tbody tr").count(), 10);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Settings changed.").waitFor();
  await saved(page);
  await page.reload();
  await page.getByLabel("Archive deleted users").waitFor();
  assert.equal(await page.getByLabel("Archive deleted users").isChecked(), true);
  await page.getByRole("button", { name: /^Undo: Settings changed/ }).click();
  await page.waitForFunction(() => !document.querySelector("fieldset:last-of-type input[type=checkbox]").checked);
});

scene("what is wrong stands beside its field, and nothing is saved", async (page) => {
  await states["wrong settings"](page);
  const days = page.getByLabel("Days data is kept", { exact: false });
  assert.equal(await days.getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(`#${CSS(await days.getAttribute("aria-describedby"))}`).textContent(), /Must be a whole number from 0 to 36500/);
  await page.getByRole("button", { name: "Save", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches("[aria-invalid]"));
  await days.fill("60");
  await page.getByLabel("Keep backups for", { exact: false }).fill("3650");
  await page.getByLabel("Renewal").fill("2027-04-01");
  await page.getByText("Nothing happens by itself.").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Settings changed.").waitFor();
});

scene("group licensing asks for groups, in German", async (page) => {
  await openSample(page);
  await page.evaluate(() => dispatchEvent(new StorageEvent("storage", { key: "seatplan.language", newValue: "de" })));
  await page.getByRole("link", { name: "Einstellungen" }).click();
  await page.getByLabel("Standardlizenzen von selbst").selectOption("neue Mitglieder von Sicherheitsgruppen");
  await page.getByLabel("Sicherheitsgruppen, durch Kommas getrennt").fill("Backup, Rest");
  await page.getByLabel("Renewal").or(page.getByLabel("Verlängerung")).fill("2020-01-01");
  await page.getByText("Muss nach dem Beginn der Laufzeit liegen.").waitFor();
  await page.getByLabel("Verlängerung").fill("2027-04-01");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Einstellungen geändert.").waitFor();
  await page.getByRole("link", { name: /^Benutzer/ }).click();
  assert.equal(await available(page, "Benutzer, Standard"), "9");
});

/** A name as a selector takes it. */
function CSS(id) {
  return id.replaceAll(".", "\\.");
}
