// What is kept of the tenants, in transactions that are on disk when they end. A change adds its operation to the
// log; now and then a snapshot takes the place of the older of two and shortens the log, at once or not at all.
import type { Column } from "seatplan";
import { complete, Connection, done, openTenants } from "./database";
import type { Stored } from "./types";

/** What there is to know of a tenant before it is opened. */
export interface Head extends Omit<Stored, "elsewhere"> {
  /** The columns there are: counting their values takes longer than opening the tenant. */
  columns: Column[];
  /** The slot of the newer snapshot. */
  slot: 0 | 1;
  /** The number of the next operation. */
  next: number;
  /** The bytes of the operations since the newer snapshot. */
  size: number;
}

/** A snapshot, and the number of the first operation after it. */
export interface Slot {
  from: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Operations by number. */
export type Log = Map<number, Uint8Array>;

/** Another tab has become the one that writes. */
export class TakenOver extends Error {}

/** The browser, or somebody in it, has cleared what was kept. */
export class Cleared extends Error {}

const ALL = ["tenants", "slots", "log", "meta"];

/** Every operation of a tenant from a number on. */
const since = (id: string, from: number) => IDBKeyRange.bound([id, from], [id, Infinity]);

/** The tenants kept in this browser. */
export class Storage {
  #connection = new Connection(openTenants);

  /** Opens the store; throws where the browser keeps nothing. */
  static async open(): Promise<Storage> {
    const storage = new Storage();
    await storage.#store("meta");
    return storage;
  }

  async #store(name: string): Promise<IDBObjectStore> {
    return (await this.#connection.transaction(name)).objectStore(name);
  }

  /** Every tenant kept. */
  async heads(): Promise<Head[]> {
    return done((await this.#store("tenants")).getAll());
  }

  /** What there is to know of a tenant. */
  async head(id: string): Promise<Head | undefined> {
    return done((await this.#store("tenants")).get(id));
  }

  /** A snapshot of a tenant. */
  async slot(id: string, slot: number): Promise<Slot | undefined> {
    return done((await this.#store("slots")).get([id, slot]));
  }

  /** The operations of a tenant from a number on. */
  async log(id: string, from: number): Promise<Log> {
    const store = await this.#store("log");
    const range = since(id, from);
    const [keys, values] = await Promise.all([done(store.getAllKeys(range)), done(store.getAll(range))]);
    return new Map(keys.map((key, place) => [(key as [string, number])[1], values[place]]));
  }

  /** Begins a tab's turn to write a tenant: the number its writes carry. */
  async begin(id: string): Promise<number> {
    const transaction = await this.#connection.transaction("meta", "readwrite");
    const store = transaction.objectStore("meta");
    const epoch = Number((await done(store.get(id))) ?? 0) + 1;
    store.put(epoch, id);
    await complete(transaction);
    return epoch;
  }

  /** Adds operations to the log, and writes down what there is to know. */
  append(epoch: number, head: Head, operations: Uint8Array[]): Promise<void> {
    return this.#write(epoch, head.id, (store) => {
      operations.forEach((operation, place) => store("log").put(operation, [head.id, head.next - operations.length + place]));
      store("tenants").put(head, head.id);
    });
  }

  /** Puts a snapshot in the place of the older one; the log is kept from the one before it on. */
  swap(epoch: number, head: Head, bytes: Uint8Array<ArrayBuffer>, before: number): Promise<void> {
    return this.#write(epoch, head.id, (store) => {
      store("slots").put({ from: head.next, bytes } satisfies Slot, [head.id, head.slot]);
      store("log").delete(IDBKeyRange.bound([head.id], [head.id, before], false, true));
      store("tenants").put(head, head.id);
    });
  }

  /** Forgets a tenant. */
  remove(epoch: number, id: string): Promise<void> {
    return this.#write(epoch, id, (store) => {
      store("tenants").delete(id);
      store("slots").delete(IDBKeyRange.bound([id], [id, []]));
      store("log").delete(since(id, 0));
    });
  }

  /** Puts a copy of what is damaged aside. */
  async setAside(head: Head): Promise<void> {
    const { id } = head;
    const kept = { head, slots: [await this.slot(id, 0), await this.slot(id, 1)], log: await this.log(id, 0) };
    const transaction = await this.#connection.transaction("damaged", "readwrite");
    transaction.objectStore("damaged").put(kept, `${new Date().toISOString()} ${id}`);
    await complete(transaction);
  }

  async #write(epoch: number, id: string, change: (store: (name: string) => IDBObjectStore) => void): Promise<void> {
    const transaction = await this.#connection.transaction(ALL, "readwrite");
    const ended = complete(transaction);
    try {
      // Checked inside the transaction: a tab that lost its lock while asleep must not write.
      const turn = await done(transaction.objectStore("meta").get(id));
      if (turn !== epoch) throw turn === undefined ? new Cleared() : new TakenOver();
      change((name) => transaction.objectStore(name));
    } catch (error) {
      transaction.abort();
      await ended.catch(() => {});
      throw error;
    }
    await ended;
  }
}
