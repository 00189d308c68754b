// The main job: from a file to decided licenses, and what becomes of the data.
import assert from "node:assert/strict";
import { available, openSample, saved, stage } from "./browser.mjs";
import { damaged, HOSTILE, hostile, m365 } from "./fixtures/make.mjs";

const scene = stage();

async function open(page, name, buffer) {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  const dialog = page.getByRole("dialog");
  await dialog.locator(".figures").waitFor();
  return dialog;
}

scene("an export is opened, counts are set, licenses are given, and it is there after a reload", async (page) => {
  const dialog = await open(page, "export.csv", m365(40));
  assert.match(await dialog.textContent(), /Microsoft 365 users/);
  await dialog.getByRole("button", { name: "Import 40 rows" }).click();
  await page.locator(".grid-body .name").nth(4).waitFor();

  // Nobody can get a license until somebody says how many there are.
  await page.getByRole("button", { name: "Set counts…", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Standard", { exact: true }).fill("10");
  await page.getByRole("dialog").getByLabel("Archived", { exact: true }).fill("3");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await available(page, "Users, standard"), "10");
  assert.equal(await available(page, "Mailboxes, archived"), "3");

  await page.getByLabel("Search and filter").fill("department:Sales");
  await page.getByText("8 of 40 match").waitFor();
  await page.getByRole("button", { name: /^Select all 8/ }).click();
  await page.getByText("8 selected", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: /^Activate standard/ }).click();
  await page.getByRole("dialog").getByText("Backups start").first().waitFor();
  await page.getByRole("button", { name: "Activate 8 standard licenses" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await available(page, "Users, standard"), "2");

  await saved(page);
  await page.reload();
  await page.locator(".grid-body .name").nth(4).waitFor();
  assert.equal(await available(page, "Users, standard"), "2");
  // The address keeps the search.
  assert.equal(await page.getByLabel("Search and filter").inputValue(), "department:Sales");
});

scene("somebody is deactivated, and the purge date can be read", async (page) => {
  await openSample(page);
  await page.getByLabel("Search and filter").fill("license:standard status:protected");
  await page.locator(".grid-body .name").first().click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("dialog");
  // 60 days of 24 hours after the sample's day.
  await dialog.locator("time", { hasText: "1 Jan 2027, 08:00" }).waitFor();
  await dialog.getByRole("button", { name: "Deactivate 1 license" }).click();
  await page.locator(".notice.good").waitFor();
  await panel.getByText("Purge 1 Jan 2027 UTC").waitFor();
});

scene("data that would be lost at once must be confirmed by typing", async (page) => {
  await openSample(page);
  await page.getByRole("group", { name: "License type" }).getByLabel("Archived").check();
  await page.getByText(/8 of 236 match/).waitFor();
  await page.getByRole("button", { name: /^Deactivate/ }).click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: /^Deactivate 8 licenses/ });
  assert.equal(await confirm.isDisabled(), true);
  await dialog.getByLabel("Type 8 to confirm").fill("8");
  await confirm.click();
  await page.locator(".notice.good").waitFor();
});

scene("a file is dropped; rows that cannot be read are named, the others are taken", async (page) => {
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    return transfer;
  }, damaged().toString());
  await page.dispatchEvent("main", "dragover", { dataTransfer: data });
  await page.getByText("Drop to open").waitFor();
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Rows that cannot be read: 2").waitFor();
  assert.match(await dialog.textContent(), /Line 3/);
  assert.match(await dialog.textContent(), /Line 5/);
  await dialog.getByRole("button", { name: "Import 3 rows" }).click();
  await page.getByText("3 users", { exact: true }).waitFor();
});

scene("counts come from a file too: what Spanning says of the tenant", async (page) => {
  const dialog = await open(page, "users.csv", m365(40));
  await dialog.getByRole("button", { name: "Import 40 rows" }).click();
  await page.getByText("40 users").first().waitFor();
  await open(page, "tenant.json", Buffer.from(JSON.stringify({ licenses: 25, archivedLicenses: 7, users: 40, assigned: 0, assignedStandard: 0, assignedArchive: 0, status: "paid" })));
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await available(page, "Users, standard"), "25");
  assert.equal(await available(page, "Users, archived"), "7");
});

scene("a file that is none is refused with a reason, and nothing changes", async (page) => {
  await page.locator("input[type=file]").setInputFiles({ name: "noise.bin.csv", mimeType: "text/csv", buffer: Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]) });
  await page.getByRole("dialog").getByText("could not be read").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Try the sample tenant" }).waitFor();
});

scene("hostile names stay text, and what hides in them is shown", async (page) => {
  const dialog = await open(page, `${HOSTILE[0].replaceAll("/", "")}.json`, hostile());
  await dialog.getByText("Columns and first rows").click();
  // A zero in a text is refused by the engine, with its row.
  await dialog.getByText("Rows that cannot be read: 1").waitFor();
  await dialog.getByRole("button", { name: "Import 6 rows" }).click();
  await page.locator(".grid-body .name").nth(5).waitFor();
  const names = await page.locator(".grid-body .name").allTextContents();
  assert.equal(names[0], HOSTILE[0]);
  assert.equal(names[2], "evil‹U+202E›gnp.exe");
  assert.equal(names[3], "zero‹U+200B›width");
  await page.locator(".grid-body .name").first().click();
  await page.getByRole("complementary").waitFor();
  await page.getByRole("button", { name: "Table" }).click();
  await page.getByRole("table").waitFor();
  await page.getByRole("button", { name: /^Activate standard/ }).last().click();
  await page.getByRole("dialog").getByText("Insufficient licenses").waitFor();
  assert.equal(await page.locator("main img, main script, dialog img, dialog script").count(), 0);
  assert.equal(await page.title(), "seatplan");
});
