// What the page knows: a few signals, filled from the engine.
import { computed, signal } from "./signals";
import type { Facet } from "seatplan";
import type { PlanName } from "./engine/plan-types";
import type { Contract, FileLook, Keeping, Overview, Person, Preview, Progress, Stored, View } from "./engine/types";

/** A dialog that is open. */
export type Dialog =
  | { kind: "preview"; preview: Preview }
  | { kind: "file"; look: FileLook | null; failure: string | null; name: string; place: number; of: number }
  | { kind: "contract"; contract: Contract }
  | { kind: "names"; text: string }
  | { kind: "help"; rule: string | null }
  | { kind: "tenants" }
  | { kind: "forget" };

/** A message above the list. */
export interface Notice {
  id: number;
  tone: "good" | "info" | "bad";
  text: string;
  /** What can be taken back from here: the last change of the tenant, or of its plans. */
  undo: "tenant" | "plans" | null;
}

/** Whether the engine is there: not yet, yes, or never. */
export const phase = signal<{ at: "starting" } | { at: "ready" } | { at: "failed"; message: string }>({ at: "starting" });
/** Whether the engine has been at work for longer than one waits gladly. */
export const busy = signal(false);
/** How far something long is. */
export const progress = signal<Progress | null>(null);
export const overview = signal<Overview | null>(null);
export const keeping = signal<Keeping | null>(null);
/** Whether the browser has said that it clears nothing by itself. */
export const persisted = signal(false);
/** The tenants kept in this browser. */
export const tenants = signal<Stored[]>([]);
export const view = signal<View | null>(null);
export const dialog = signal<Dialog | null>(null);
export const person = signal<Person | null>(null);
export const notices = signal<Notice[]>([]);
export const facets = signal<Facet[]>([]);
export const plans = signal<PlanName[]>([]);

/** Changes when the rows must be drawn anew although the list is the same. */
export const drawn = signal(0);

/** Whether nobody can get a license because no counts were given. */
export const unset = computed(() => {
  const pools = overview.value?.pools ?? [];
  return pools.length > 0 && pools.every((pool) => pool.purchased === 0 || pool.purchased === null);
});

let nextNotice = 1;

/** Shows a message in the place of older ones of its kind; what went well ends what was said before. */
export function notify(tone: Notice["tone"], text: string, undo: Notice["undo"] = null): void {
  notices.value = [{ id: nextNotice++, tone, text, undo }, ...notices.value.filter((notice) => tone !== "good" && notice.tone !== tone)];
}

/** Takes a message away. */
export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
