// The tables of words: each language says the same things, with the same gaps, in forms its grammar has.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => JSON.parse(readFileSync(new URL(`../../www/text/${name}.json`, import.meta.url), "utf8"));
const LANGUAGES = ["en", "de"];

/** Every text of a table, by its path. */
function flat(table, path = "") {
  if (typeof table === "string") return [[path, table]];
  return Object.entries(table).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
}

/** What stands in braces in a text, and what before each. */
function braces(text) {
  const found = [];
  let from = 0;
  for (let at = 0, depth = 0, open = 0; at < text.length; at++) {
    if (text[at] === "{" && depth++ === 0) open = at;
    else if (text[at] === "}" && --depth === 0) {
      found.push({ before: text.slice(from, open), inside: text.slice(open + 1, at) });
      from = at + 1;
    }
    assert.ok(depth >= 0, text);
  }
  return found;
}

/** Every gap of a text, those inside of variants too. */
function gaps(text) {
  return braces(text).flatMap(({ inside }) => {
    const [, name, kind, rest] = /^(\w+)(?:, (day|date|instant|plural|select))?(?:, (.*))?$/.exec(inside) ?? assert.fail(inside);
    const variants = rest === undefined ? [] : braces(rest).map(({ before, inside: words }) => ({ form: before.trim(), words }));
    assert.equal(["plural", "select"].includes(kind), variants.length > 0, inside);
    return [{ name, kind, forms: variants.map(({ form }) => form) }, ...variants.flatMap(({ words }) => gaps(words))];
  });
}

const names = (text) => [...new Set(gaps(text).map(({ name }) => name))].sort();

for (const language of LANGUAGES.slice(1)) {
  test(`${language}: the same keys as English in the same order, with the same gaps`, () => {
    const [english, other] = [flat(read("en")), flat(read(language))];
    assert.deepEqual(other.map(([path]) => path), english.map(([path]) => path));
    const wanted = new Map(english);
    for (const [path, text] of other) assert.deepEqual(names(text), names(wanted.get(path)), path);
  });
}

for (const [name, language] of [...LANGUAGES.map((language) => [language, language]), ["engine.de", "de"]]) {
  test(`${name}: no markup, and plurals in forms of the language`, () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [path, text] of flat(read(name))) {
      assert.doesNotMatch(text, /<\/?[a-z]|&\w+;/i, path);
      for (const { kind, forms } of gaps(text)) {
        if (kind === "plural" || kind === "select") assert.ok(forms.includes("other"), path);
        if (kind === "plural") assert.ok(forms.every((form) => /^=\d+$/.test(form) || categories.includes(form)), `${path}: ${forms}`);
      }
    }
  });
}
