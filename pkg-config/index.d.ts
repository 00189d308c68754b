/// <reference lib="esnext.disposable" />

// Kept by hand; tests hold it against the package and against real answers. One section a subject,
// in the order of the readme: loading, errors, people, requests, filters, files, the handle.

// ------------------------------------------------------------------------------------- loading

/** The type `T` of the global class of this name, where the runtime's own types have one. */
type GlobalClass<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : never;

/** A compiled module, where the runtime's own types know WebAssembly. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } } ? T & object : never;

/**
 * Where the engine comes from: a URL or its text (in Node a `file:` URL too), a `Response`, the bytes of
 * `seatplan/seatplan.wasm`, or a compiled `WebAssembly.Module`.
 *
 * @example
 * ```ts
 * await init({ module_or_path: new URL("/assets/seatplan.wasm", "https://example.com/") });
 * ```
 */
export type EngineSource = string | ArrayBuffer | Uint8Array | GlobalClass<"URL"> | GlobalClass<"Response"> | CompiledModule;

/**
 * Loads the engine; everything else needs it. Browsers and bundlers fetch the `.wasm` beside the
 * package, Node reads the file. Calling it twice is harmless, also at the same time.
 *
 * @param options - `module_or_path`: where the engine is, when it is not beside the package; a promise of it will do.
 * @throws {@link LicensingError} `UNSUPPORTED` without 128-bit SIMD in WebAssembly (every browser since 2023 has it);
 * `NOT_INITIALISED` when the engine cannot be loaded, with the reason as `cause`. It can be called again then.
 *
 * @example
 * ```ts
 * await init();
 * ```
 */
export default function init(options?: { module_or_path?: EngineSource | Promise<EngineSource> }): Promise<void>;

/**
 * The version of the package, such as `"1.2.3"`. A changed answer is a new major version. Known before `init`.
 *
 * @example
 * ```ts
 * console.log(`seatplan ${version}`);
 * ```
 */
export const version: string;

// -------------------------------------------------------------------------------------- errors

/**
 * A mistake of the caller. Thrown as {@link LicensingError}; nothing was changed.
 *
 * - `INVALID_INPUT` malformed input; `details` lists every problem with its path
 * - `INVALID_FILTER` a filter with a mistake; `details` says where
 * - `INVALID_FILE` a file of which nothing can be read
 * - `TOO_LARGE` more than fits into memory, or than one call takes
 * - `OUT_OF_MEMORY` there is no memory for it now; free what is not needed any more
 * - `DAMAGED_SNAPSHOT` bytes that are no snapshot or operation, or not as they were written; the message names the section
 * - `NEWER_SNAPSHOT` a snapshot of a newer version of the package
 * - `LOG_MISMATCH` an operation that does not follow from the state and the ones before it
 * - `OUT_OF_ORDER` a command earlier than the tenant's clock
 * - `WRONG_TENANT` a selection of another tenant
 * - `PRICES_UNKNOWN` advice for a tenant without prices
 * - `TERM_OVER`, `TERM_NOT_STARTED` advice for days on which nothing has a price
 * - `FREED` a handle that was freed
 * - `BUSY` a handle used from inside its own call
 * - `NOT_INITIALISED` called before `await init()`, or `init` could not load the engine
 * - `UNSUPPORTED` a runtime without what the engine needs
 */
export type MisuseCode =
  | "INVALID_INPUT" | "INVALID_FILTER" | "INVALID_FILE" | "TOO_LARGE" | "OUT_OF_MEMORY" | "OUT_OF_ORDER" | "WRONG_TENANT"
  | "DAMAGED_SNAPSHOT" | "NEWER_SNAPSHOT" | "LOG_MISMATCH"
  | "FREED" | "BUSY" | "NOT_INITIALISED" | "UNSUPPORTED"
  | "PRICES_UNKNOWN" | "TERM_OVER" | "TERM_NOT_STARTED";

/**
 * Why a request or command is refused. An error of a report; {@link Tenant.apply} throws it.
 *
 * - `INSUFFICIENT_LICENSES` fewer licenses than needed (rule `insufficient-licenses`)
 * - `UNKNOWN_HOLDER` ids the tenant does not know (rule `who-can-hold`)
 * - `NOT_LICENSABLE` rooms, equipment, groups, system mailboxes (rule `who-can-hold`)
 * - `ACCOUNT_EXPIRED` nothing can be activated on an expired account (rule `expired`)
 * - `PURCHASE_NOT_ALLOWED` only a paid account can purchase (rule `purchase`)
 * - `TOO_MANY_LICENSES` more than 1,000,000,000 licenses of a type (rule `purchase`)
 * - `EMPTY_FILTER` an empty filter where it would mean everyone (rule `all-filtered`)
 * - `REMEDY_NOT_OFFERED` a remedy the shortage does not have (rule `insufficient-licenses`)
 * - `AMOUNT_TOO_LARGE` a cost above 2^53 - 1 minor units; as a warning: the cost is not given (rule `purchase`)
 * - `REFUSED` refused without a code of its own
 */
export type RefusalCode =
  | "INSUFFICIENT_LICENSES" | "UNKNOWN_HOLDER" | "NOT_LICENSABLE" | "ACCOUNT_EXPIRED" | "PURCHASE_NOT_ALLOWED"
  | "TOO_MANY_LICENSES" | "EMPTY_FILTER" | "REMEDY_NOT_OFFERED" | "AMOUNT_TOO_LARGE" | "REFUSED";

/**
 * What to know before a request is applied. It speaks of targets that change only.
 *
 * - `GUEST` a guest gets a license (rule `who-can-hold`)
 * - `NOTHING_TO_RETAIN` an archived license for somebody without data (rule `archived-keeps-data`)
 * - `BACKUPS_STOP` an archived license for somebody still present (rule `archived-keeps-data`)
 * - `NO_BACKUPS_USER_DELETED` a standard license for a deleted user (rule `deleted-has-no-backups`)
 * - `DATA_WILL_BE_PURGED` the data goes for good at a date (rule `grace-60`)
 * - `ARCHIVED_DEACTIVATION` an archived license is taken away: the product can be read in two ways (rule `archived-deactivation`)
 * - `PURGE_DATE_UNKNOWN` nobody knows when the data goes (rule `grace-60`)
 * - `MAILBOX_TYPES_UNKNOWN` shared mailboxes may be among the users (rule `all-filtered`)
 * - `RETENTION_SHORTENED` a new retention setting drops data for good (rule `retention-setting`)
 * - `TERM_OVER`, `TERM_NOT_STARTED` outside the term of the prices, so no cost is given (rule `purchase`)
 * - `AMOUNT_TOO_LARGE` a cost above 2^53 - 1 minor units, so none is given (rule `purchase`)
 */
export type WarningCode =
  | "GUEST" | "NOTHING_TO_RETAIN" | "BACKUPS_STOP" | "NO_BACKUPS_USER_DELETED" | "DATA_WILL_BE_PURGED"
  | "ARCHIVED_DEACTIVATION" | "PURGE_DATE_UNKNOWN" | "MAILBOX_TYPES_UNKNOWN" | "RETENTION_SHORTENED"
  | "TERM_OVER" | "TERM_NOT_STARTED" | "AMOUNT_TOO_LARGE";

/** What a summary is of: a request that changes something, is refused, changes nothing; a purchase; new settings. */
export type SummaryCode =
  | "SUMMARY" | "SUMMARY_REFUSED" | "SUMMARY_NOTHING" | "SUMMARY_PURCHASE" | "SUMMARY_CONFIGURE" | "SUMMARY_ADVANCE"
  | "SUMMARY_IMPORT";

/** What an import says of one row: `ROW_REFUSED` it was not taken, `CONFLICT` it contradicts another and was not merged. */
export type RowCode = "ROW_REFUSED" | "CONFLICT";

