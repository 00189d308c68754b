// Compiled, never run: every exported type in use, and misuse that must not compile.
import init, {
  Importer, LicensingError, RowSelection, Tenant, filterUsers, insufficientLicenses, previewRetention, rules, validateAssignment, version,
  type Account, type AssignmentReport, type Candidate, type Code, type Column, type Command, type Completion, type Configuration, type Contract, type Facet,
  type EngineSource, type Filter, type FilterOperator, type Holder, type ImportKind, type ImportOptions, type ImportReport,
  type InsufficientLicenses, type Instant, type LicenseRequest, type LicenseType, type MisuseCode, type Money,
  type Occurrence, type OccurrenceCode, type OutcomeKind, type Page, type PageOptions, type ParsedFilter, type Policy,
  type Pool, type PoolChange, type Preview, type Prices, type Problem, type Purchase, type Purchased, type Receipt,
  type RefusalCode, type Remedy, type RetentionOutcome, type Row, type RowCode, type RuleSlug, type RuleText, type Sniffed,
  type Sort, type Status, type SummaryCode, type TenantState, type Token, type UserRecord, type WarningCode,
} from "seatplan";

const ready: Promise<void> = init();
await init({});
await init({ module_or_path: "./seatplan.wasm" });
await init({ module_or_path: Promise.resolve(new Uint8Array()) });
const source: EngineSource = new ArrayBuffer(8);
// @ts-expect-error a number is no engine
await init({ module_or_path: 5 });
// @ts-expect-error the field has another name
await init({ path: "./seatplan.wasm" });

const text: string = version;
// @ts-expect-error a constant
version = "2";

const at: Instant = new Date();
const later: Instant = "2026-03-01T00:00:00Z";
// @ts-expect-error milliseconds are no instant
const millis: Instant = 5;

const policy: Policy = {
  graceDays: 60, archivedDeactivation: "immediate", retentionDays: null, mailboxes: "perLicense", trialCap: 100, syncAnchor: later,
  autoArchive: false, autoPurchaseArchived: false, groupLicensing: { groups: "allNewUsers" }, autoPurchaseStandard: false,
};
const groups: Partial<Policy> = { groupLicensing: { groups: ["sales"] } };
// @ts-expect-error one of two words
const badPolicy: Partial<Policy> = { mailboxes: "many" };
const prices: Prices = { currency: "EUR", standard: 4800, archived: 2400, termStart: "2026-01-01", renewal: "2027-01-01" };
const purchased: Purchased = { standard: 1, archived: 0 };
const account: Account = "trial";
const user: UserRecord = {
  id: "u1", principalName: "a@example.com", displayName: "A", mail: "a@example.com", userType: "Member", accountEnabled: true,
  mailboxType: "UserMailbox", groups: ["sales"], joinedAt: at, deletedAt: later, license: "standard", licensedAt: at, unassignedAt: at,
  previousLicense: "archived", purgeAt: at, purgedAt: at, data: { from: null, to: at }, attributes: { Department: "Sales" },
};
const bare: UserRecord = { id: "u2", license: null, data: null };
// @ts-expect-error an id there must be
const nobody: UserRecord = { displayName: "A" };
// @ts-expect-error other columns go under `attributes`
const other: UserRecord = { id: "u3", department: "Sales" };
// @ts-expect-error no number among the attributes
const numbers: UserRecord = { id: "u4", attributes: { age: 4 } };
const state: TenantState = { asOf: at, account, purchased, prices, policy, users: [user], mailboxes: [bare] };
// @ts-expect-error users there must be
const noUsers: TenantState = { purchased };

const operator: FilterOperator = "atLeast";
const filter: Filter = {
  and: [
    { or: [{ search: "a" }, { anyValue: "b" }] },
    { not: { column: "department", op: "in", value: ["Sales", "IT"] } },
    { column: "joinedAt", op: operator, value: "2026-01-01" },
    { column: "mail", op: "isEmpty" },
  ],
};
// @ts-expect-error no such operator
const badFilter: Filter = { column: "mail", op: "like", value: "x" };

const request: LicenseRequest = { action: "activateStandard", targets: { filter }, whenShort: "fill" };
const byIds: LicenseRequest = { action: "deactivate", targets: ["u1"] };
// @ts-expect-error no such action
const badAction: LicenseRequest = { action: "activate", targets: [] };
// @ts-expect-error targets are ids, a filter or a selection
const badTargets: LicenseRequest = { action: "deactivate", targets: "u1" };

const report: AssignmentReport = validateAssignment(state, request, at);
const shortages: InsufficientLicenses[] = insufficientLicenses(state, request);
const outcomes: RetentionOutcome[] = previewRetention(state, null, later);
// @ts-expect-error a request there must be
validateAssignment(state, null);
// @ts-expect-error two arguments at least
insufficientLicenses(state);

interface Mine extends UserRecord { id: "u1" | "u2" }
const mine: Mine[] = filterUsers([{ id: "u1" }] as readonly Mine[], "license:none", at, groups);
// @ts-expect-error users have an id
filterUsers([{ name: "A" }], filter);

