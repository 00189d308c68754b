// What the page and its engine say to each other about plans.
import type { Comparison, Configuration, Filter, InsufficientLicenses, LicenseRequest, LicenseType, Money, Occurrence, Pool, Problem, Purchase, Receipt, RuleSlug, Status, Timeline } from "seatplan";
import type { Named } from "./types";

/** What a step does. */
export type Command =
  | (Omit<LicenseRequest, "targets"> & { targets: string[] | { filter: Filter | string } })
  | Purchase
  | { action: "leave"; ids: string[] }
  | { action: "configure"; change: Configuration };

/** Something to be done on a day. */
export interface Step {
  id: number;
  day: string;
  command: Command;
}

/** A named list of steps. */
export interface Plan {
  id: number;
  name: string;
  steps: Step[];
}

/** A plan without the people in it. */
export interface PlanName {
  id: number;
  name: string;
  steps: number;
}

/** A change of a plan. */
export type PlanChange =
  | { name: string }
  | { add: { day: string; command: Command }[] }
  | { remove: number }
  | { move: number; day: string }
  /** Whether a step that is short is taken as far as it goes. */
  | { step: number; fill: boolean };

/** What a step came to. */
export interface Came {
  step: number;
  at: string;
  day: string;
  command: { action: Command["action"]; count: number };
  ok: boolean;
  /** In the engine's words; null for people who leave. */
  summary: Problem | null;
  changed: number;
  cost: Money | null;
  findings: (Problem | InsufficientLicenses)[];
}

/** What happened by itself. */
export interface Happened {
  byCode: Record<string, number>;
  first: Occurrence[];
  names: Record<string, Named>;
}

/** A plan played until a day. */
export interface DryRun {
  came: Came[];
  timeline: Timeline;
  happened: Happened;
  /** Holders whose data is gone by then. */
  lost: number;
}

/** How somebody stands under a plan. */
export interface Side {
  license: LicenseType | "none" | null;
  status: Status;
  when: string | null;
  /** The rule of what happened to them last by itself. */
  because: RuleSlug | null;
}

/** Two plans side by side on a day. */
export interface Compared {
  comparison: Comparison;
  cost: [Money | null, Money | null];
  days: [Timeline["days"], Timeline["days"]];
  people: { id: string; named: Named; sides: [Side | null, Side | null] }[];
}

/** What to buy and when, in words of the engine. */
export interface Advised {
  steps: Came[];
  cost: Money;
  bound: Money;
}

/** What the next sync would do under settings. */
export interface Rehearsal extends Happened {
  until: string;
  pools: [Pool[], Pool[]];
  receipt: Pick<Receipt, "cost" | "changed">;
}
