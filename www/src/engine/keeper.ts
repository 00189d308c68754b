// Keeps the tenant that is open as it changes, and says how that goes. One tab writes, others read along.
import type { Tenant } from "seatplan";
import { Elsewhere, lock, type Release } from "./lock";
import { rebuild, replayed } from "./rebuild";
import { Cleared, type Head, Storage, TakenOver } from "./storage";
import type { Keeping, Stored } from "./types";

/** What is kept of the tenant that is open: asked for when it is written, and not before. */
export type Keepable = () => Pick<Head, "name" | "sample" | "users" | "columns"> & { snapshot: () => Uint8Array };

/** What was kept of a tenant. */
export interface Found {
  head: Head;
  /** Null when nothing of it is whole. */
  tenant: Tenant | null;
  /** Whether a part of it was not. */
  damaged: boolean;
}

/** Writing a snapshot of a big tenant takes a moment: what is asked after a change is answered first. */
const PAUSE = 150;
const IDLE = 1500;
/** So many operations are due for a snapshot, or so many bytes, or such a part of the snapshot before. */
const MANY = 500;
const LITTLE = 1 << 20;
const PART = 1 / 4;

/** What was done is not kept yet, and would be lost. */
export class Unsaved extends Error {
  readonly code = "UNSAVED";
  override message = "what was done last is not saved";
}

/** Writes one tenant, one write at a time. */
export class Keeper {
  #report: (keeping: Keeping) => void;
  #onNews: () => void;
  #keepable: Keepable;
  #storage: Storage | null = null;
  #news: BroadcastChannel | null = null;
  /** The tenant that is open; null for none. */
  #id: string | null = null;
  #head: Head | null = null;
  /** The number of the first operation after the newer snapshot, and the bytes of that. */
  #from = 0;
  #bytes = 0;
  #release: Release | null = null;
  /** The number of this tab's turn to write; null while another tab writes. */
  #epoch: number | null = null;
  /** Operations that are not written yet. */
  #queue: Uint8Array[] = [];
  /** Whether what was done last can be kept by a snapshot only. */
  #whole = false;
  /** Whether what is open is not what is kept. */
  #astray = false;
  #timer = 0;
  #writing: Promise<void> = Promise.resolve();

  /** `onNews`: another tab has changed what is kept. */
  constructor(report: (keeping: Keeping) => void, onNews: () => void, keepable: Keepable) {
    this.#report = report;
    this.#onNews = onNews;
    this.#keepable = keepable;
  }

  /** The tenant that is open. */
  get id(): string | null {
    return this.#id;
  }

  /** Whether the tenant can be changed here: no other tab writes it. */
  get mine(): boolean {
    return this.#storage === null || this.#id === null || this.#epoch !== null;
  }

  async #ready(): Promise<Storage | null> {
    if (this.#storage) return this.#storage;
    try {
      this.#storage = await Storage.open();
      this.#news = new BroadcastChannel("seatplan");
      this.#news.onmessage = ({ data }) => {
        if (data === this.#id && this.#epoch === null) this.#onNews();
      };
    } catch {
      this.#report({ state: "memory" });
    }
    return this.#storage;
  }

