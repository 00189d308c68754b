// Odd files, not part of `make test`: each gets an answer or a refusal in words, in the memory there is; cancelled, it is gone at once;
// the page lives on, and nothing of the tenant that was open has changed. ONLY=quote runs the cases with that in their name.
import assert from "node:assert/strict";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { rows } from "../bench/generate.mjs";
import { browse, openSample, saved, serve } from "../page/browser.mjs";
import { HEADER, row } from "../page/fixtures/make.mjs";
import { processes } from "./processes.mjs";

const MB = 1e6;
const GB = 1e9;
/** How long an answer may take. */
const PATIENCE = { timeout: 300_000 };
/** How many MB the page and its engine may need to look at a file: WebAssembly has no more than 4 GiB. */
const MOST = 4 * 1024;
/** How soon a file that is cancelled has to be gone, in milliseconds. */
const AT_ONCE = 100;

const list = (length, cell) => Array.from({ length }, (_, place) => cell(place)).join(",");
const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
function* times(count, piece) {
  for (let time = 0; time < count; time++) yield piece(time);
}
/** So many MB of one character between two texts. */
function* filled(before, count, fill, after = "") {
  yield before;
  yield* times(count, () => Buffer.alloc(MB, fill));
  yield after;
}
const forever = (piece) => times(Infinity, piece);
/** People after a header; their cells hold no quotes. */
function* people(before = `${HEADER}\r\n`, count = Infinity) {
  yield before;
  yield* times(count, (number) => `${row(number)}\r\n`);
}
/** The users of a tenant as Graph pages them. */
function* graph() {
  yield '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[';
  yield* forever((number) => `${number ? ",\n" : ""}${JSON.stringify({
    id: id(number), displayName: `Person ${number}`, userPrincipalName: `p${number}@works.example`, mail: `p${number}@works.example`,
    accountEnabled: number % 7 !== 0, department: `Department ${number % 50}`, jobTitle: "Clerk", createdDateTime: "2024-05-01T09:30:00Z", userType: "Member",
  })}`);
}
/** Three people as JSON, the one with this number with a name of 100 MB. */
function* records(huge) {
  for (let number = 1; number <= 3; number++) {
    yield* filled(`${number > 1 ? "," : "["}{"id":"${id(number)}","displayName":"`, number === huge ? 100 : 0, "x", '"}');
  }
  yield "]";
}

/**
 * The files, by what is odd about them: of what pieces, up to which size, with which end; what the dialog says; whether it is
 * taken as well.
 */
