// Names come from files: what cannot be seen in them is shown.

/** Controls, what browsers draw nothing for, and spaces that look like others. */
const HIDDEN = /[\p{Cc}\p{DI}\p{Zl}\p{Zp}\u202f\u205f\u3000\ufff9-\ufffb]/gu;

/** A text whose invisible and direction-changing characters are written out. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}›`);
}