/**
 * What happens by itself as time passes, and what the steps of a plan come to.
 *
 * - `PURGED` data in grace is gone for good (rule `grace-60`)
 * - `AUTO_ARCHIVED` a sync gave a deleted user an archived license (rule `auto-archive`)
 * - `GROUP_LICENSED` a sync gave a new user a standard license (rule `group-licensing`)
 * - `AUTO_PURCHASED` a sync bought `count` licenses, for `cost` where it is known
 * - `MAILBOX_CONVERTED` a mailbox that changed kind keeps its license in its new pool (rule `mailbox-conversion`)
 * - `PRESENT_BUT_ARCHIVED` somebody deleted is back, and still on an archived license (rule `auto-archive`)
 * - `INSUFFICIENT_LICENSES` a sync, or a request of a plan, was `count` licenses short
 * - `ACCOUNT_EXPIRED` a sync could give `count` people nothing (rule `expired`)
 * - `JOINED`, `LEFT` people of a plan, `count` of them
 * - the code of a summary or a refusal: what a step of a plan came to
 */
export type OccurrenceCode =
  | "PURGED" | "AUTO_ARCHIVED" | "GROUP_LICENSED" | "AUTO_PURCHASED" | "MAILBOX_CONVERTED" | "PRESENT_BUT_ARCHIVED"
  | "JOINED" | "LEFT" | RefusalCode | SummaryCode;

/** Every code there is. A minor version may add some: leave room for ones you do not know. */
export type Code = MisuseCode | RefusalCode | WarningCode | SummaryCode | RowCode | OccurrenceCode;

/** The name of a rule; {@link rules} says each in words. */
export type RuleSlug =
  | "covers" | "license-type-and-tags" | "unknown-data" | "separate-pools" | "no-conversion" | "mailboxes-are-free"
  | "purchase" | "trial" | "expired" | "atomic" | "net-new" | "insufficient-licenses" | "standard-starts-backups"
  | "archived-keeps-data" | "archive-frees-standard" | "deleted-has-no-backups" | "who-can-hold" | "all-filtered"
  | "grace-60" | "reapply-standard" | "reapply-archived" | "too-late" | "archived-deactivation" | "retention-setting"
  | "restorable" | "auto-archive" | "auto-purchase-archived" | "group-licensing" | "auto-purchase-standard"
  | "mailbox-conversion";

/**
 * Malformed input, misuse, or a refused command. Nothing was changed. Refusals of a *question* are
 * values (`ok: false`), never this. `instanceof` works for errors made by the engine too.
 *
 * A `WebAssembly.RuntimeError` is a defect and ends every handle: end the Worker and start anew.
 *
 * @example
 * ```ts
 * try {
 *   tenant.apply({ action: "activateStandard", targets: ["nobody"] });
 * } catch (error) {
 *   if (error instanceof LicensingError && error.code === "UNKNOWN_HOLDER") console.log(error.message);
 *   else throw error;
 * }
 * ```
 */
export class LicensingError extends Error {
  /**
   * For rebuilding an error on the other side of a Worker: errors lose their fields in `postMessage`.
   *
   * @param code - Why, for programs.
   * @param message - Why, for people.
   * @param details - More about it; null when left out.
   */
  constructor(code: MisuseCode | RefusalCode, message: string, details?: unknown);
  /** `LicensingError`. */
  name: string;
  /** Why, for programs. */
  code: MisuseCode | RefusalCode;
  /**
   * The problems, a {@link Problem}`[]`, for malformed input and misuse (empty when the message says it
   * all); the {@link AssignmentReport} for a refused command.
   */
  details: unknown;
}

/**
 * An error, a warning or a summary: a sentence for people, and the same for programs.
 *
 * @example
 * ```ts
 * const { summary } = tenant.validate({ action: "deactivate", targets: ["u1"] });
 * console.log(summary.message, summary.params.changes);
 * ```
 */
export interface Problem {
  /** What it is. */
  code: Exclude<Code, "INSUFFICIENT_LICENSES">;
  /** The rule it follows from; null where none decides it. */
  rule: RuleSlug | null;
  /** The sentence, in English. */
  message: string;
  /** The figures and words of the sentence, by name, for other languages. */
  params: Record<string, string | number>;
  /** Whom it concerns: the first 100. */
  ids: string[];
  /** How many it concerns. */
  count: number;
  /** Where in the input, such as `users[3].licensedAt`. */
  path?: string;
  /** The line of a file, counted from 1. */
  line?: number;
  /** The column of a file, by its header. */
  column?: string;
  /** Where in a text: from, to (excluded), in UTF-16 code units. */
  span?: [number, number];
}

/** A rule in words. */
export interface RuleText {
  /** The name answers carry. */
  slug: RuleSlug;
  /** A few words. */
  title: string;
  /** Whole sentences. */
  text: string;
}

/**
 * Every rule in words, in the order people read them.
 *
 * @returns A new list at each call.
 * @throws {@link LicensingError} `NOT_INITIALISED`
 *
 * @example
 * ```ts
 * const why = rules().find((rule) => rule.slug === "grace-60")?.text;
 * ```
 */
export function rules(): RuleText[];

// ------------------------------------------------------------------------- people and contract

/**
 * An instant on the way in: ISO 8601 with an offset, such as `2026-01-31T12:00:00Z`, or a valid `Date`; years 0001
 * to 9999. The `at` of a call lies between 1970 and 9000. Answers carry texts, always `YYYY-MM-DDTHH:mm:ss.sssZ`.
 */
export type Instant = string | Date;

/** A kind of license: `standard` makes daily backups, `archived` keeps what there is (rules `standard-starts-backups`, `archived-keeps-data`). */
export type LicenseType = "standard" | "archived";

/** Who holds a license: a user or a shared mailbox (rule `who-can-hold`). */
export type Holder = "users" | "mailboxes";

/**
 * How somebody's data is protected at an instant.
 *
 * - `protected` standard license, present: backups every day
 * - `paused` standard license, deleted: data kept, no new backups
 * - `archived` archived license: data kept, no new backups
 * - `grace` no license: data kept until its purge date (rule `grace-60`)
 * - `purged` no license: the data is gone for good
 * - `unprotected` no license, and never any data
 */
export type Status = "protected" | "paused" | "archived" | "grace" | "purged" | "unprotected";

/** The state of the contract: only a `paid` account can purchase (rules `purchase`, `trial`, `expired`). */
export type Account = "paid" | "trial" | "expired";

/** An amount of money in minor units (cents), 0 to 2^53 - 1. */
export interface Money {
  /** The currency of the prices, as given there. */
  currency: string;
  /** Minor units: 1999 is 19.99 in a currency of hundredths. */
  amount: number;
}

/** Licenses bought, of each type: whole numbers from 0 to 1,000,000,000 (rule `separate-pools`). */
export interface Purchased {
  /** Standard licenses bought. */
  standard: number;
  /** Archived licenses bought. */
  archived: number;
}

/**
 * What licenses cost: minor units a license for the whole term, prorated by whole UTC days (rule `purchase`).
 *
 * @example
 * ```ts
 * const prices: Prices = { currency: "EUR", standard: 4800, archived: 2400, termStart: "2026-01-01", renewal: "2027-01-01" };
 * ```
 */
export interface Prices {
  /** The currency, such as `EUR`. */
  currency: string;
  /** A standard license for the whole term: minor units, 0 to 1,000,000,000. */
  standard: number;
  /** An archived license for the whole term: minor units, 0 to 1,000,000,000. */
  archived: number;
  /** The first day of the term, `YYYY-MM-DD`. */
  termStart: string;
  /** The day of renewal, `YYYY-MM-DD`: the first day after the term. */
  renewal: string;
}