  /** Every tenant kept here, the newest first. */
  async list(): Promise<Stored[]> {
    const storage = await this.#ready();
    if (!storage) return [];
    const held = (await navigator.locks?.query())?.held?.map(({ name }) => name) ?? [];
    return (await storage.heads())
      .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
      .map(({ id, name, sample, savedAt, users }) => ({ id, name, sample, savedAt, users, elsewhere: held.includes(`seatplan ${id}`) && (id !== this.#id || this.#epoch === null) }));
  }

  /** Opens a tenant, or the one saved last; `steal` makes this the tab that writes it. */
  async open(id: string | null, steal: boolean): Promise<Found | null> {
    await this.close();
    const storage = await this.#ready();
    const all = (await storage?.heads()) ?? [];
    const last = all.reduce<Head | null>((newest, head) => (newest && newest.savedAt > head.savedAt ? newest : head), null);
    const wanted = all.find((head) => head.id === id) ?? last;
    if (!storage || !wanted) return null;
    await this.#claim(storage, wanted.id, steal);
    return this.#load(storage);
  }

  /** Begins a tenant of its own. */
  async begin(id: string): Promise<void> {
    const storage = await this.#ready();
    if (!storage) return;
    await this.#claim(storage, id, false);
    // One that was there is replaced as a whole.
    this.#head = (await storage.head(id)) ?? null;
  }

  async #claim(storage: Storage, id: string, steal: boolean): Promise<void> {
    this.#id = id;
    this.#release = await lock(id, steal, () => this.#lose());
    this.#epoch = this.#release && (await storage.begin(id));
  }

  async #load(storage: Storage): Promise<Found | null> {
    const head = await storage.head(this.#id!);
    if (!head) return null;
    const found = await rebuild(storage, head);
    const damaged = !found?.whole;
    if (damaged && this.#epoch !== null) await storage.setAside(head);
    if (!found) {
      if (this.#epoch !== null) await storage.remove(this.#epoch, head.id);
      await this.close();
      return { head, tenant: null, damaged };
    }
    this.#head = { ...head, slot: found.slot };
    this.#from = found.from;
    this.#bytes = found.bytes;
    this.#astray = false;
    if (this.#epoch === null) this.#report({ state: "otherTab", lost: false });
    else this.#saved();
    return { head, tenant: found.tenant, damaged };
  }

  /** What another tab has written since: on the tenant itself where that can be, else a tenant of its own. */
  async newer(tenant: Tenant): Promise<Found | null> {
    const storage = this.#storage!;
    const head = await storage.head(this.#id!);
    if (!head || !this.#head) return null;
    const since = this.#head.next;
    if (!this.#astray && replayed(tenant, since, await storage.log(head.id, since)) === head.next) {
      this.#head = head;
      return { head, tenant, damaged: false };
    }
    return this.#load(storage);
  }

  /** Keeps a change by its operation, or the whole where there is none. It is on disk when this ends, unless it is big. */
  async keep(operation: Uint8Array | null): Promise<void> {
    if (!this.#storage || this.#id === null) return;
    if (operation && this.#head && !this.#whole) {
      this.#queue.push(operation);
      return this.flush();
    }
    this.#whole = true;
    this.#report({ state: "saving" });
    this.#later(PAUSE);
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(true), pause) as unknown as number;
  }

  /** Writes what is not written yet; `snapshot`: all of it anew. */
  flush(snapshot = false): Promise<void> {
    return (this.#writing = this.#writing.then(() => this.#write(snapshot)));
  }

  async #write(snapshot: boolean): Promise<void> {
    const storage = this.#storage;
    const epoch = this.#epoch;
    const id = this.#id;
    const operations = this.#queue;
    const whole = this.#whole;
    if (!storage || epoch === null || id === null || !(snapshot || whole || operations.length > 0)) return;
    this.#queue = [];
    this.#whole = false;
    try {
      const { snapshot: take, ...known } = this.#keepable();
      const { slot, next, size } = this.#head ?? { slot: 1, next: 0, size: 0 };
      const base = { id, ...known, savedAt: new Date().toISOString() };
      let head: Head;
      if (snapshot || whole) {
        const bytes = take() as Uint8Array<ArrayBuffer>;
        // Where an operation is missing, so is its number.
        head = { ...base, slot: slot === 0 ? 1 : 0, next: next + (whole ? 1 : 0), size: 0 };
        await storage.swap(epoch, head, bytes, this.#from);
        this.#from = head.next;
        this.#bytes = bytes.length;
      } else {
        head = { ...base, slot, next: next + operations.length, size: operations.reduce((sum, { length }) => sum + length, size) };
        await storage.append(epoch, head, operations);
        if (head.next - this.#from > MANY || head.size > Math.max(LITTLE, this.#bytes * PART)) this.#later(IDLE);
      }
      if (this.#epoch !== epoch) return;
      this.#head = head;
      this.#news?.postMessage(id);
      this.#saved();
    } catch (error) {
      if (error instanceof TakenOver) return this.#lose(true);
      if (error instanceof Cleared) {
        // What is open is all there is: it is written anew as a whole.
        this.#epoch = await storage.begin(id);
        this.#head = null;
        this.#from = 0;
        this.#whole = true;
        return this.#write(true);
      }
      // Nothing was written: the next write tries it again.
      this.#queue = [...operations, ...this.#queue];
      this.#whole ||= whole;
      // What a shorter log would have been is in the longer one.
      if (whole || this.#queue.length > 0) this.#report({ state: "failed", full: (error as Error).name === "QuotaExceededError", message: (error as Error).message });
    }
  }

  #saved(): void {
    if (!this.#head || this.#whole || this.#queue.length > 0) return;
    this.#report({ state: "saved", at: this.#head.savedAt, bytes: this.#bytes + this.#head.size });
  }

  /** Another tab has taken over; `lost`: before what was done last could be kept. */
  #lose(lost = false): void {
    lost ||= this.#whole || this.#queue.length > 0;
    if (this.#epoch === null && !lost) return;
    this.#stop();
    this.#astray = true;
    this.#report({ state: "otherTab", lost });
    this.#onNews();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#release?.();
    this.#release = this.#epoch = null;
    this.#queue = [];
    this.#whole = false;
  }

  /** Puts the tenant away; throws when what was done cannot be kept, unless it is not to be. */
  async close(forget = false): Promise<void> {
    if (this.#id === null) return;
    if (!forget) {
      await this.flush();
      if (this.#whole || this.#queue.length > 0) throw new Unsaved();
    }
    this.#stop();
    this.#id = this.#head = null;
    this.#from = this.#bytes = 0;
  }

  /** Gives a tenant another name. */
  rename(id: string, name: string): Promise<void> {
    return this.#turn(id, async (storage, epoch) => {
      const head = id === this.#id ? this.#head : await storage.head(id);
      if (!head) return;
      await storage.append(epoch, { ...head, name }, []);
      if (head === this.#head) this.#head = { ...head, name };
    });
  }

  /** Forgets a tenant. */
  async remove(id: string): Promise<void> {
    if (id === this.#id && this.#epoch !== null) {
      // What waits to be written would bring it back.
      clearTimeout(this.#timer);
      this.#queue = [];
      this.#whole = false;
    }
    await this.#turn(id, (storage, epoch) => storage.remove(epoch, id));
  }

  /** Does something with a tenant that no other tab writes. */
  async #turn(id: string, work: (storage: Storage, epoch: number) => Promise<void>): Promise<void> {
    await this.#writing;
    const storage = this.#storage;
    if (!storage) return;
    const open = id === this.#id;
    const release = open ? null : await lock(id, false, () => {});
    const epoch = open ? this.#epoch : release && (await storage.begin(id));
    if (epoch === null) throw new Elsewhere();
    try {
      await work(storage, epoch);
      this.#news?.postMessage(id);
    } finally {
      release?.();
    }
  }
}
