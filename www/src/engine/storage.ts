// What is kept in the browser: one plan, as a snapshot of the engine, written with strict durability.
// Only this file knows how. One tab writes: it holds a lock, and its number is checked in each write.

import type { Column } from "seatplan";

/** A plan as it is kept. */
export interface Kept {
  name: string;
  sample: boolean;
  savedAt: string;
  /** What the bytes are: a snapshot of the engine. */
  format: "snapshot";
  bytes: Uint8Array<ArrayBuffer>;
  /** The columns there are: counting their values takes longer than opening the plan. */
  columns: Column[];
}

const KEY = "plan";
const LOCK = "seatplan";

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage failed"));
  });
}

function complete(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("storage failed"));
  });
}

/** Another tab has become the one that writes. */
export class TakenOver extends Error {}

/** The browser's store. */
export class Storage {
  #database: IDBDatabase;
  /** The number of the tab that writes; null while another does. */
  #epoch: number | null = null;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Opens the store; throws where the browser keeps nothing. */
  static async open(): Promise<Storage> {
    const request = indexedDB.open("seatplan", 1);
    request.onupgradeneeded = () => {
      for (const name of ["plans", "damaged", "meta"]) request.result.createObjectStore(name);
    };
    return new Storage(await done(request));
  }

  /** Becomes the tab that writes, unless another is; `steal` takes it from the other. */
  async claim(steal: boolean, onLost: () => void): Promise<boolean> {
    const won = await new Promise<boolean>((resolve) => {
      if (!navigator.locks) return resolve(true);
      const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
      navigator.locks
        .request(LOCK, options, (lock) => {
          resolve(lock !== null);
          // Held until the tab ends or another takes it.
          return lock ? new Promise(() => {}) : undefined;
        })
        .catch(() => {
          this.#epoch = null;
          onLost();
        });
    });
    if (!won) return false;
    const transaction = this.#database.transaction("meta", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("meta");
    const epoch = Number((await done(store.get("epoch"))) ?? 0) + 1;
    store.put(epoch, "epoch");
    await complete(transaction);
    this.#epoch = epoch;
    return true;
  }

  /** Whether this tab is the one that writes. */
  get writes(): boolean {
    return this.#epoch !== null;
  }

  /** The plan kept. Whether it is whole, its own checksums say when it is opened. */
  async load(): Promise<Kept | null> {
    const kept: Kept | undefined = await done(this.#database.transaction("plans").objectStore("plans").get(KEY));
    return kept ?? null;
  }

  /** Puts the plan kept aside, so that nothing overwrites it. */
  async quarantine(): Promise<void> {
    if (!this.writes) return;
    const transaction = this.#database.transaction(["plans", "damaged"], "readwrite", { durability: "strict" });
    const plans = transaction.objectStore("plans");
    const kept = await done(plans.get(KEY));
    if (kept) transaction.objectStore("damaged").put(kept, new Date().toISOString());
    plans.delete(KEY);
    await complete(transaction);
  }

  /** Keeps a plan: on disk when this returns. */
  async save(plan: Kept): Promise<void> {
    await this.#write((store) => store.put(plan, KEY));
  }

  /** Forgets the plan. */
  async forget(): Promise<void> {
    await this.#write((store) => store.delete(KEY));
  }

  async #write(change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction(["plans", "meta"], "readwrite", { durability: "strict" });
    // Checked inside the transaction: a tab that lost its lock while asleep must not write.
    const epoch = await done(transaction.objectStore("meta").get("epoch"));
    if (this.#epoch === null || epoch !== this.#epoch) {
      transaction.abort();
      throw new TakenOver("another tab has taken over");
    }
    change(transaction.objectStore("plans"));
    await complete(transaction);
  }
}