/** Every choice the rules leave open. What is left out is at its default. */
export interface Policy {
  /** Days the data stays after a license is taken away: 0 to 36,500, by default 60 (rule `grace-60`). */
  graceDays: number;
  /** What taking an archived license away does to the data; by default `immediate`: gone at once (rule `archived-deactivation`). */
  archivedDeactivation: "immediate" | "grace";
  /** Days a backup is kept: 0 to 36,500; null, the default, is for ever (rule `retention-setting`). */
  retentionDays: number | null;
  /** Shared mailboxes with a license: one for each license purchased, the default, or any number (rule `mailboxes-are-free`). */
  mailboxes: "perLicense" | "unlimited";
  /** Standard user licenses a trial may hold: 0 to 1,000,000,000, by default 100 (rule `trial`). */
  trialCap: number;
  /** One instant of the daily sync, which comes every 24 hours; by default 1970-01-01T00:00Z. */
  syncAnchor: Instant;
  /** Whether each sync archives deleted users while there are licenses; by default not (rule `auto-archive`). */
  autoArchive: boolean;
  /** Whether each sync buys the archived licenses missing for that; by default not (rule `auto-purchase-archived`). */
  autoPurchaseArchived: boolean;
  /** Who gets a standard license by itself: members of security groups, or all new users; null, the default: nobody (rule `group-licensing`). */
  groupLicensing: null | { groups: string[] | "allNewUsers" };
  /** Whether each sync buys the standard licenses missing for that; by default not (rule `auto-purchase-standard`). */
  autoPurchaseStandard: boolean;
}

/**
 * A user or a shared mailbox, and what is known of it. Every field that is not listed here is malformed; put
 * other columns under `attributes`.
 *
 * @example
 * ```ts
 * const anders: UserRecord = { id: "u1", displayName: "Anders", license: "standard", licensedAt: "2026-01-05T09:00:00Z" };
 * ```
 */
export interface UserRecord {
  /** The object id or any other name of one's own; not empty, and no two alike in a tenant. */
  id: string;
  /** The principal name; compared without case. `#EXT#` in it makes a guest. */
  principalName?: string;
  /** The name people know. */
  displayName?: string;
  /** The mail address. */
  mail?: string;
  /** `Guest` warns when a license is given (rule `who-can-hold`). */
  userType?: "Member" | "Guest";
  /** Whether the account can sign in. */
  accountEnabled?: boolean;
  /** As Exchange names it, such as `SharedMailbox`; that makes a mailbox whichever list it is in (rule `who-can-hold`). */
  mailboxType?: string;
  /** The security groups it is in. */
  groups?: string[];
  /** Since when it is in the tenant. */
  joinedAt?: Instant;
  /** Since when Microsoft does not have it any more. */
  deletedAt?: Instant;
  /** The license it holds; null or absent is none. */
  license?: LicenseType | null;
  /** Since when it holds that license. */
  licensedAt?: Instant;
  /** When its last license was taken away. */
  unassignedAt?: Instant;
  /** The license that was taken away. */
  previousLicense?: LicenseType;
  /** When its data goes for good. */
  purgeAt?: Instant;
  /** When its data went. */
  purgedAt?: Instant;
  /**
   * The first and the last backup that can be restored, both included; null inside is unknown. Null: there
   * is no data. Absent: nobody told us, so plan as if there were some (rule `unknown-data`).
   */
  data?: { from: Instant | null; to: Instant | null } | null;
  /** Every other column, by its header. An empty text is the same as absent. */
  attributes?: Record<string, string>;
}

/**
 * A whole tenant as plain objects.
 *
 * @example
 * ```ts
 * const small: TenantState = { purchased: { standard: 1, archived: 0 }, users: [{ id: "u1" }] };
 * ```
 */
export interface TenantState {
  /** Where the clock of a handle starts. The pure functions do not look at it. */
  asOf?: Instant;
  /** The state of the contract; by default `paid`. */
  account?: Account;
  /** Licenses bought. */
  purchased: Purchased;
  /** What licenses cost; without it no cost is given, never a guess (rule `purchase`). */
  prices?: Prices;
  /** The choices the rules leave open. */
  policy?: Partial<Policy>;
  /** The users. */
  users: UserRecord[];
  /** The shared mailboxes. */
  mailboxes?: UserRecord[];
}

// ------------------------------------------------------------------------ requests and answers

/**
 * Licenses to give or to take. It is applied whole or not at all (rule `atomic`); a target named twice counts
 * once, and one that holds the license already costs nothing (rule `net-new`).
 *
 * @example
 * ```ts
 * const request: LicenseRequest = { action: "activateStandard", targets: { filter: "license:none department:Sales" }, whenShort: "fill" };
 * ```
 */
export interface LicenseRequest {
  /** What every target gets, or loses. */
  action: "activateStandard" | "activateArchived" | "deactivate";
  /** Ids; everyone who meets a filter (rule `all-filtered`); or, on a handle, a selection, which is not consumed. */
  targets: string[] | { filter: Filter | string } | RowSelection;
  /** With too few licenses: refuse everything, the default, or take as many targets as fit, in order (rule `insufficient-licenses`). */
  whenShort?: "refuse" | "fill";
}

/** The counts of one pool (rules `separate-pools`, `mailboxes-are-free`, `trial`). */
export interface Pool {
  /** Who holds its licenses. */
  holder: Holder;
  /** Of which type they are. */
  license: LicenseType;
  /** Licenses bought; null is unlimited. */
  purchased: number | null;
  /** Licenses held. */
  assigned: number;
  /** Licenses that can still be given, never below 0; null is unlimited. */
  available: number | null;
  /** Licenses held beyond the limit, never below 0. */
  over: number;
}

/** A pool before and after. */
export interface PoolChange {
  /** Who holds its licenses. */
  holder: Holder;
  /** Of which type they are. */
  license: LicenseType;
  /** As it is. */
  before: Pool;
  /** As it would be if the request were granted. */
  after: Pool;
}

/** Somebody who could give up a license, those who lose least first. */
export interface Candidate {
  /** Who. */
  id: string;
  /** How: an archived license instead, or none. */
  how: "archive" | "deactivate";
  /** Why this one, in words. */
  reason: string;
  /** When the data would go for good; null where nothing is lost. */
  purgeAt: string | null;
}

/**
 * A way out of a shortage, which {@link Tenant.applyRemedy} takes (rule `insufficient-licenses`).
 *
 * - `selectFewer` take as many targets as fit
 * - `purchase` buy what is missing; `cost` is null without prices, and the remedy is not there on trial and expired accounts
 * - `deactivate` free what is missing; on a handle the first 100 candidates. `missing`: how many candidates there are too few
 */
export type Remedy =
  | { kind: "selectFewer"; fits: number; deselect: number }
  | { kind: "purchase"; count: number; license: LicenseType; cost: Money | null }
  | { kind: "deactivate"; count: number; candidates: Candidate[]; missing: number };

/** A pool that cannot give what a request needs of it (rule `insufficient-licenses`). */
export interface InsufficientLicenses {
  /** Tells it apart from a {@link Problem}. */
  code: "INSUFFICIENT_LICENSES";
  /** The rule it follows from. */
  rule: RuleSlug;
  /** Whose pool it is. */
  holder: Holder;
  /** Which pool it is. */
  license: LicenseType;
  /** Licenses the request needs of it. */
  requested: number;
  /** Licenses it can give. */
  available: number;
  /** `requested - available`. */
  shortfall: number;
  /** All of it in one sentence. */
  message: string;
  /** The ways out, in this order: select fewer, purchase, deactivate. */
  remedies: Remedy[];
}

/**
 * What a request would do, or why it is refused. Counts and pools of a refused request say what it would do
 * if it were granted.
 *
 * @example
 * ```ts
 * const report = validateAssignment(state, { action: "activateStandard", targets: ["u1"] });
 * for (const error of report.errors) {
 *   if (error.code === "INSUFFICIENT_LICENSES") console.log(error.shortfall, error.remedies);
 * }
 * ```
 */