const FILES = {
  "a valid export of 1 GB": { name: "users.csv", pieces: () => rows(Infinity), size: GB, says: /Rows 4,9\d\d,\d{3} New 4,9/, take: true },
  "a valid export of more than 1 GiB": { name: "users.csv", pieces: () => rows(Infinity), size: 1.1 * GB, says: /larger than 1 GiB.*; split it/ },
  "an unclosed quote in the header of 200 MB": { name: "users.csv", pieces: () => people(`"${HEADER}\r\n`), size: 200 * MB, says: /a quote in it is never closed/ },
  "an unclosed quote before the first of 200 MB": { name: "users.csv", pieces: () => people(`${HEADER}\r\n"`), size: 200 * MB, says: /Line 2: A quote is opened in this row and not closed/ },
  "an unclosed quote before the first of 1 GB": { name: "users.csv", pieces: () => people(`${HEADER}\r\n"`), size: GB, says: /Line 2: A quote is opened in this row and not closed/ },
  "10,000 columns": {
    name: "users.csv", says: /more than 4,096 columns/,
    pieces: () => [`User principal name,${list(9999, (place) => `c${place}`)}\r\n`, ...times(1000, (number) => `u${number}@x.y,${list(9999, () => "v")}\r\n`)],
  },
  "4,096 columns of 20,000 people": {
    name: "users.csv", says: /Rows 20,000 New 20,000/, take: true,
    pieces: function* () {
      yield `User principal name,${list(4095, (place) => `c${place}`)}\r\n`;
      yield* times(20_000, (number) => `u${number}@x.y,${list(4095, () => "v")}\r\n`);
    },
  },
  "a million people, each with a department, country, title and city of their own": {
    name: "users.csv", says: /Rows 1,000,000 New 1,000,000/, take: true,
    pieces: function* () {
      yield "Display name,User principal name,Object Id,Department,Country,Title,City\r\n";
      yield* times(1_000_000, (number) => `P ${number},u${number}@x.y,${id(number)},Department ${number},Country ${number},Title ${number},City ${number}\r\n`);
    },
  },
  "a name of 100 MB": {
    name: "users.csv", says: /Rows 1,001 New 1,000 .*Line 2: A cell is larger than 1 MiB/,
    pieces: function* () {
      yield* filled(`${HEADER}\r\n`, 100, "x", `,huge@works.example,${id(5000)},False,Sales,Clerk,Unlicensed,,2024-05-01 09:30:00Z\r\n`);
      yield* people("", 1000);
    },
  },
  "a cell of 100 MB in a column nobody knows": {
    name: "users.csv", says: /Rows 1,001 New 1,000 .*Line 2: A cell is larger than 1 MiB/,
    pieces: function* () {
      yield* filled(`${HEADER},Notes\r\n${row(5000)},`, 100, "x", "\r\n");
      yield* times(1000, (number) => `${row(number)},short\r\n`);
    },
  },
  "a column whose name has 100 MB": {
    name: "users.csv", says: /Rows 1,000 New 1,000|could not be read/,
    pieces: function* () {
      yield* filled(`${HEADER},`, 100, "x", "\r\n");
      yield* times(1000, (number) => `${row(number)},short\r\n`);
    },
  },
  "a text of 100 MB in the second record of JSON": { name: "users.json", pieces: () => records(2), says: /Rows 3 New 2 .*A cell is larger than 1 MiB/ },
  "a text of 100 MB in the first record of JSON": {
    name: "users.json", pieces: () => records(1), says: /Rows 3 New 2 .*A cell is larger than 1 MiB/,
  },
  "1 GB of zeros": { name: "users.csv", pieces: () => filled("", 1000, 0), says: /the file is no text; choose a CSV or JSON export/ },
  "1 GB of noise": { name: "users.csv", pieces: () => times(1000, () => randomFillSync(Buffer.alloc(MB))), says: /the file is no text; choose a CSV or JSON export/ },
  "1 GB of one letter": { name: "users.csv", pieces: () => filled("", 1000, "x"), says: /the file is no list of users/ },
  "a row of 1 GB of commas": {
    name: "users.csv", pieces: () => filled(`${HEADER}\r\n`, 1000, ","), says: /than the memory there is|Rows that cannot be read/,
  },
  "300 MB of users from Graph": { name: "users.json", pieces: graph, size: 300 * MB, end: "]}", says: /Microsoft Graph Rows 1,0\d\d,\d{3} New 1,0/, take: true },
  "300 MB of users from Graph that break off": { name: "users.json", pieces: graph, size: 300 * MB, says: /the JSON ends or breaks off in line 1,?\d+/ },
  "300 MB of nested JSON": {
    name: "users.json", pieces: () => filled("", 300, '{"a":'), says: /levels of nesting/,
  },
};

/** Writes a file piece by piece; it ends after the piece that reaches the size. */
function write(path, { pieces, size = Infinity, end = "" }) {
  const file = openSync(path, "w");
  let [texts, waiting, written] = [[], 0, 0];
  const flush = () => {
    written += writeSync(file, Buffer.concat(texts));
    [texts, waiting] = [[], 0];
  };
  for (const piece of pieces()) {
    texts.push(Buffer.from(piece));
    waiting += texts.at(-1).length;
    if (waiting >= MB) flush();
    if (written + waiting >= size) break;
  }
  texts.push(Buffer.from(end));
  flush();
  closeSync(file);
  return written;
}

/** What is open, as the page shows it. */
const shown = async (page) => `${await page.locator(".pools").innerText()} ${await page.locator(".scope").innerText()}`;

/** The page answers: nobody is found, then everybody again. */
async function answers(page) {
  const box = page.getByLabel("Search and filter");
  await box.fill("nobody-has-this-name");
  await page.getByText("Nobody matches.").waitFor();
  await box.fill("");
  await page.locator(".grid-body .name").nth(2).waitFor();
}

/** The most memory a tab has had, in MB: the page and its engine. */
const memory = (profile) =>
  Math.max(...processes(profile).filter(({ command }) => command.includes("--type=renderer")).map(({ status }) => /VmHWM:\s*(\d+)/.exec(status)[1] / 1024));

