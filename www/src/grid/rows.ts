// The rows of a list near the place that is looked at, asked for in chunks.

/** One person of the list. */
export interface GridRow {
  id: string;
  marked: boolean;
  cells: Record<string, string | null>;
}

/** Gives rows from a place on; null when the list has become another one. */
export type Fetch = (offset: number, limit: number) => Promise<GridRow[] | null>;

const CHUNK = 100;
/** Chunks kept: enough to scroll without waiting, few enough to forget at a million. */
const KEPT = 24;

interface Chunk {
  rows: GridRow[];
  /** Of an earlier state of the list: shown until it is replaced. */
  stale: boolean;
}

/** A window on rows that live elsewhere. */
export class RowCache {
  #fetch: Fetch;
  #arrived: () => void;
  #chunks = new Map<number, Chunk>();
  #asked = new Set<number>();
  #epoch = 0;

  constructor(fetch: Fetch, arrived: () => void) {
    this.#fetch = fetch;
    this.#arrived = arrived;
  }

  /** The row at a place, if it is here. */
  at(index: number): GridRow | undefined {
    return this.#chunks.get(Math.floor(index / CHUNK))?.rows[index % CHUNK];
  }

  /** Forgets everything: the list has become another one. */
  clear(): void {
    this.#chunks.clear();
    this.expire();
  }

  /** Asks again for everything, and shows what there is until then. */
  expire(): void {
    this.#epoch++;
    this.#asked.clear();
    for (const chunk of this.#chunks.values()) chunk.stale = true;
  }

  /** Sees to it that these rows, and a chunk around them, are here or on their way. */
  want(first: number, last: number, count: number): void {
    const from = Math.max(0, Math.floor(first / CHUNK) - 1);
    const to = Math.min(Math.floor(last / CHUNK) + 1, Math.floor((count - 1) / CHUNK));
    // What is looked at comes first.
    const near = Math.floor((first + last) / 2 / CHUNK);
    const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place);
    numbers.sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
    for (const number of numbers) if (this.#chunks.get(number)?.stale !== false) void this.#ask(number);
    if (this.#chunks.size > KEPT) this.#forget(near);
  }

  async #ask(number: number): Promise<void> {
    if (this.#asked.has(number)) return;
    this.#asked.add(number);
    const epoch = this.#epoch;
    const rows = await this.#fetch(number * CHUNK, CHUNK).catch(() => null);
    if (epoch !== this.#epoch) return;
    this.#asked.delete(number);
    if (!rows) return;
    this.#chunks.set(number, { rows, stale: false });
    this.#arrived();
  }

  #forget(near: number): void {
    const far = [...this.#chunks.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const number of far.slice(0, far.length - KEPT)) this.#chunks.delete(number);
  }
}