export interface AssignmentReport {
  /** Whether it can be applied. */
  ok: boolean;
  /** One sentence: what will happen, with its numbers. */
  summary: Problem;
  /** Targets whose license changes. */
  changes: number;
  /** Targets that stay as they are. */
  unchanged: number;
  /** Targets left out: not licensable under a filter, or not fitting under `fill`. */
  skipped: number;
  /** The pools touched, and only those. */
  pools: PoolChange[];
  /** Everything that refuses it; told apart by `code`. */
  errors: (Problem | InsufficientLicenses)[];
  /** What to know before it is applied; told apart by `code`. */
  warnings: (Problem | InsufficientLicenses)[];
}

/**
 * What becomes of somebody's data.
 *
 * - `backupsStart` daily backups start afresh; `backupsResume` they go on where they ended; `backupsContinue` as before
 * - `retained` kept while the license is; `retainedUntil` kept until `purgeAt`; `lost` gone at that instant
 * - `nothingToRetain` there is none to keep; `unchanged` nothing happens
 * - `agedOut` the retention setting leaves nothing of it (rule `retention-setting`)
 * - `refused` this target cannot be served
 */
export type OutcomeKind =
  | "backupsStart" | "backupsResume" | "backupsContinue" | "retained" | "retainedUntil" | "lost" | "nothingToRetain"
  | "unchanged" | "agedOut" | "refused";

/** What happens to one target's data, as if the request were granted. */
export interface RetentionOutcome {
  /** Who. */
  id: string;
  /** User or shared mailbox. */
  holder: Holder;
  /** What was asked; `none` when nothing was. */
  action: LicenseRequest["action"] | "none";
  /** The status before. */
  before: Status;
  /** The status right after. */
  after: Status;
  /** What becomes of the data. */
  outcome: OutcomeKind;
  /** The first and the last backup that can be restored right after, null inside is unknown; null: nothing can. */
  data: { from: string | null; to: string | null } | null;
  /** When the data goes, or went; null where it stays or is gone already. The last safe instant is 24 hours before (rule `too-late`). */
  purgeAt: string | null;
  /** The next backup after `at`; null where none runs (rule `standard-starts-backups`). */
  nextBackupBy: string | null;
  /** Whole days since the license was taken away, for `grace` and `purged`; else null. */
  daysUnlicensed: number | null;
  /** The rules it follows from. */
  rules: RuleSlug[];
  /** What to warn of. */
  warnings: WarningCode[];
}

/**
 * What a request would do to a tenant, or why it is refused. Changes nothing, and answers the same for the same input.
 *
 * @param state - The tenant.
 * @param request - What is asked; a selection is taken on a handle only.
 * @param at - The instant it is asked for, 1970 to 9000; now when left out.
 * @returns The report; a refusal is `ok: false`, not an error.
 * @throws {@link LicensingError} `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`, `NOT_INITIALISED`
 *
 * @example
 * ```ts
 * const report = validateAssignment(state, { action: "activateStandard", targets: ["u1", "u2"] }, "2026-03-01T00:00:00Z");
 * console.log(report.ok, report.summary.message);
 * ```
 */
export function validateAssignment(state: TenantState, request: LicenseRequest, at?: Instant): AssignmentReport;

/**
 * The pools a request is short of, each with its ways out; empty when it fits (rule `insufficient-licenses`).
 *
 * @param state - The tenant.
 * @param request - What is asked; a selection is taken on a handle only.
 * @param at - The instant it is asked for, 1970 to 9000; now when left out.
 * @throws {@link LicensingError} `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`, `NOT_INITIALISED`
 *
 * @example
 * ```ts
 * const [short] = insufficientLicenses(state, { action: "activateStandard", targets: ["u1", "u2"] });
 * if (short) console.log(`${short.shortfall} licenses short`);
 * ```
 */
export function insufficientLicenses(state: TenantState, request: LicenseRequest, at?: Instant): InsufficientLicenses[];

/**
 * The users who meet a filter: the very objects, in their order.
 *
 * @param users - Records without fields of one's own; other columns go under `attributes`.
 * @param filter - As a tree, or in words; a blank text is everyone.
 * @param at - The instant `status`, `dataFrom` and `dataTo` are worked out for, 1970 to 9000; now when left out.
 * @param policy - What those are worked out by; what is left out is at its default.
 * @throws {@link LicensingError} `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`, `NOT_INITIALISED`
 *
 * @example
 * ```ts
 * const sales = filterUsers(state.users, 'license:none department:"Field Sales",IT');
 * ```
 */
export function filterUsers<T extends UserRecord>(users: readonly T[], filter: Filter | string, at?: Instant, policy?: Partial<Policy>): T[];

/**
 * What happens to each target's data, in the order given, as if the request were granted; with null: what
 * happens to everyone's when nobody does anything. Unknown ids have no outcome.
 *
 * @param state - The tenant.
 * @param request - What is asked, or null; a selection is taken on a handle only.
 * @param at - The instant it is asked for, 1970 to 9000; now when left out.
 * @throws {@link LicensingError} `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`, `NOT_INITIALISED`
 *
 * @example
 * ```ts
 * const [outcome] = previewRetention(state, { action: "deactivate", targets: ["u1"] });
 * console.log(outcome?.outcome, outcome?.purgeAt);
 * ```
 */
export function previewRetention(state: TenantState, request: LicenseRequest | null, at?: Instant): RetentionOutcome[];

// ------------------------------------------------------------------------------------- filters

/**
 * How a cell is compared. Text is compared without case and diacritics: `jose` finds `José`.
 *
 * - `is` equal, in a list one of them; `isNot` everything else, empty cells included; `in` equal to one of several
 * - `contains`, `startsWith`, `endsWith` parts of the text
 * - `before`, `after`, `atLeast`, `atMost` order instants and numbers; a cell that is none never meets them
 * - `isEmpty`, `isNotEmpty` look for any value at all
 */
export type FilterOperator =
  | "is" | "isNot" | "contains" | "startsWith" | "endsWith" | "in" | "before" | "after" | "atLeast" | "atMost"
  | "isEmpty" | "isNotEmpty";

/**
 * Which people are meant (rule `all-filtered`). `and` of none is everyone, `or` of none nobody. `search` looks in
 * display name, principal name and mail; `anyValue` in every column. A column goes by any of its names, without
 * case, space and punctuation. At most 100 levels deep.
 *
 * Wherever a filter is taken, so are words for a search box: `:` is, with commas in, `~` contains, `^` starts
 * with, `$` ends with, `<` `<=` `>` `>=` compare, `column:*` is not empty, `-` or `NOT` negates, `OR` and
 * parentheses group, a space is *and*, a bare or quoted word searches, `*~text` looks in every column.
 *
 * @example
 * ```ts
 * const tree: Filter = { and: [{ column: "license", op: "is", value: "none" }, { not: { column: "city", op: "is", value: "London" } }] };
 * const words = "license:none -city:London";
 * ```
 */
export type Filter =
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter }
  | { search: string }
  | { anyValue: string }
  | { column: string; op: FilterOperator; value?: string | string[] | number | boolean };

/** A piece of a filter in words, for colouring a search box. */
export interface Token {
  /** What it is. */
  kind: "column" | "operator" | "value" | "word" | "keyword" | "paren" | "comma";
  /** Where it begins, in UTF-16 code units. */
  from: number;
  /** Where it ends (excluded), in UTF-16 code units. */
  to: number;
}

/** A filter in words, taken apart. */
export interface ParsedFilter {
  /** The filter; null when there is a mistake. */
  filter: Filter | null;
  /** The pieces, up to the end or the mistake. */
  tokens: Token[];
  /** The first mistake, with its span; null when there is none. */
  problem: Problem | null;
}

// --------------------------------------------------------------------------------------- files

/**
 * A file people have in hand. Found out from its content; only `entraGroup` must be said.
 *
 * - `m365Users` Microsoft 365 admin centre, Active users > Export users (CSV)
 * - `entraUsers` Entra, Download users (CSV); `entraGroup` Download group members (CSV)
 * - `graph` Microsoft Graph, users (JSON)
 * - `exchangeMailboxes` Exchange Online, Get-Mailbox (CSV)
 * - `spanning` Spanning users or tenant (CSV, JSON)
 */
