// What the engine has and the package's types do not have yet. When they do, this file goes.
import { Tenant, type Instant, type Money, type Occurrence, type Pool, type Problem, type Receipt } from "seatplan";

/** An entry of the history. */
export interface Entry {
  number: number;
  at: string;
  summary: Problem;
  changed: number;
  undone: boolean;
  cost?: Money;
}

/** What happens until a day, if nobody does anything. */
export interface Timeline {
  days: { day: string; pools: Pool[] }[];
  purges: { lastSafeDay: string; count: number; ids: string[] }[];
  occurrences: { total: number; byCode: Record<string, number>; first: Occurrence[] };
  cost: Money | null;
}

interface Newer {
  snapshot(): Uint8Array<ArrayBuffer>;
  advance(at: Instant): Receipt;
  undo(): Receipt | null;
  redo(): Receipt | null;
  history(offset?: number, limit?: number): Entry[];
  fork(): Tenant;
  timeline(options: { until: Instant }): Timeline;
}

/** A tenant with everything it can do. */
export const whole = (tenant: Tenant): Newer => tenant as unknown as Newer;

/** Opens what `snapshot` wrote. */
export const fromSnapshot = (bytes: Uint8Array): Tenant =>
  (Tenant as unknown as { fromSnapshot(bytes: Uint8Array): Tenant }).fromSnapshot(bytes);
