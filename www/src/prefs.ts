// What a person likes, kept by the browser where it keeps anything.

type Name = "language" | "theme" | "columns.users" | "columns.mailboxes";

/** What was chosen; null for nothing. */
export function preferred(name: Name): string | null {
  try {
    return localStorage.getItem(`seatplan.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice. */
export function prefer(name: Name, value: string): void {
  try {
    localStorage.setItem(`seatplan.${name}`, value);
  } catch {
    // A browser that keeps nothing forgets this as well.
  }
}