export type ImportKind = "m365Users" | "entraUsers" | "entraGroup" | "graph" | "exchangeMailboxes" | "spanning";

/** How a file is to be read; all of it can be left out. */
export interface ImportOptions {
  /** What it is, when its content shall not decide. */
  kind?: ImportKind;
  /** When it was taken, 1970 to 9000 and not before the clock; the clock when left out. */
  at?: Instant;
  /** What its rows are, where its content does not say; by default `users`. */
  role?: "users" | "mailboxes" | "deleted" | { group: string };
  /** Whether only to report; by default not. */
  dryRun?: boolean;
}

/** What a file seems to be, from its beginning. */
export interface Sniffed {
  /** Its kind; null for a table that is no known export. */
  kind: ImportKind | null;
  /** Its encoding, such as `UTF-8`. */
  encoding: string;
  /** The character between cells; null for JSON. */
  delimiter: string | null;
  /** Its headers, and the columns they become. */
  columns: { header: string; column: string }[];
  /** The first 20 rows. */
  rows: string[][];
}

/** What an import did. Good rows are taken, bad ones are reported with their line. */
export interface ImportReport {
  /** What the file was; null for a table that is no known export. */
  kind: ImportKind | null;
  /** Rows with anything in them. */
  rows: number;
  /** People who are new. */
  added: number;
  /** People who were known and changed. */
  updated: number;
  /** People who were known and are as before. */
  unchanged: number;
  /** People whom the file says are deleted. */
  deleted: number;
  /** Rows that were not taken, one problem a row. */
  refused: Problem[];
  /** Rows that contradict each other or the tenant, one problem a row; none is merged. */
  conflicts: Problem[];
  /** Where the file says another license than the plan: the file wins. */
  drift: { id: string; planned: LicenseType | null; actual: LicenseType | null }[];
  /** What to keep in a log for {@link Tenant.replay}; null for a dry run, and above 16 MiB: take a snapshot instead. */
  operation: Uint8Array | null;
}

// ---------------------------------------------------------------------------------- the handle

/** An order of rows: by a column, under any of its names. Ties keep the order of the tenant; empty cells come last. */
export interface Sort {
  /** The column. */
  column: string;
  /** Whether the largest comes first; by default not. */
  descending?: boolean;
}

/** Which part of a view to give, and how. */
export interface PageOptions {
  /** How many rows to pass over, 0 to 4,294,967,295; by default 0. */
  offset?: number;
  /** How many rows to give at most, 0 to 4,294,967,295; by default 100. */
  limit?: number;
  /** The order; by default that of the tenant: users, then mailboxes. */
  sort?: Sort[];
  /** The columns wanted, under any of their names; by default all. */
  columns?: string[];
  /** Whom to mark; it is not consumed. */
  marked?: RowSelection;
}

/** One person of a page. */
export interface Row {
  /** Who. */
  id: string;
  /** What the columns hold, in the order asked for; several values joined by `; `, null when empty. */
  cells: (string | null)[];
  /** Whether the person is in `marked`. */
  marked: boolean;
}

/** A part of a view. */
export interface Page {
  /** The tenant's revision it is of. */
  revision: number;
  /** The rows. */
  rows: Row[];
}

/** A column there is. */
export interface Column {
  /** The name to ask for it by. */
  name: string;
  /** The name to show. */
  label: string;
  /** What it holds. */
  type: "text" | "enum" | "instant" | "number" | "boolean" | "list";
  /** How many different values it has. */
  distinct: number;
  /** Whether the engine works it out. */
  computed: boolean;
}

/** The values of a column among some people, for a list to choose from. */
export interface Facet {
  /** The column, by the name it was asked for. */
  column: string;
  /** How many different values there are. */
  distinct: number;
  /** The most frequent first; null is the empty cells. */
  values: { value: string | null; count: number }[];
}

/** Licenses to buy: whole numbers from 0 to 1,000,000,000, 0 when left out (rule `purchase`). */
export interface Purchase {
  /** Says that it is one. */
  action: "purchase";
  /** Standard licenses to buy. */
  standard?: number;
  /** Archived licenses to buy. */
  archived?: number;
}

/** Something that changes a tenant. */
export type Command = LicenseRequest | Purchase;

/** A correction of the contract or the settings. What is left out stays as it is; no license moves (rule `no-conversion`). */
export interface Configuration {
  /** The state of the contract. */
  account?: Account;
  /** Licenses bought. */
  purchased?: Purchased;
  /** What licenses cost; null forgets it. */
  prices?: Prices | null;
  /** The settings that change. */
  policy?: Partial<Policy>;
}

/**
 * The contract and the settings of a tenant as they are: what `configure` changes.
 */
export interface Contract {
  /** The state of the contract. */
  account: Account;
  /** Licenses bought. */
  purchased: Purchased;
  /** What licenses cost; absent where nobody said. */
  prices?: Prices;
  /** Every setting. */
  policy: Policy;
}

/**
 * A command of a plan, with its instant. Plans are played by instant; of one instant purchases come first, then the
 * others as given. People who join by plan join at that instant unless they say otherwise; who leaves is deleted then.
 */
export interface DatedCommand {
  /** When it is to be carried out; not before the clock. */
  at: Instant;
  /** What is to be done. */
  command:
    | Command
    | { action: "join"; users: readonly UserRecord[] }
    | { action: "leave"; ids: readonly string[] }
    | { action: "configure"; change: Configuration };
}

/** A plan and until when it is played. */
export interface PlanOptions {
  /** The end; at most 36,525 days after the clock. */
  until: Instant;
  /** What is to be done until then; nothing when left out. */
  plan?: readonly DatedCommand[];
}

/** The future of a tenant under a plan. */
export interface Timeline {
  /** The four pools at the end of each UTC day, from the clock's day to that of `until`. */
  days: { day: string; pools: Pool[] }[];
  /** The pools that are short at some time: the first day, and how many people at most go without. */
  shortages: { firstDay: string; holder: Holder; license: LicenseType; most: number }[];
  /** The data that goes for good, by the last day on which it can safely be saved. `ids`: 100 at most. */
  purges: { lastSafeDay: string; count: number; ids: string[] }[];
  /** Everything that happens, in order. `first`: 100 at most. */
  occurrences: { total: number; byCode: Record<string, number>; first: Occurrence[] };
  /** What everything bought costs; null where the price of something is not known. */
  cost: Money | null;
}

/** What to buy and when. */
export interface Advice {
  /** Dated purchases, and requests that save data in time; to be added to the plan. */
  purchases: DatedCommand[];
  /** What they cost. */
  cost: Money;
  /** What any other way costs at least, with one purchase a day: the same as `cost` where this is the cheapest. */
  bound: Money;
}

/** Two tenants side by side: the one asked first, the other second. */
export interface Comparison {
  /** What each has cost so far, by its history. */
  cost: [Money | null, Money | null];
  /** The pools of each. */
  pools: [Pool[], Pool[]];
  /** Holders by status. */
  status: Record<Status, [number, number]>;
  /** Holders whose data was lost by then. */
  lost: [number, number];
  /** Holders whose license or status differs, or who are in one only. `ids`: 100 at most. */
  differs: { count: number; ids: string[] };
}

/** A change of a tenant. */
export interface Entry {
  /** Its number, counted from 1. */
  number: number;
  /** When. */
  at: string;
  /** What it was, in one sentence. */
  summary: Problem;
  /** People changed. */
  changed: number;
  /** Whether it was taken back; the next command forgets it then. */
  undone: boolean;
  /** What it cost, where that is known. */
  cost?: Money;
}

/**
 * The formats of {@link Tenant.export}, all UTF-8:
 * - `csv`: who changes to what; RFC 4180 with a byte order mark, no cell of which a spreadsheet runs as a formula
 * - `json`: the whole state, `{ state: TenantState }`, and the `history` where there is one; one value a line, for people and diffs
 * - `powershell`: a script for the module `SpanningO365`, ASCII; it shows what it would do unless told `-Apply`
 * - `requests`: the bodies of the REST calls as a JSON document, with what to check before and after
 * - `ics`: a calendar (RFC 5545) of the last safe days and the renewal
 * - `checklist`: the steps that have no API, as Markdown
 */
