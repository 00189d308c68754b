// Every state of the page, by name, and how one gets there from an empty page. Audits and pictures walk over it.
import { BLOCKED, openSample, withEngine } from "./browser.mjs";
import { damaged, m365 } from "./fixtures/make.mjs";

async function search(page, words, matching) {
  await page.getByLabel("Search and filter").fill(words);
  await page.getByText(matching).first().waitFor();
}

/** Asks what an action would do. */
async function ask(page, name) {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
}

async function upload(page, name, buffer) {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
}

export const states = {
  empty: async () => {},
  "bad file": async (page) => {
    await upload(page, "noise.csv", Buffer.from([0, 1, 2, 255, 254, 0]));
    await page.getByText("could not be read").waitFor();
  },
  "file with bad rows": async (page) => {
    await upload(page, "export.csv", damaged());
    await page.getByRole("dialog").locator(".figures").waitFor();
    await page.getByText("Columns and first rows").click();
  },
  "no counts yet": async (page) => {
    await upload(page, "export.csv", m365(30));
    await page.getByRole("button", { name: "Import 30 rows" }).click();
    await page.locator(".grid-body .name").first().waitFor();
  },
  list: async (page) => openSample(page),
  selected: async (page) => {
    await openSample(page);
    await search(page, "department:Sales", "44 of 236 match");
    for (const place of [1, 2, 4]) await page.locator(".grid-body input").nth(place).check();
    await page.getByText("3 selected").first().waitFor();
  },
  mailboxes: async (page) => {
    await openSample(page);
    await page.getByRole("link", { name: /Shared mailboxes/ }).click();
    await page.getByText("10 shared mailboxes").waitFor();
    await page.locator(".grid-body .name").first().waitFor();
  },
  table: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.locator("tbody tr").nth(5).waitFor();
  },
  completions: async (page) => {
    await openSample(page);
    await page.getByLabel("Search and filter").first().pressSequentially("department:");
    await page.getByRole("option", { name: /Field Sales/ }).waitFor();
    await page.keyboard.press("ArrowDown");
  },
  "wrong search": async (page) => {
    await openSample(page);
    await page.getByLabel("Search and filter").fill("departmnt:Sales");
    await page.locator("#search-problem").waitFor();
  },
  nobody: async (page) => {
    await openSample(page);
    await search(page, "nobodyhasthisname", "Nobody matches");
  },
  filtered: async (page) => {
    await openSample(page);
    // Where there is little room they are behind a button.
    const button = page.getByRole("button", { name: "Filters", exact: true });
    if (await button.isVisible()) await button.click();
    await page.getByRole("group", { name: "Department" }).getByLabel(/^Sales/).check();
    await page.getByText("44 of 236 match").waitFor();
  },
  details: async (page) => {
    await openSample(page);
    await search(page, "status:grace", "12 of 236 match");
    await page.locator(".grid-body .name").first().click();
    await page.getByRole("complementary").waitFor();
  },
  preview: async (page) => {
    await openSample(page);
    await search(page, "status:grace", "12 of 236 match");
    await ask(page, /^Activate archived/);
    await page.locator(".why summary").first().click();
  },
  "preview of a loss": async (page) => {
    await openSample(page);
    await search(page, "license:archived", "8 of 236 match");
    await ask(page, /^Deactivate/);
  },
  short: async (page) => {
    await openSample(page);
    await search(page, "license:none status:unprotected jobTitle:*", "18 of 236 match");
    await ask(page, /^Activate standard/);
    await page.getByRole("dialog").getByText("See who").click();
  },
  "a way out": async (page) => {
    await states.short(page);
    await page.getByRole("button", { name: "Buy 9 and activate 18" }).click();
    await page.getByRole("button", { name: "Activate 18 standard licenses" }).waitFor();
  },
  done: async (page) => {
    await openSample(page);
    await search(page, "status:grace", "12 of 236 match");
    await ask(page, /^Activate archived/);
    await page.getByRole("button", { name: /^Take the/ }).click();
    await page.getByRole("button", { name: /^Activate 4 archived/ }).click();
    await page.locator(".notice.good").waitFor();
  },
  timeline: async (page) => {
    await openSample(page);
    await page.getByRole("link", { name: "Timeline" }).click();
    await page.locator(".chart").first().waitFor();
  },
  plans: async (page) => {
    await openSample(page);
    await page.getByRole("link", { name: "Plans" }).click();
    await page.getByRole("table", { name: "Plans" }).getByText("€0.00").waitFor();
  },
  "into a plan": async (page) => {
    await states.short(page);
    await page.getByRole("button", { name: "Into a plan" }).click();
    await page.getByLabel("On (UTC)").fill("2026-12-01");
  },
  "a plan with a refusal": async (page) => {
    await states["into a plan"](page);
    await page.getByRole("button", { name: "Put into the plan" }).click();
    await page.getByText("Put into Plan 1 on 1 Dec 2026.").waitFor();
    await page.getByRole("link", { name: "Plans" }).click();
    await page.getByRole("button", { name: "Plan 1" }).click();
    await page.getByRole("button", { name: "Buy 9 as well" }).waitFor();
  },
  "plans side by side": async (page) => {
    await states["a plan with a refusal"](page);
    await page.getByRole("button", { name: "Buy 9 as well" }).click();
    await page.getByText("18 holders differ.").waitFor();
    await page.getByText("What happens until").click();
  },
  advice: async (page) => {
    await states.plans(page);
    await page.getByRole("button", { name: "Work it out" }).click();
    await page.getByRole("button", { name: "Put into a new plan" }).waitFor();
  },
  "a day under a plan": async (page) => {
    await states["a plan with a refusal"](page);
    await page.getByRole("button", { name: "Look at this day under the plan" }).click();
    await page.getByText("What you do here goes into that plan.").waitFor();
    await page.locator(".grid-body .name").nth(2).waitFor();
  },
  history: async (page) => {
    await openSample(page);
    await page.getByRole("link", { name: "History" }).click();
    await page.locator("tbody tr").first().waitFor();
  },
  "a later day": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: /^As of/ }).click();
    await page.getByLabel("Day", { exact: true }).fill("2026-12-24");
    await page.getByRole("button", { name: "Show this day" }).click();
    await page.getByText("as it will be on 24 Dec 2026").waitFor();
  },
  plan: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Plan", exact: true }).click();
    await page.locator("#menu-plan").waitFor();
  },
  names: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Plan", exact: true }).click();
    await page.getByRole("button", { name: "Select by a list of names" }).click();
    await page.getByRole("textbox").fill("ipek.ivermark@harbourworks.example\nnobody@nowhere.example");
    await page.getByRole("button", { name: "Select 2 names" }).click();
    await page.getByText("1 name is nobody's").waitFor();
  },
  licenses: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
    await page.getByRole("dialog").waitFor();
  },
  help: async (page) => {
    await openSample(page);
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Separate pools").waitFor();
  },
  columns: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.locator("#menu-columns").waitFor();
  },
  appearance: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Language and colours" }).click();
    await page.locator("#menu-settings").waitFor();
  },
  settings: async (page) => {
    await openSample(page);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("Nothing happens by itself.").waitFor();
  },
  "wrong settings": async (page) => {
    await states.settings(page);
    await page.getByLabel("Days data is kept", { exact: false }).fill("-3");
    await page.getByLabel("Renewal").fill("2020-01-01");
    await page.getByText("Must be after `termStart`.").waitFor();
  },
  rehearsal: async (page) => {
    await states.settings(page);
    await page.getByLabel("Archive deleted users").check();
    await page.getByRole("table", { name: "What happens by itself" }).waitFor();
  },
  forget: async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Plan", exact: true }).click();
    await page.getByRole("button", { name: "Close and forget" }).click();
    await page.getByRole("dialog").waitFor();
  },
  tenants: async (page) => showTenants(page),
  "tenant renamed": async (page) => {
    await showTenants(page);
    await page.getByRole("button", { name: "Rename Sample tenant" }).click();
    await page.getByRole("textbox", { name: "Name" }).waitFor();
  },
  "tenant deleted": async (page) => {
    await showTenants(page);
    await page.getByRole("button", { name: "Delete Sample tenant" }).click();
    await page.getByRole("button", { name: "Delete for good" }).waitFor();
  },
  "tenants at the start": async (page) => {
    await showTenants(page);
    await page.getByRole("button", { name: "New tenant" }).click();
    await page.getByRole("button", { name: "Open Sample tenant" }).waitFor();
  },
  "reading a file": async (page) => {
    await openSample(page);
    await page.locator(".kept.saved").waitFor();
    // The rest of the file does not come as long as one looks.
    await withEngine(
      page,
      `const { slice } = Blob.prototype;
       Blob.prototype.slice = function (from, to) {
         const part = slice.call(this, from, to);
         if (from > 2 << 20) part.arrayBuffer = () => new Promise(() => {});
         return part;
       };`,
    );
    await page.locator(".grid-body .name").first().waitFor();
    await upload(page, "large.csv", m365(60_000));
    await page.getByRole("dialog").getByText(/3\.1 MB of .* read/).waitFor();
  },
  "not saved": async (page) => {
    await withEngine(page, BLOCKED);
    await openSample(page);
    await page.locator(".kept.memory").waitFor();
  },
  "no room": async (page) => {
    await openSample(page);
    await page.locator(".kept.saved").waitFor();
    await withEngine(
      page,
      `const { put } = IDBObjectStore.prototype;
       IDBObjectStore.prototype.put = function (...given) {
         if (this.name === "log") throw new DOMException("full", "QuotaExceededError");
         return put.apply(this, given);
       };`,
    );
    await page.getByRole("button", { name: "Set counts… Users, standard" }).click();
    await page.getByRole("dialog").getByLabel("Standard", { exact: true }).first().fill("200");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The browser has no room left", { exact: false }).waitFor();
  },
  "read only": async (page) => {
    await openSample(page);
    await page.locator(".kept.saved").waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole("button", { name: "Take over here" }).click();
    await other.locator(".kept.saved").waitFor();
    await page.getByText("This tenant is open in another tab.", { exact: false }).waitFor();
    await other.close();
  },
};

async function showTenants(page) {
  await openSample(page);
  await page.locator(".kept.saved").waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Tenants…" }).click();
  await page.locator(".tenants li").waitFor();
}

/** Goes back to an empty page in the same browser. */
export async function reset(page) {
  await page.evaluate(async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = resolve;
        // The page that has it open is about to go.
        request.onblocked = resolve;
      });
    }
  });
  await page.goto("about:blank");
}