/** What runs in the page: an eye on what it says of a file, and the click that ends reading it. */
function eye() {
  const said = () => `${document.querySelector(".working p")?.textContent} ${document.querySelector("dialog")?.textContent}`;
  const answered = () => document.querySelector("dialog .figures, dialog .notice.bad, .notices .bad") !== null;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  let longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)))).observe({ type: "longtask" });
  /** Until there is an answer: the longest time in which the page said nothing new, and its longest task. */
  window.look = async (patience) => {
    longest = 0;
    const start = performance.now();
    let [silent, last, since] = [0, said(), start];
    while (!answered()) {
      if (performance.now() - start > patience) throw new Error(`no answer in ${patience} ms`);
      await pause();
      silent = Math.max(silent, performance.now() - since);
      if (said() !== last) [last, since] = [said(), performance.now()];
    }
    return { silent, longest };
  };
  /** Cancels once nothing new was said for so long: there it is hardest to hear. How soon the file is gone, and the page says so. */
  window.cancel = async (silent) => {
    for (let [last, since] = [said(), performance.now()]; performance.now() - since < silent; await pause()) {
      if (answered()) return null;
      if (said() !== last) [last, since] = [said(), performance.now()];
    }
    const start = performance.now();
    [...document.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Cancel").click();
    while (document.querySelector("dialog")) await pause();
    const gone = performance.now() - start;
    while (!document.querySelector(".notices").textContent.includes("Stopped.")) await pause();
    return { gone, told: performance.now() - start };
  };
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const number = (value) => Math.round(value).toLocaleString("en-GB");

let server;
let folder;
before(async () => {
  server = await serve();
  folder = mkdtempSync(join(tmpdir(), "seatplan-odd-"));
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const [what, file] of Object.entries(FILES)) {
  if (!what.includes(process.env.ONLY ?? "")) continue;
  test(what, { timeout: 1_200_000 }, async (t) => {
    const path = join(folder, file.name);
    const size = write(path, file);
    const browser = await browse(server.address);
    const { page, directory } = browser;
    const dialog = page.getByRole("dialog");
    const choose = () => page.locator("input[type=file]").first().setInputFiles(path);
    try {
      await page.evaluate(eye);
      await openSample(page);
      await saved(page);
      const before = await shown(page);

      const start = performance.now();
      await choose();
      const found = await page.evaluate((patience) => window.look(patience), PATIENCE.timeout);
      const took = performance.now() - start;
      const most = memory(directory);
      const said = (await dialog.innerText()).replaceAll(/\s+/g, " ");
      t.diagnostic(`${number(size / MB)} MB answered in ${seconds(took)}, at most ${number(most)} MB; nothing new was said for ${seconds(found.silent)}, the longest task of the page took ${number(found.longest)} ms`);
      t.diagnostic(`it says: ${said.slice(0, 300)}`);
      assert.match(said, file.says);
      assert.ok(most < MOST, `${most} MB`);

      // Put away, it has changed nothing, here and on disk.
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(await shown(page), before);
      await answers(page);

      if (took > 1000) {
        await choose();
        const cancelled = await page.evaluate((silent) => window.cancel(silent), found.silent / 4);
        if (cancelled) {
          t.diagnostic(`cancelled where it was silent: gone after ${number(cancelled.gone)} ms, the page says so after ${number(cancelled.told)} ms`);
          assert.ok(cancelled.gone <= AT_ONCE, `gone after ${cancelled.gone} ms`);
        } else {
          t.diagnostic("it answered before it could be cancelled");
          await page.keyboard.press("Escape");
        }
        await dialog.waitFor({ state: "detached" });
        await answers(page);
      }
      await page.reload();
      await page.locator(".grid-body .name").nth(2).waitFor();
      assert.equal(await shown(page), before);

      if (file.take) {
        await choose();
        await dialog.locator(".primary").click(PATIENCE);
        const start = performance.now();
        await dialog.waitFor({ state: "detached", ...PATIENCE });
        const taken = performance.now() - start;
        await page.locator(".kept.saved").waitFor(PATIENCE);
        t.diagnostic(`taken in ${seconds(taken)}, kept in ${seconds(performance.now() - start)}, at most ${number(memory(directory))} MB; ${await page.locator(".scope").innerText()}`);
        assert.notEqual(await shown(page), before);
        await answers(page);
      }
      browser.clean();
    } catch (error) {
      if (browser.wrong.length > 0) error.message += `\n${browser.wrong.join("\n")}`;
      throw error;
    } finally {
      await browser.close();
      rmSync(path);
    }
  });
}