export type ExportKind = "csv" | "json" | "powershell" | "requests" | "ics" | "checklist";

/** What an export is about. */
export interface ExportOptions {
  /** What is to be carried out; left out: what was applied since the tenant was made or a Spanning file was imported. */
  plan?: readonly DatedCommand[];
  /** Write pseudonyms such as `user-0001@example.invalid` for ids, names, addresses and groups; other columns are left out. False when left out. */
  anonymise?: boolean;
  /** Where the tenant is: for the script and the requests; `us` when left out. */
  region?: "us" | "eu" | "ap" | "ca" | "uk";
}

/** What happened by itself as time passed. */
export interface Occurrence {
  /** When. */
  at: string;
  /** What. */
  code: OccurrenceCode;
  /** The rule it follows from. */
  rule: RuleSlug;
  /** To whom; null where it concerns nobody. */
  id: string | null;
  /** User or shared mailbox; null where it concerns nobody. */
  holder: Holder | null;
  /** The status before; null where it concerns nobody. */
  before: Status | null;
  /** The status after; null where it concerns nobody. */
  after: Status | null;
  /** How many it concerns. */
  count: number;
  /** What it cost. */
  cost?: Money;
}

/** What a command left behind. */
export interface Receipt {
  /** When it took place: the clock now. */
  at: string;
  /** The number of its entry. */
  entry: number;
  /** What it did; of a list of commands, the last one. Null where time only passed, and for undo and redo. */
  report: AssignmentReport | null;
  /** What it cost, with what was bought by itself before it; null where nothing was bought or no cost is known. */
  cost: Money | null;
  /** People changed. */
  changed: number;
  /** What came due before it, since the clock as it was. `first`: 100 at most. */
  occurrences: { total: number; byCode: Record<string, number>; first: Occurrence[] };
  /**
   * What to keep in a log for {@link Tenant.replay}: the effect, numbered, with the checksum of the one before. Null
   * above 16 MiB, and for undoing or making again an import of so much: take a snapshot instead.
   */
  operation: Uint8Array | null;
}

/** A preview: the report, how often each outcome occurs, and the outcomes of the part asked for. */
export interface Preview {
  /** What the request would do. */
  report: AssignmentReport;
  /** How often each {@link OutcomeKind} occurs among all targets; those that do not occur are absent. */
  totals: Record<string, number>;
  /** The part asked for, in the order of the targets. */
  outcomes: RetentionOutcome[];
}

/**
 * A set of people of one tenant, kept in the engine; it comes from {@link Tenant.select}. It keeps its people
 * over imports and changes. Free it when done, or say `using`.
 *
 * Every method throws {@link LicensingError} `FREED` after `free`, and `INVALID_INPUT` for malformed arguments.
 *
 * @example
 * ```ts
 * const unlicensed = tenant.select("license:none");
 * console.log(unlicensed.count, unlicensed.ids(0, 10));
 * unlicensed.free();
 * ```
 */
export class RowSelection {
  private constructor();
  /** How many people are in it. */
  readonly count: number;
  /**
   * Whether somebody is in it. An id the tenant does not know is not.
   *
   * @example
   * ```ts
   * if (view.has("u1")) view.remove(["u1"]);
   * ```
   */
  has(id: string): boolean;
  /**
   * The ids in it, in the order of the tenant.
   *
   * @param offset - How many to pass over; 0 when left out.
   * @param limit - How many to give at most; 100 when left out.
   *
   * @example
   * ```ts
   * const everyone = view.ids(0, view.count);
   * ```
   */
  ids(offset?: number, limit?: number): string[];
  /**
   * Adds people. Ids the tenant does not know are passed over.
   *
   * @example
   * ```ts
   * view.add(["u1", "u2"]);
   * ```
   */
  add(ids: readonly string[]): void;
  /**
   * Takes people out. Ids the tenant does not know are passed over.
   *
   * @example
   * ```ts
   * view.remove(["u1"]);
   * ```
   */
  remove(ids: readonly string[]): void;
  /**
   * Turns everyone within another selection round: who was in is out, who was out is in.
   *
   * @throws {@link LicensingError} `WRONG_TENANT`
   *
   * @example
   * ```ts
   * chosen.invert(view);
   * ```
   */
  invert(within: RowSelection): void;
  /**
   * Adds or takes out the rows `from` to `to` (excluded) of a view in an order: what shift and click mean.
   *
   * @param view - The view as it is shown.
   * @param from - The first row, counted from 0.
   * @param to - The row after the last.
   * @param on - Whether to add them.
   * @param sort - The order as it is shown; that of the tenant when left out.
   * @throws {@link LicensingError} `WRONG_TENANT`, `INVALID_FILTER` for a column there is not
   *
   * @example
   * ```ts
   * chosen.range(view, 3, 8, true, [{ column: "displayName" }]);
   * ```
   */
  range(view: RowSelection, from: number, to: number, on: boolean, sort?: Sort[]): void;
  /**
   * Who is in both: a new selection.
   *
   * @throws {@link LicensingError} `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const both = chosen.and(view);
   * ```
   */
  and(other: RowSelection): RowSelection;
  /**
   * Who is in either: a new selection.
   *
   * @throws {@link LicensingError} `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const either = chosen.or(view);
   * ```
   */
  or(other: RowSelection): RowSelection;
  /**
   * Who is in this and not in the other: a new selection.
   *
   * @throws {@link LicensingError} `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const rest = view.minus(chosen);
   * ```
   */
  minus(other: RowSelection): RowSelection;
  /**
   * The same people: a new selection.
   *
   * @example
   * ```ts
   * const kept = chosen.clone();
   * ```
   */
  clone(): RowSelection;
  /**
   * Gives its memory back. Twice is harmless.
   *
   * @throws {@link LicensingError} `BUSY` from inside its own call
   *
   * @example
   * ```ts
   * view.free();
   * ```
   */
  free(): void;
  /** The same as {@link RowSelection.free}, for `using`. */
  [Symbol.dispose](): void;
}

/** A text that could stand at a place of a filter. */
export interface Completion {
  /** What to put in place of what is there. */
  text: string;
  /** What to show. */
  label: string;
  /** Where it begins, in UTF-16 code units. */
  from: number;
  /** Where what it replaces ends, in UTF-16 code units. */
  to: number;
  /** How many people have the value; null for columns and operators. */
  count: number | null;
}

/**
 * A file that is being imported chunk by chunk; it comes from {@link Tenant.importer}.
 *
 * The tenant changes only in `finish`; `free` before it cancels and changes nothing. UTF-8 tables are read while they
 * come; other files, and tables whose dates with slashes tell the day from the month only later, when they end.
 */
