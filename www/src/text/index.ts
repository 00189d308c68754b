// The language the page is read in.
import { computed, signal } from "@preact/signals";
import type { InsufficientLicenses, Problem } from "seatplan";
import { prefer, preferred } from "../prefs";
import { en, type Text } from "./en";
import { date, day, instant, locale, number } from "./format";

const table = signal<Text>(en);

/** The languages, each by its own name. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages | "pseudo";

/** The language in use. */
export const language = signal<Language>("en");

/** The words of the page. */
export const t = computed(() => table.value);

/** Changes the language; others than English are fetched when they are needed. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === "de") table.value = (await import("./de")).german({ date, day, instant, number });
  else if (wanted === "pseudo") table.value = (await import("./pseudo")).pseudo(en);
  else table.value = en;
  locale.value = wanted === "de" ? "de-DE" : "en-GB";
  language.value = wanted;
  document.documentElement.lang = wanted === "pseudo" ? "en" : wanted;
  prefer("language", wanted);
}

// Tabs agree on the language.
addEventListener("storage", ({ key, newValue }) => {
  if (key === "seatplan.language" && newValue && newValue !== language.value) void speak(newValue as Language);
});

/** A file of words. */
export async function readText<T>(file: string): Promise<T> {
  return (await fetch(file)).json() as Promise<T>;
}

/** The language to begin with: chosen, or the browser's. */
export function firstLanguage(): Language {
  const chosen = preferred("language");
  if (chosen === "en" || chosen === "de" || chosen === "pseudo") return chosen;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

/** A sentence of the engine, in the language of the page where there is one for its code. */
export function say(problem: Problem | InsufficientLicenses): string {
  const { holder, license, requested, available, shortfall } = problem as InsufficientLicenses;
  const params = "remedies" in problem ? { holder, license, requested, available, shortfall } : problem.params;
  const count = "remedies" in problem ? shortfall : problem.count;
  const own = t.value.say[problem.code]?.(params, count);
  return own ? sentence(own) : t.value.said(sentence(problem.message));
}

/** A sentence with its capital and its full stop, and with instants as people read them. */
function sentence(text: string): string {
  const read = text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, instant);
  const whole = /[.!?…]$/u.test(read) ? read : `${read}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** The name of a column. */
export function columnName(column: { name: string; label: string }): string {
  return t.value.columnNames[column.name] ?? t.value.said(column.label);
}

/** The word for a value, where a column has words of its own. */
export function word(column: string, value: string): string {
  const words = t.value;
  switch (column) {
    case "license":
    case "previousLicense":
      return words.license[value as keyof Text["license"]] ?? value;
    case "status":
      return words.status[value as keyof Text["status"]] ?? value;
    case "holder":
      return words.room[value as keyof Text["room"]] ?? value;
    case "accountEnabled":
      return value === "true" ? words.yes : value === "false" ? words.no : value;
    default:
      return value;
  }
}
