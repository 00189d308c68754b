// Why something is so: the rules it follows from, in the engine's words.
import { signal } from "@preact/signals";
import { rules } from "../actions";
import { t } from "../text";

const known = signal<Record<string, { title: string; text: string }>>({});

/** Fetches the rules once. */
export async function loadRules(): Promise<void> {
  if (Object.keys(known.value).length > 0) return;
  const all = await rules();
  known.value = Object.fromEntries((all ?? []).map(({ slug, title, text }) => [slug, { title, text }]));
}

/** A rule in the language of the page. */
export function rule(slug: string): { title: string; text: string } {
  const { rules: own, said } = t.value;
  const { title, text } = known.value[slug] ?? { title: slug, text: "" };
  return own[slug] ?? { title: said(title), text: said(text) };
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
