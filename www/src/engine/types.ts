// What the page and its engine say to each other, beyond the package's own types.
import type {
  AssignmentReport, Candidate, Column, Entry, Holder, ImportReport, LicenseRequest, Policy, Pool, Problem,
  Remedy, RetentionOutcome, Row, Sniffed, Sort, TenantState, Token,
} from "seatplan";

/** A list of people: the users, or the shared mailboxes. */
export type Room = Holder;

/** Where the plan is kept. */
export type Keeping =
  | { state: "saving" }
  | { state: "saved"; at: string; bytes: number }
  /** Another tab writes; nothing can be changed here. `lost`: it took over before what was done last was kept. */
  | { state: "otherTab"; lost: boolean }
  /** The browser lets nothing be kept. */
  | { state: "memory" }
  /** Nothing was written; the next change tries it again. `full`: there is no room. */
  | { state: "failed"; full: boolean; message: string };

/** A tenant in the list of those kept. */
export interface Stored {
  id: string;
  name: string;
  sample: boolean;
  savedAt: string;
  /** Null while it was not opened since it came from an earlier version of this page. */
  users: number | null;
  /** Whether another tab writes it. */
  elsewhere: boolean;
}

/** What the engine tells without being asked. */
export type News =
  | { kind: "keeping"; keeping: Keeping }
  /** How far something long is, in bytes or days, and how many rows that was; null at its end. */
  | { kind: "progress"; progress: Progress | null }
  /** Another tab has changed what is kept of the tenant that is open. */
  | { kind: "elsewhere" };

/** How far something long is. */
export interface Progress {
  done: number;
  of: number;
  rows: number | null;
}

/** What the page shows at all times. */
export interface Overview {
  /** What the tenant is kept as; null where nothing is kept. */
  id: string | null;
  name: string;
  /** A sample has its own day, so that its dates mean something at any time. */
  sample: boolean;
  clock: string | null;
  /** Whether this is a later day of the plan, to look at. */
  later: boolean;
  /** The plan that day comes of; what is done there goes into it. */
  plan: { id: number; name: string } | null;
  /** What undo would take back, and redo do again. */
  undo: Entry | null;
  redo: Entry | null;
  revision: number;
  pools: Pool[];
  people: Record<Holder, number>;
  columns: Column[];
}

/** What was found at the start. */
export interface Opening {
  overview: Overview | null;
  /** How much became due since the last visit. */
  due: number;
  /** Something kept could not be read and was put aside: all of it, or a part, and the last good state was opened. */
  damaged: "all" | "part" | null;
}

/** Which people are wanted, in which order. */
export interface Query {
  room: Room;
  text: string;
  /** The values wanted of columns; an empty one is an empty cell. */
  facets: Record<string, string[]>;
  sort: Sort[];
}

/** How many people a query has, and how many of them are selected. */
export interface View {
  version: number;
  count: number;
  marked: number;
  markedHere: number;
  tokens: Token[];
  problem: Problem | null;
}

/** A part of the list. */
export interface Rows {
  version: number;
  rows: Row[];
}

/** A change to who is selected. */
export type Mark =
  | { kind: "row"; id: string; on: boolean }
  | { kind: "range"; from: number; to: number; on: boolean }
  | { kind: "all"; on: boolean }
  | { kind: "only"; from: number; to: number }
  | { kind: "none" };

/** A request as the page makes it; who it is for is known to the engine. */
export interface Ask {
  action: LicenseRequest["action"];
  scope: "marked" | "matching" | { ids: string[] };
}

/** Somebody, by more than an id. */
export interface Named {
  name: string;
  principalName: string;
}

export type NamedOutcome = RetentionOutcome & Named;
export type NamedCandidate = Candidate & Named;

/** What a request would do. */
export interface Preview {
  ask: Ask;
  report: AssignmentReport;
  /** What the remedy does before it. */
  first: Problem[];
  /** Holders whose data is lost at once by all of it. */
  lost: number;
  totals: Record<string, number>;
  outcomes: NamedOutcome[];
  offset: number;
  /** What it comes to without a remedy. */
  plain: AssignmentReport;
  /** The way out that was chosen. */
  remedy: RemedyKind | null;
  names: Record<string, Named>;
}

/** The account, its counts, prices and rules. */
export interface Contract {
  account: NonNullable<TenantState["account"]>;
  purchased: TenantState["purchased"];
  prices: TenantState["prices"] | null;
  policy: Partial<Policy>;
}

/** A change of the contract; what is absent stays. */
export type ContractChange = Partial<Contract>;

/** A file before it changes anything. */
export interface FileLook {
  name: string;
  size: number;
  sniffed: Sniffed | null;
  /** What importing it would change; null for a plan saved by this page. */
  report: ImportReport | null;
  /** A plan saved by this page: a tenant of its own. */
  plan: boolean;
}

/** Somebody in full. */
export interface Person {
  id: string;
  fields: { column: Column; value: string | null }[];
  /** What each action would do to them. */
  whatIf: { action: Ask["action"]; outcome: RetentionOutcome | null; report: AssignmentReport }[];
}

export type RemedyKind = Remedy["kind"];
