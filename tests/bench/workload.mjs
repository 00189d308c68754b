// What is asked of everybody, made from the first rows of the tenant: the same for the same number of rows. No needle, filter or
// view comes twice, and what is compared is never what is timed.
import { FACETS } from "./columns.mjs";
import { rows } from "./generate.mjs";
import * as objects from "./peers/objects.mjs";

const SAMPLE = 20_000;
const TIMES = 10;

export async function workload(count) {
  const bytes = new TextEncoder().encode([...rows(Math.min(count, SAMPLE))].join(""));
  const sample = await objects.load(bytes);
  const share = (needle) => objects.search(sample, needle).count / sample.users.length;
  let state = 7;
  const pick = (list) => list[(state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff) % list.length];
  const until = (wanted, make) => {
    const found = new Set();
    for (let tries = 0; found.size < wanted && tries < 100_000; tries += 1) {
      const made = make();
      if (made) found.add(JSON.stringify(made));
    }
    return [...found].map((made) => JSON.parse(made));
  };
  const name = () => objects.key(pick(sample.users)).replace(/[^a-z].*/, "");

  const letters = [..."aeinorstlmdkcugbhjpv"];
  const hits = until(TIMES + 6, () => {
    const word = name();
    return word.length >= 4 && word.slice(0, 3 + (word.length % 3));
  });
  const absent = until(2 * TIMES + 6, () => {
    const word = name();
    const at = 1 + (word.length >> 1);
    const needle = `${word.slice(0, at)}${pick(["q", "x", "w"])}${word.slice(at)}`;
    return word.length >= 5 && share(needle) === 0 && needle;
  });
  // A result that holds about a tenth of the rows, and one more letter.
  const narrowing = until(2 * TIMES + 4, () => {
    const word = name();
    for (let length = 2; length < word.length; length += 1) {
      const [wide, narrow] = [word.slice(0, length), word.slice(0, length + 1)];
      if (share(wide) > 0.06 && share(wide) < 0.14 && share(narrow) > 0.001 && share(narrow) < share(wide)) return [wide, narrow];
    }
    return null;
  });
  const filters = until(TIMES + 6, () => {
    const model = pick(sample.users);
    const columns = until(4, () => pick(FACETS)).sort();
    const some = columns.map((column) => ({
      column,
      values: column === "Block credential" ? [model[column]] : [...new Set([model[column], pick(sample.users)[column]])],
    }));
    return some.every(({ values }) => values.every(Boolean)) && some;
  });
  const days = until(TIMES + 6, () => `${2014 + pick([...Array(11).keys()])}-${String(1 + pick([...Array(12).keys()])).padStart(2, "0")}-01`);
  const offsets = until(TIMES + 6, () => Math.floor((pick([...Array(1000).keys()]) / 1000) * Math.max(0, count - 100)));
  const countries = [...new Set(sample.users.map((user) => user.Country))];

  const head = (list, from, to) => list.slice(from, to);
  const batch = Math.floor(count / 10);
  return {
    batch,
    check: {
      search: [...head(letters, TIMES, TIMES + 2), ...head(hits, TIMES, TIMES + 4), ...head(absent, 0, 2)],
      refine: head(narrowing, 0, 2),
      filter: head(filters, TIMES, TIMES + 4),
      facets: head(days, TIMES, TIMES + 2),
      page: [0, ...head(offsets, TIMES, TIMES + 2)],
    },
    time: {
      letter: head(letters, 0, TIMES),
      hits: head(hits, 0, TIMES),
      absent: head(absent, 6, 6 + TIMES),
      // Nobody has such a character, and nothing is known of it beforehand: every name and address is looked through.
      names: [..."*!~^|<>=?$"].slice(0, TIMES),
      tenth: head(narrowing, 4, 4 + TIMES).map(([, narrow], at) => [absent[6 + TIMES + (at % TIMES)], narrow]),
      refine: head(narrowing, 4 + TIMES, 4 + 2 * TIMES),
      filter: head(filters, 0, TIMES),
      facets: head(days, 0, TIMES),
      page: head(offsets, 0, TIMES),
      activate: [...Array(8).keys()].map((at) => [at * batch, (at + 1) * batch]),
      shortage: [...Array(8).keys()].map((at) => 10 + at),
      scan: countries.slice(0, TIMES),
    },
  };
}
