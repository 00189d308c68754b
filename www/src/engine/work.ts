// Something long, in steps: it says how far it is, and can be stopped between two of them.
import type { Tenant } from "seatplan";
import type { Progress } from "./types";

/** Somebody has stopped it; nothing was changed. */
export class Stopped extends Error {
  readonly code = "STOPPED";
}

/** What is at work. */
export class Work {
  #report: (progress: Progress | null) => void;
  #stopped = false;

  constructor(report: (progress: Progress | null) => void) {
    this.#report = report;
  }

  /** Stops it at the next step. */
  stop(): void {
    this.#stopped = true;
  }

  /** Does something in steps. */
  async steps<T>(work: () => Promise<T>): Promise<T> {
    this.#stopped = false;
    try {
      return await work();
    } finally {
      this.#report(null);
    }
  }

  /** Between two steps. */
  async step(done: number, of: number, rows: number | null): Promise<void> {
    this.#report({ done, of, rows });
    // What came in meanwhile is heard here.
    await new Promise((resolve) => setTimeout(resolve));
    if (this.#stopped) throw new Stopped();
  }
}

const DAY = 86_400_000;
/** Days of one person that pass in some 50 ms. */
const PERSON_DAYS = 3_000_000;

/** Lets time pass on a tenant, in as few steps as can be stopped soon; gives the operation and the count of occurrences of each. */
export async function pass(tenant: Tenant, until: string, people: number, work: Work): Promise<{ operation: Uint8Array | null; occurrences: number }[]> {
  const end = Date.parse(until);
  const start = Date.parse(tenant.clock ?? until);
  const stride = Math.max(1, Math.floor(PERSON_DAYS / (people + 1))) * DAY;
  const passed = [];
  for (let at = start; at < end; ) {
    at = Math.min(end, at + stride);
    const { operation, occurrences } = tenant.advance(new Date(at));
    passed.push({ operation, occurrences: occurrences.total });
    if (at < end) await work.step((at - start) / DAY, (end - start) / DAY, null);
  }
  return passed;
}
