// The language the page is read in.
import { computed, signal } from "@preact/signals";
import type { InsufficientLicenses, Problem } from "seatplan";
import { prefer, preferred } from "../prefs";
import { en, type Text } from "./en";
import { locale } from "./format";

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
  if (wanted === "de") table.value = (await import("./de")).de;
  else if (wanted === "pseudo") table.value = (await import("./pseudo")).pseudo(en);
  else table.value = en;
  locale.value = wanted === "de" ? "de-DE" : "en-GB";
  language.value = wanted;
  document.documentElement.lang = wanted === "pseudo" ? "en" : wanted;
  prefer("language", wanted);
}

/** The language to begin with: chosen, or the browser's. */
export function firstLanguage(): Language {
  const chosen = preferred("language");
  if (chosen === "en" || chosen === "de" || chosen === "pseudo") return chosen;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

/** A sentence of the engine, in the language of the page where there is one for its code. */
export function say(problem: Problem | InsufficientLicenses): string {
  if ("remedies" in problem) {
    const { holder, license, requested, available, shortfall } = problem;
    return sentence(t.value.say[problem.code]?.({ holder, license, requested, available, shortfall }, shortfall) ?? problem.message);
  }
  return sentence(t.value.say[problem.code]?.(problem.params, problem.count) ?? problem.message);
}

/** A sentence with its capital and its full stop. */
function sentence(text: string): string {
  const whole = /[.!?…⟧]$/u.test(text) ? text : `${text}.`;
  // The engine writes instants in full; here they are read.
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** The name of a column. */
export function columnName(column: { name: string; label: string }): string {
  return t.value.columnNames[column.name] ?? column.label;
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
