// The language the page is read in. Its words are data, fetched when they are needed.
import { computed, signal } from "../signals";
import type { InsufficientLicenses, Problem } from "seatplan";
import type english from "../../text/en.json";
import { prefer, preferred } from "../prefs";
import { complete } from "./fill";
import { instant, locale } from "./format";

export { fill } from "./fill";

/** The words of the page. The English table says which there are. */
export type Words = typeof english;

/** What the engine says, in another language: sentences by code, reasons and names of columns. */
interface Said {
  say: Record<string, string>;
  reasons: Record<string, string>;
  columns: Record<string, string>;
}

/** The languages, each by its own name. */
export const languages = { en: "English", de: "Deutsch" } as const;
/** The pseudo-language marks every word, so that tests see one that was forgotten. */
export type Language = keyof typeof languages | "pseudo";

const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE", pseudo: "en-GB" };
/** In English the engine speaks for itself. */
const ITS_OWN: Said = { say: {}, reasons: {}, columns: {} };

const words = signal({} as Words);
const engine = signal(ITS_OWN);

/** The language in use. */
export const language = signal<Language>("en");
/** The words of the page in it. */
export const t = computed(() => words.value);

/** A file of words. */
export async function readText<T>(file: string): Promise<T> {
  return (await fetch(file)).json() as Promise<T>;
}

/** The file of a kind of words in the language of the page. */
export const textFile = (kind: "help" | "rules") => `text/${kind}.${language.value === "pseudo" ? "en" : language.value}.json`;

/** Whether the engine's own words are those of the page. */
export const asItSays = () => engine.value === ITS_OWN;

let newest: Language;

/** Changes the language, once its words are there. */
export async function speak(wanted: Language): Promise<void> {
  newest = wanted;
  const [table, said] = await Promise.all([
    readText<Words>(`text/${wanted === "pseudo" ? "en" : wanted}.json`),
    wanted === "de" ? readText<Said>("text/engine.de.json") : ITS_OWN,
  ]);
  if (newest !== wanted) return;
  words.value = wanted === "pseudo" ? marked(table) : table;
  engine.value = said;
  locale.value = LOCALES[wanted];
  language.value = wanted;
  document.documentElement.lang = wanted === "pseudo" ? "en" : wanted;
  prefer("language", wanted);
}

// Tabs agree on the language.
addEventListener("storage", ({ key, newValue }) => {
  if (key === "seatplan.language" && newValue && newValue !== language.value) void speak(newValue as Language);
});

/** The language to begin with: chosen, or the browser's. */
export function firstLanguage(): Language {
  const chosen = preferred("language");
  if (chosen === "en" || chosen === "de" || chosen === "pseudo") return chosen;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

/** A table of words with every word marked. */
function marked<T>(table: T): T {
  if (typeof table === "string") return `⟦${table}⟧` as T;
  if (Array.isArray(table)) return table.map(marked) as T;
  return Object.fromEntries(Object.entries(table as object).map(([key, inner]) => [key, marked(inner)])) as T;
}

/** A text of the engine, where there is no other for it. */
export function said(text: string): string {
  return language.value === "pseudo" ? marked(text) : text;
}

/** A sentence of the engine, in the language of the page where there is one for its code. */
export function say(problem: Problem | InsufficientLicenses): string {
  const { holder, license, requested, available, shortfall } = problem as InsufficientLicenses;
  const params = "remedies" in problem ? { holder, license, requested, available, shortfall } : { ...problem.params, count: problem.count };
  const template = engine.value.say[problem.code];
  const own = template === undefined ? null : complete(template, params);
  const other = engine.value.reasons[problem.message];
  return own ?? other ? sentence((own ?? other)!) : said(sentence(problem.message));
}

/** A sentence with its capital and its full stop, and with instants as people read them. */
function sentence(text: string): string {
  const read = text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, instant);
  const whole = /[.!?…]$/u.test(read) ? read : `${read}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** A reason the engine gives. */
export function reason(text: string): string {
  return engine.value.reasons[text] ?? said(text);
}

/** The name of a column. */
export function columnName(column: { name: string; label: string }): string {
  return engine.value.columns[column.name] ?? said(column.label);
}

/** The word for a value, where a column has words of its own. */
export function word(column: string, value: string): string {
  const { license, status, room, yes, no } = t.value;
  const tables: Record<string, Record<string, string>> = {
    license, previousLicense: license, status, holder: room, accountEnabled: { true: yes, false: no },
  };
  return tables[column]?.[value] ?? value;
}