export class Importer {
  private constructor();
  /**
   * Takes the next chunk, of any length; a row or a character may go on in the next one.
   *
   * @returns how many bytes have come, and how many rows have been read of them.
   * @throws {@link LicensingError} `INVALID_FILE`, `TOO_LARGE` for more than 1 GiB in all, `FREED` after `finish`
   *
   * @example
   * ```ts
   * const importer = tenant.importer({ role: "users" });
   * importer.push(bytes).rows;
   * importer.free(); // cancelled
   * ```
   */
  push(chunk: Uint8Array): { bytes: number; rows: number };
  /**
   * Joins the file with the tenant's people; the importer can only be freed then.
   *
   * @throws {@link LicensingError} `INVALID_FILE` when nothing can be read of it, `TOO_LARGE`, `OUT_OF_ORDER`, `FREED`
   *
   * @example
   * ```ts
   * const importer = tenant.importer();
   * importer.push(bytes);
   * importer.finish().added;
   * ```
   */
  finish(): ImportReport;
  /**
   * Gives its memory back; before `finish` it cancels. A second time is harmless.
   *
   * @example
   * ```ts
   * tenant.importer().free();
   * ```
   */
  free(): void;
  /** The same as {@link Importer.free}, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * A tenant that remembers the time, for up to a million users. Nothing but what is shown becomes JavaScript objects.
 *
 * **Time only moves forward**: a command earlier than the clock is `OUT_OF_ORDER`. A left-out `at` is the clock, or now
 * where there is none yet; it lies between 1970 and 9000. Everything is synchronous: above some 10,000 users run it
 * in a Worker, as the readme shows. Free it when done, or say `using`.
 *
 * Every method throws {@link LicensingError} `FREED` after `free`, and `INVALID_INPUT` for malformed arguments; what
 * throws changed nothing.
 *
 * @example
 * ```ts
 * const mine = new Tenant({ purchased: { standard: 10, archived: 2 }, users: [] });
 * mine.import(bytes);
 * mine.apply({ action: "activateStandard", targets: { filter: "department:Sales" }, whenShort: "fill" });
 * console.log(mine.pools());
 * mine.free();
 * ```
 */
export class Tenant {
  /**
   * A tenant of a state; an empty one without.
   *
   * @throws {@link LicensingError} `NOT_INITIALISED`, `INVALID_INPUT`, `TOO_LARGE`
   *
   * @example
   * ```ts
   * const empty = new Tenant();
   * ```
   */
  constructor(state?: TenantState);
  /** The instant of the last change, or the state's `asOf`; null while there is none. */
  readonly clock: string | null;
  /** A number that changes with every change. */
  readonly revision: number;
  /**
   * The tenant a snapshot was taken of: state, history, clock and revision. A million people take some 0.15 s.
   *
   * @param bytes - What {@link Tenant.snapshot} gave, in this version of the package or an older one.
   * @throws {@link LicensingError} `DAMAGED_SNAPSHOT` for bytes that were cut off, changed or are something else: the
   * damaged section is in the message and in `details[0].params.section`; `NEWER_SNAPSHOT`, `OUT_OF_MEMORY`,
   * `TOO_LARGE`, `INVALID_INPUT`, `NOT_INITIALISED`. There is never a tenant of a part of them.
   *
   * @example
   * ```ts
   * const opened = Tenant.fromSnapshot(tenant.snapshot());
   * ```
   */
  static fromSnapshot(bytes: Uint8Array): Tenant;
  /**
   * The whole state and history as bytes, every one of them under a checksum (against damage, not against forgery). The
   * same tenant gives the same bytes.
   *
   * What undoes an import is in it as long as the people before it take no more than 16 MiB; an import over more, and
   * what lies before it, stays in the history but cannot be undone once the snapshot has been opened.
   *
   * @throws {@link LicensingError} `OUT_OF_MEMORY`
   *
   * @example
   * ```ts
   * const bytes = tenant.snapshot();
   * ```
   */
  snapshot(): Uint8Array;
  /**
   * Makes the changes of a log again, all of them or none: what receipts and import reports gave as `operation` after
   * the snapshot that was opened. Nothing is decided again; the tenant is then what it was, to the byte.
   *
   * @throws {@link LicensingError} `LOG_MISMATCH` when one is missing, doubled, out of order or of another tenant;
   * `DAMAGED_SNAPSHOT` when one is damaged, with its `path`; `OUT_OF_MEMORY`, `TOO_LARGE`
   *
   * @example
   * ```ts
   * const saved = tenant.snapshot();
   * const { operation } = tenant.apply({ action: "deactivate", targets: ["u1"] });
   * const opened = Tenant.fromSnapshot(saved);
   * if (operation) opened.replay([operation]);
   * ```
   */
  replay(operations: Uint8Array[]): void;
  /**
   * The contract and the settings, at once for any number of people.
   *
   * @example
   * ```ts
   * const { purchased, policy } = tenant.contract();
   * ```
   */
  contract(): Contract;
  /**
   * The whole tenant as plain objects, with every setting: for small tenants and tests.
   *
   * @example
   * ```ts
   * const copy = new Tenant(tenant.state());
   * ```
   */
  state(): TenantState;

  /**
   * What a file seems to be; its first 64 KiB are enough.
   *
   * @throws {@link LicensingError} `INVALID_FILE`, `INVALID_INPUT`, `NOT_INITIALISED`
   *
   * @example
   * ```ts
   * const { kind, columns } = Tenant.sniff(bytes.subarray(0, 65536));
   * ```
   */
  static sniff(bytes: Uint8Array): Sniffed;
  /**
   * Joins a file with the people: by object id, then principal name, then mail. Being absent from a file never
   * means deleted or unlicensed.
   *
   * @param bytes - The file, at most 1 GiB: UTF-8 or UTF-16, CSV with `,` `;` or tab, or JSON.
   * @param options - How it is to be read.
   * @throws {@link LicensingError} `INVALID_FILE` when nothing can be read of it, `TOO_LARGE`, `OUT_OF_ORDER`
   *
   * @example
   * ```ts
   * const { added, refused } = tenant.import(bytes, { role: "users" });
   * ```
   */
  import(bytes: Uint8Array, options?: ImportOptions): ImportReport;
  /**
   * Begins an import of a big file that comes chunk by chunk, with progress, and cancelled at any time.
   *
   * @param options - How the file is to be read, as for {@link Tenant.import}.
   * @throws {@link LicensingError} `INVALID_INPUT`, `OUT_OF_ORDER`
   *
   * @example
   * ```ts
   * const importer = tenant.importer();
   * const { bytes: read, rows } = importer.push(bytes);
   * const report = importer.finish();
   * importer.free();
   * ```
   */
  importer(options?: ImportOptions): Importer;
  /**
   * Corrects the account, the counts, the prices or the settings.
   *
   * @throws {@link LicensingError} `OUT_OF_ORDER`
   *
   * @example
   * ```ts
   * tenant.configure({ purchased: { standard: 120, archived: 10 }, policy: { graceDays: 30 } });
   * ```
   */
  configure(change: Configuration, at?: Instant): Receipt;

  /**
   * Everyone who meets a filter (rule `all-filtered`).
   *
   * @param filter - As a tree, or in words; null or nothing is everyone.
   * @param at - The instant the computed columns are worked out for.
   * @throws {@link LicensingError} `INVALID_FILTER`
   *
   * @example
   * ```ts
   * const paused = tenant.select({ column: "status", op: "is", value: "paused" });
   * ```
   */
  select(filter?: Filter | string | null, at?: Instant): RowSelection;
  /**
   * A part of a view: the rows asked for, the columns asked for.
   *
   * @throws {@link LicensingError} `WRONG_TENANT`, `INVALID_FILTER` for a column to sort by there is not
   *
   * @example
   * ```ts
   * const { rows } = tenant.page(view, { limit: 50, sort: [{ column: "displayName" }], columns: ["displayName", "license"] });
   * ```
   */
  page(view: RowSelection, options?: PageOptions): Page;
  /**
   * The values of columns among the people of a view, most frequent first.
   *
   * @param view - Among whom.
   * @param columns - The columns, under any of their names.
   * @param limit - How many values a column to give at most; 100 when left out.
   * @throws {@link LicensingError} `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const [departments] = tenant.facets(view, ["department"], 20);
   * ```
   */
  facets(view: RowSelection, columns: readonly string[], limit?: number): Facet[];
  /**
   * Every column there is: ours, then the others of the files, last the headers of tables with nothing below them. A state
   * as plain objects does not hold those; a snapshot does.
   *
   * @example
   * ```ts
   * const names = tenant.columns().map((column) => column.name);
   * ```
   */
  columns(): Column[];
  /**
   * A filter in words, taken apart. A mistake is a value here.
   *
   * @example
   * ```ts
   * const { filter, problem } = tenant.parseFilter("license:none OR city:Oslo");
   * ```
   */
  parseFilter(text: string): ParsedFilter;
  /**
   * What could come at a place of a filter in words: columns, operators, values with how many people have them.
   *
   * @param text - The filter so far.
   * @param position - Where the cursor is, in UTF-16 code units; beyond the end it is the end.
   * @returns at most 20, the likeliest first; none for values of columns that differ from person to person.
   * @throws {@link LicensingError} `INVALID_INPUT`
   *
   * @example
   * ```ts
   * const [first] = tenant.complete("department:f", 12);
   * const next = first ? "department:f".slice(0, first.from) + first.text : "";
   * ```
   */
  complete(text: string, position: number): Completion[];
  /**
   * One person's record; null when the tenant does not know the id.
   *
   * @example
   * ```ts
   * const license = tenant.user("u1")?.license;
   * ```
   */
  user(id: string): UserRecord | null;

