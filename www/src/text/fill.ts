// Sentences with gaps, as translators write them: a part of ICU MessageFormat.
import { date, day, instant, locale, number } from "./format";

/** What fills the gaps of a sentence, by name. */
export type Params = Record<string, string | number | null | undefined>;

const WRITERS: Record<string, (iso: string) => string> = { date, day, instant };

/**
 * Fills a sentence: `{name}`, `{when, day}`, `{n, plural, =0 {…} one {…} other {…}}`, `{kind, select, a {…} none {…} other {…}}`;
 * `none` is what is absent. Null where something that is said is absent.
 */
export function complete(template: string, params: Params): string | null {
  let out = "";
  let from = 0;
  for (let open; (open = template.indexOf("{", from)) >= 0; ) {
    const close = closing(template, open);
    const written = gap(template.slice(open + 1, close), params);
    if (written === null) return null;
    out += template.slice(from, open) + written;
    from = close + 1;
  }
  return out + template.slice(from);
}

/** Fills a sentence of the page. */
export function fill(template: string, params: Params): string {
  return complete(template, params) ?? template;
}

function gap(text: string, params: Params): string | null {
  const [, name = "", kind, rest] = /^(\w+)(?:, (\w+))?(?:, (.*))?$/su.exec(text) ?? [];
  const value = params[name];
  if (rest !== undefined) return complete(choice(kind, rest, value), params);
  if (value == null) return null;
  if (kind) return WRITERS[kind]!(String(value));
  return typeof value === "number" ? number(value) : value;
}

/** The variant for a value. */
function choice(kind: string | undefined, text: string, value: Params[string]): string {
  const variants: Record<string, string> = {};
  for (let from = 0, open; (open = text.indexOf("{", from)) >= 0; ) {
    const close = closing(text, open);
    variants[text.slice(from, open).trim()] = text.slice(open + 1, close);
    from = close + 1;
  }
  const forms = kind === "plural" ? [`=${value}`, new Intl.PluralRules(locale.value).select(Number(value))] : [String(value ?? "none")];
  return forms.map((form) => variants[form]).find((found) => found !== undefined) ?? variants.other ?? "";
}

/** Where a brace is closed again. */
function closing(text: string, open: number): number {
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`a brace is left open: ${text}`);
}
