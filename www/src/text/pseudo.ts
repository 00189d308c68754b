// A language for tests: every word of the page is marked, so that a word without a mark was forgotten.
import type { Text } from "./en";

const marked = (text: string) => `⟦${text}⟧`;

function mark(value: unknown): unknown {
  if (typeof value === "string") return marked(value);
  if (typeof value === "function") return (...given: unknown[]) => marked(String((value as (...given: unknown[]) => unknown)(...given)));
  if (Array.isArray(value)) return value.map(mark);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key.endsWith("File") ? inner : mark(inner)]));
  return value;
}

/** A table of words with every word marked. */
export function pseudo(text: Text): Text {
  return mark(text) as Text;
}