  /**
   * The four pools: users/standard, users/archived, mailboxes/standard, mailboxes/archived (rule `separate-pools`).
   *
   * @example
   * ```ts
   * const free = tenant.pools().map((pool) => pool.available);
   * ```
   */
  pools(at?: Instant): Pool[];
  /**
   * What a request would do, or why it is refused.
   *
   * @returns The report; a refusal is `ok: false`, not an error.
   * @throws {@link LicensingError} `INVALID_FILTER`, `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const { ok, warnings } = tenant.validate({ action: "deactivate", targets: view });
   * ```
   */
  validate(request: LicenseRequest, at?: Instant): AssignmentReport;
  /**
   * What happens to each target's data, a part at a time; with null: to everyone's when nobody does anything.
   *
   * @param request - What is asked, or null.
   * @param options - `at`: the instant; `offset` (0) and `limit` (100): the part of the outcomes.
   * @throws {@link LicensingError} `INVALID_FILTER`, `WRONG_TENANT`
   *
   * @example
   * ```ts
   * const { totals, outcomes } = tenant.preview({ action: "deactivate", targets: view }, { limit: 20 });
   * ```
   */
  preview(request: LicenseRequest | null, options?: { at?: Instant; offset?: number; limit?: number }): Preview;
  /**
   * Applies a command, or a list of them: one entry, whole or not at all (rule `atomic`).
   *
   * @param command - What to do. A list is carried out in its order.
   * @param at - When.
   * @throws {@link LicensingError} the code of the first error of its report ({@link RefusalCode}), the
   * {@link AssignmentReport} as `details`; `OUT_OF_ORDER`, `INVALID_FILTER`, `WRONG_TENANT`
   *
   * @example
   * ```ts
   * tenant.apply([{ action: "purchase", standard: 5 }, { action: "activateStandard", targets: ["u1", "u2"] }]);
   * ```
   */
  apply(command: Command | Command[], at?: Instant): Receipt;
  /**
   * Takes a way out of a shortage and then grants the request: one entry. A request that fits is simply applied.
   *
   * @param request - The request that was short.
   * @param kind - Which way: select fewer, purchase or deactivate.
   * @param at - When.
   * @throws {@link LicensingError} `REMEDY_NOT_OFFERED`, and all that {@link Tenant.apply} throws
   *
   * @example
   * ```ts
   * const receipt = tenant.applyRemedy({ action: "activateStandard", targets: view }, "purchase");
   * console.log(receipt.cost);
   * ```
   */
  applyRemedy(request: LicenseRequest, kind: Remedy["kind"], at?: Instant): Receipt;

  /**
   * What is to be carried out, as a file: one change a holder and instant, net of all commands, in an order in which
   * the pools suffice, at most 500 names a call. Or the whole state as text. The tenant stays as it is.
   *
   * @param kind - The format.
   * @param options - The plan, pseudonyms, the region.
   * @throws {@link LicensingError} when the plan is refused: as {@link Tenant.apply} does; `OUT_OF_ORDER`, `TOO_LARGE`
   *
   * @example
   * ```ts
   * const script = tenant.export("powershell", { region: "eu" });
   * const calendar = new TextDecoder().decode(tenant.export("ics"));
   * ```
   */
  export(kind: ExportKind, options?: ExportOptions): Uint8Array;

  /**
   * Lets time pass: purges and daily syncs, until an instant.
   *
   * @throws {@link LicensingError} `OUT_OF_ORDER`
   *
   * @example
   * ```ts
   * const { occurrences } = tenant.advance("2026-12-31T00:00:00Z");
   * ```
   */
  advance(at: Instant): Receipt;
  /**
   * Takes the last change back, and the clock with it; null when there is none.
   *
   * @example
   * ```ts
   * const taken = tenant.undo();
   * ```
   */
  undo(): Receipt | null;
  /**
   * Makes the change last taken back again; null when there is none, or a command came between.
   *
   * @example
   * ```ts
   * tenant.redo();
   * ```
   */
  redo(): Receipt | null;
  /**
   * Every change: the first one first, those taken back at the end.
   *
   * @param offset - How many to pass over; 0 when left out.
   * @param limit - How many to give; 100 when left out.
   *
   * @example
   * ```ts
   * const done = tenant.history().filter((entry) => !entry.undone);
   * ```
   */
  history(offset?: number, limit?: number): Entry[];
  /**
   * What happened by itself before a change, in order.
   *
   * @param entry - The number of its entry.
   * @param offset - How many to pass over; 0 when left out.
   * @param limit - How many to give; 100 when left out.
   *
   * @example
   * ```ts
   * const purged = tenant.occurrences(1).filter(({ code }) => code === "PURGED");
   * ```
   */
  occurrences(entry: number, offset?: number, limit?: number): Occurrence[];

  /**
   * A what-if: another tenant with the same people, licenses and history, which shares their memory. Free it when done.
   *
   * @example
   * ```ts
   * const whatIf = tenant.fork();
   * whatIf.apply({ action: "purchase", standard: 10 });
   * whatIf.free();
   * ```
   */
  fork(): Tenant;
  /**
   * What differs between this tenant and another.
   *
   * @param other - The other tenant, often a fork.
   * @param at - When; the later of the two clocks when left out.
   *
   * @example
   * ```ts
   * const whatIf = tenant.fork();
   * const { lost } = tenant.compare(whatIf, "2026-12-31T00:00:00Z");
   * ```
   */
  compare(other: Tenant, at?: Instant): Comparison;
  /**
   * The future under a plan. The tenant stays as it is. A step that is refused changes nothing and is an occurrence.
   *
   * @throws {@link LicensingError} `OUT_OF_ORDER` when a step or the end is before the clock
   *
   * @example
   * ```ts
   * const { shortages, purges, cost } = tenant.timeline({ until: "2026-12-31T00:00:00Z" });
   * ```
   */
  timeline(options: PlanOptions): Timeline;
  /**
   * The cheapest dated purchases that leave no shortage and let no data be purged.
   *
   * @throws {@link LicensingError} `PRICES_UNKNOWN`, `PURCHASE_NOT_ALLOWED`, `TERM_OVER`, `TERM_NOT_STARTED`,
   * `AMOUNT_TOO_LARGE`, `OUT_OF_ORDER`
   *
   * @example
   * ```ts
   * const { purchases, cost, bound } = tenant.advise({ until: "2026-12-31T00:00:00Z" });
   * ```
   */
  advise(options: PlanOptions): Advice;

  /**
   * Bytes of memory: `used` by this tenant's columns and what was worked out of them (forks count what they share, too),
   * `reserved` by the engine for all tenants, which it keeps for later once it has them.
   *
   * @example
   * ```ts
   * const { used, reserved } = tenant.memory();
   * ```
   */
  memory(): { used: number; reserved: number };
  /**
   * Gives its memory back. Its selections can still be counted. Twice is harmless.
   *
   * @throws {@link LicensingError} `BUSY` from inside its own call
   *
   * @example
   * ```ts
   * tenant.free();
   * ```
   */
  free(): void;
  /** The same as {@link Tenant.free}, for `using`. */
  [Symbol.dispose](): void;
}
