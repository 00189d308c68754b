// Keeps the plan as it changes, and says how that goes.
import type { Column } from "seatplan";
import { Storage, TakenOver, type Kept } from "./storage";
import type { Keeping } from "./types";

/** A plan to keep, asked for when it is written and not before. */
export interface Keepable {
  name: string;
  sample: boolean;
  columns: Column[];
  snapshot: () => Uint8Array<ArrayBuffer>;
}

// Questions that follow a change are answered before it is written.
const PAUSE = 120;

/** Writes the newest plan, one write at a time. */
export class Keeper {
  #storage: Storage | null = null;
  #report: (keeping: Keeping) => void;
  #newest: Keepable | null = null;
  #timer = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(report: (keeping: Keeping) => void) {
    this.#report = report;
  }

  /** Opens the store and gives what it keeps. */
  async open(steal = false): Promise<Kept | null> {
    try {
      this.#storage ??= await Storage.open();
      const won = await this.#storage.claim(steal, () => this.#report({ state: "otherTab" }));
      const kept = await this.#storage.load();
      if (!won) this.#report({ state: "otherTab" });
      else if (kept) this.#report({ state: "saved", at: kept.savedAt, bytes: kept.bytes.length });
      return kept;
    } catch {
      this.#storage = null;
      this.#report({ state: "memory" });
      return null;
    }
  }

  /** Puts aside what was kept and could not be opened. */
  async quarantine(): Promise<void> {
    await this.#storage?.quarantine();
  }

  /** Keeps a plan soon. */
  keep(plan: Keepable): void {
    if (!this.#storage?.writes) return;
    this.#newest = plan;
    this.#report({ state: "saving" });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE) as unknown as number;
  }

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Forgets what is kept. */
  async forget(): Promise<void> {
    this.#newest = null;
    await this.#writing;
    if (this.#storage?.writes) await this.#storage.forget();
  }

  async #write(): Promise<void> {
    const plan = this.#newest;
    if (!plan || !this.#storage) return;
    this.#newest = null;
    try {
      const bytes = plan.snapshot();
      const savedAt = new Date().toISOString();
      const { name, sample, columns } = plan;
      await this.#storage.save({ name, sample, columns, savedAt, format: "snapshot", bytes });
      if (!this.#newest) this.#report({ state: "saved", at: savedAt, bytes: bytes.length });
    } catch (error) {
      if (error instanceof TakenOver) this.#report({ state: "otherTab" });
      else this.#report({ state: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }
}
