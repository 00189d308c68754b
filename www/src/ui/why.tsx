// Why something is so: the rules it follows from, in the engine's words.
import { effect, signal } from "../signals";
import { rules } from "../actions";
import { asItSays, readText, said, t, textFile } from "../text";

interface Rule {
  title: string;
  text: string;
}

/** The engine's own rules, and those of a file of another language. */
const known = signal<Record<string, Rule>>({});
const translated = signal<{ file: string; rules: Record<string, Rule> } | null>(null);

/** Fetches the rules once a language. */
export async function loadRules(): Promise<void> {
  if (Object.keys(known.value).length === 0) {
    const all = await rules();
    known.value = Object.fromEntries((all ?? []).map(({ slug, title, text }) => [slug, { title, text }]));
  }
  const file = textFile("rules");
  if (!asItSays() && translated.value?.file !== file) translated.value = { file, rules: await readText(file) };
}

// Whoever reads rules goes on in the language that is chosen.
effect(() => {
  if (!asItSays() && Object.keys(known.value).length > 0) void loadRules();
});

/** A rule in the language of the page. */
export function rule(slug: string): Rule {
  const found = translated.value;
  const own = found?.file === textFile("rules") ? found.rules[slug] : undefined;
  const { title, text } = known.value[slug] ?? { title: slug, text: "" };
  return own ?? { title: said(title), text: said(text) };
}

/** Every rule there is. */
export const ruleSlugs = () => Object.keys(known.value);

/** A question that opens its answer. */
export function Why({ rules: slugs }: { rules: string[] }) {
  if (slugs.length === 0) return null;
  return (
    <details class="why" onToggle={() => void loadRules()}>
      <summary>{t.value.why}</summary>
      {slugs.map((slug) => {
        const { title, text } = rule(slug);
        return (
          <p key={slug}>
            <strong>{title}.</strong> {text}
          </p>
        );
      })}
    </details>
  );
}
