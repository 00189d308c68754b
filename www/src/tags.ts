// The tags of a person: which data is under which license, and what is special about them.
import type { Status } from "seatplan";
import { fill, t } from "./text";

/** A tag and how it looks. */
export interface Tag {
  text: string;
  look: "standard" | "archived" | "good" | "warning" | "bad" | "quiet";
  /** The instant in it, in full. */
  title?: string;
}

/** The tags of a row's cells. */
export function tagsOf(cells: Record<string, string | null>): Tag[] {
  const words = t.value.tag;
  const tags: Tag[] = [];
  const holder = cells.holder === "mailboxes" ? "mailboxes" : "users";
  const license = cells.license;
  if (license === "standard" || license === "archived") {
    tags.push({ text: fill(words.under, { data: words.data[holder], license: t.value.license[license] }), look: license });
  }
  switch (cells.status as Status | null) {
    case "paused":
      tags.push({ text: words.paused, look: "warning" });
      break;
    case "grace":
      if (cells.purgeAt) tags.push({ text: fill(words.purge, { iso: cells.purgeAt }), look: "warning", title: cells.purgeAt });
      else tags.push({ text: words.purgeUnknown, look: "warning" });
      break;
    case "purged":
      tags.push({ text: words.purged, look: "bad" });
      break;
  }
  if (cells.deletedAt) tags.push({ text: words.deleted, look: "quiet", title: cells.deletedAt });
  if (cells.userType === "Guest") tags.push({ text: words.guest, look: "quiet" });
  if (cells.accountEnabled === "false") tags.push({ text: words.blocked, look: "quiet" });
  return tags;
}

/** Who a row is about. */
export function nameOf(cells: Record<string, string | null>, id: string): string {
  return cells.displayName || cells.principalName || cells.mail || id;
}