function read(error: Problem | InsufficientLicenses): string {
  if (error.code !== "INSUFFICIENT_LICENSES") {
    const problem: Problem = error;
    const span: [number, number] | undefined = problem.span;
    const figure: string | number | undefined = problem.params["count"];
    return `${problem.message} ${problem.ids.join()} ${problem.count} ${problem.path ?? ""} ${problem.line ?? 0} ${problem.column ?? ""} ${span?.[0]} ${figure}`;
  }
  const holder: Holder = error.holder;
  const license: LicenseType = error.license;
  return error.remedies.map((remedy: Remedy): string => {
    switch (remedy.kind) {
      case "selectFewer": return `${remedy.fits} ${remedy.deselect}`;
      case "purchase": {
        const cost: Money | null = remedy.cost;
        return cost ? `${cost.amount} ${cost.currency}` : `${remedy.count} ${remedy.license}`;
      }
      case "deactivate": {
        const [first]: Candidate[] = remedy.candidates;
        return `${first?.how} ${first?.reason} ${first?.purgeAt} ${remedy.missing}`;
      }
    }
  }).join() + holder + license + error.shortfall;
}
const sentences: string[] = [...report.errors, ...report.warnings].map(read);
const rule: RuleSlug | null = report.summary.rule;
const change: PoolChange | undefined = report.pools[0];
const pool: Pool | undefined = change?.after;
const free: number | null | undefined = pool?.available;
// @ts-expect-error it may be unlimited
const certain: number = (pool as Pool).available;
const kind: OutcomeKind | undefined = outcomes[0]?.outcome;
const status: Status | undefined = outcomes[0]?.after;
const warnings: WarningCode[] | undefined = outcomes[0]?.warnings;
const words: RuleText[] = rules();

const tenant: Tenant = new Tenant();
const full = new Tenant(state);
const clock: string | null = tenant.clock;
const revision: number = tenant.revision;
// @ts-expect-error only read
tenant.revision = 5;
const copy: TenantState = tenant.state();
const contract: Contract = tenant.contract();
tenant.configure(contract);
const sniffed: Sniffed = Tenant.sniff(new Uint8Array());
const importKind: ImportKind | null = sniffed.kind;
const options: ImportOptions = { kind: "graph", at, role: { group: "sales" }, dryRun: true };
const imported: ImportReport = tenant.import(new Uint8Array(), options);
// @ts-expect-error bytes, not a text
tenant.import("id,name");
// @ts-expect-error no such role
tenant.import(new Uint8Array(), { role: "admins" });
const configuration: Configuration = { account: "paid", purchased, prices: null, policy: groups };
const configured: Receipt = tenant.configure(configuration, at);

const view: RowSelection = tenant.select();
const byWords: RowSelection = tenant.select("license:none", at);
const byTree: RowSelection = tenant.select(filter);
const everyone: RowSelection = tenant.select(null);
// @ts-expect-error it comes from `select`
const made = new RowSelection();
const sort: Sort[] = [{ column: "mail" }, { column: "id", descending: true }];
const pageOptions: PageOptions = { offset: 0, limit: 10, sort, columns: ["mail"], marked: byWords };
const page: Page = tenant.page(view, pageOptions);
const row: Row | undefined = page.rows[0];
const cell: string | null | undefined = row?.cells[0];
// @ts-expect-error a selection, not ids
tenant.page(["u1"]);
const columns: Column[] = tenant.columns();
const facets: Facet[] = tenant.facets(view, ["mail"], 5);
const completions: Completion[] = tenant.complete("license:", 8);
const importer: Importer = tenant.importer({ role: "users" });
const progress: { bytes: number; rows: number } = importer.push(new Uint8Array());
const joined: ImportReport = importer.finish();
// @ts-expect-error it comes from a tenant
new Importer();
const parsed: ParsedFilter = tenant.parseFilter("license:none");
const token: Token | undefined = parsed.tokens[0];
const again: RowSelection = tenant.select(parsed.filter);
const known: UserRecord | null = tenant.user("u1");
const pools: Pool[] = tenant.pools(at);
const selected: LicenseRequest = { action: "deactivate", targets: view };
const validated: AssignmentReport = tenant.validate(selected, at);
const preview: Preview = tenant.preview(null, { at, offset: 0, limit: 5 });
const total: number | undefined = preview.totals["lost"];
const purchase: Purchase = { action: "purchase", standard: 5 };
const commands: Command[] = [purchase, selected];
const receipt: Receipt = tenant.apply(commands, at);
const one: Receipt = tenant.apply(purchase);
// @ts-expect-error no licenses to buy by that name
tenant.apply({ action: "purchase", count: 5 });
const remedied: Receipt = tenant.applyRemedy(selected, "selectFewer", at);
// @ts-expect-error no such remedy
tenant.applyRemedy(selected, "wait");
const occurrence: Occurrence | undefined = receipt.occurrences.first[0];
const operation: Uint8Array | null = receipt.operation;

const count: number = view.count;
const has: boolean = view.has("u1");
const ids: string[] = view.ids(0, 10);
view.add(["u1"] as const);
view.remove(ids);
view.invert(everyone);
view.range(everyone, 0, 5, true, sort);
const combined: RowSelection = view.and(everyone).or(byTree).minus(again).clone();
combined.free();
{
  using scoped = tenant.select();
  using also = new Tenant();
  scoped.count + also.revision;
}
tenant[Symbol.dispose]();
full.free();

try {
  tenant.apply(request);
} catch (caught) {
  if (caught instanceof LicensingError) {
    const code: MisuseCode | RefusalCode = caught.code;
    const all: Code = code;
    const details: unknown = caught.details;
    // @ts-expect-error no such code
    caught.code === "NO_SUCH_CODE";
    new LicensingError(code, caught.message, details);
    new LicensingError("BUSY", "mine");
    void all;
  }
}
const codes: [SummaryCode, RowCode, OccurrenceCode] = ["SUMMARY", "CONFLICT", "PURGED"];

export {
  ready, source, text, millis, badPolicy, nobody, other, numbers, noUsers, badFilter, byIds, badAction, badTargets, shortages, mine,
  sentences, rule, free, certain, kind, status, warnings, words, clock, revision, copy, importKind, imported, configured, made, cell,
  columns, facets, completions, progress, joined, token, known, pools, validated, total, one, remedied, occurrence, operation, count, has, codes,
};
