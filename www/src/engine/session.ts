// One open plan, as the page calls it. Everything here is short: the work is the engine's.
import { type Column, type Completion, type Entry, type ExportKind, type Facet, type Receipt, rules, Tenant, type Timeline, version } from "seatplan";
import { lookAt, openFile, type Opened, planOf } from "./files";
import { Keeper } from "./keeper";
import { counted, inRoom, List } from "./list";
import { findNames } from "./names";
import { personOf } from "./person";
import { Pending } from "./request";
import type {
  Ask, Contract, ContractChange, FileLook, Keeping, Mark, Opening, Overview, Person, Preview, Query, RemedyKind, Room,
  Rows, View,
} from "./types";

/** A tenant and the list over it. */
interface Shown {
  tenant: Tenant;
  list: List;
}

/** More entries than anybody makes by hand. */
const ALL_ENTRIES = 1_000_000;

/** What the page calls. */
export class Session {
  #keeper: Keeper;
  #name = "";
  #sample = false;
  #open: Shown | null = null;
  /** Another day of the plan, to look at. */
  #later: Shown | null = null;
  #pending: Pending | null = null;
  /** The columns there are, while nobody comes or goes; null when they must be asked for. */
  #columns: Column[] | null = null;
  #file: Opened | null = null;

  constructor(report: (keeping: Keeping) => void) {
    this.#keeper = new Keeper(report);
  }

  /** Opens what the browser keeps; `steal` makes this the tab that writes. */
  async open(steal = false): Promise<Opening> {
    const kept = await this.#keeper.open(steal);
    if (!kept) return { overview: this.#open && this.overview(), receipt: null, damaged: false };
    try {
      if (!(kept.bytes instanceof Uint8Array)) throw new Error("what is kept is no plan");
      this.#replace(Tenant.fromSnapshot(kept.bytes), kept.name, kept.sample);
      this.#columns = kept.columns;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      await this.#keeper.quarantine();
      return { overview: null, receipt: null, damaged: true };
    }
    // What became due while the page was closed happens now.
    const at = this.#at();
    const receipt = at === undefined ? null : this.#tenant.advance(at);
    return { overview: this.overview(), receipt, damaged: false };
  }

  get #tenant(): Tenant {
    if (!this.#open) throw new Error("no plan is open");
    return this.#open.tenant;
  }

  /** What is looked at: the plan, or a later day of it. */
  get #shown(): Shown {
    const shown = this.#later ?? this.#open;
    if (!shown) throw new Error("no plan is open");
    return shown;
  }

  get #list(): List {
    return this.#shown.list;
  }

  get #asked(): Pending {
    if (!this.#pending) throw new Error("no request is in preview");
    return this.#pending;
  }

  #replace(tenant: Tenant, name: string, sample: boolean): void {
    this.#comeBack();
    const before = this.#open;
    this.#open = { tenant, list: new List(tenant, () => this.#at(), (before?.list.version ?? 0) + 1) };
    before?.tenant.free();
    this.#name = name;
    this.#sample = sample;
    this.#columns = null;
  }

  /** The instant of a question: now, but never before the clock; a sample stays on its own day. */
  #at(): string | undefined {
    const now = new Date().toISOString();
    const clock = this.#tenant.clock;
    return this.#sample || (clock !== null && clock >= now) ? undefined : now;
  }

  /** Looks at the plan as it will be at the end of a day if nobody does anything; null for as it is. */
  travel(day: string | null): Overview {
    const version = this.#shown.list.version + 1;
    this.#comeBack();
    const { tenant, list } = this.#open!;
    if (day === null) {
      list.renew(version);
    } else {
      const later = tenant.fork();
      later.advance(`${day}T23:59:59.999Z`);
      this.#later = { tenant: later, list: new List(later, () => undefined, version) };
    }
    return this.overview();
  }

  #comeBack(): void {
    this.#pending = null;
    this.#later?.tenant.free();
    this.#later = null;
  }

  /** What happens until a day, if nobody does anything. */
  timeline(until: string): Timeline {
    return this.#tenant.timeline({ until: `${until}T23:59:59.999Z` });
  }

  /** Everything that was done, the newest last. */
  history(): Entry[] {
    return this.#tenant.history(0, ALL_ENTRIES);
  }

  /** Takes the newest change back. */
  undo(): Receipt | null {
    return this.#turned(this.#tenant.undo());
  }

  /** Does again what was taken back last. */
  redo(): Receipt | null {
    return this.#turned(this.#tenant.redo());
  }

  #turned(receipt: Receipt | null): Receipt | null {
    if (!receipt) return null;
    this.#comeBack();
    this.#columns = null;
    this.#changed();
    return withoutBytes(receipt);
  }

  #changed(): void {
    this.#pending = null;
    const tenant = this.#tenant;
    this.#keeper.keep({ name: this.#name, sample: this.#sample, columns: this.#allColumns(), snapshot: () => tenant.snapshot() as Uint8Array<ArrayBuffer> });
  }

  /** The figures that are always on the page. */
  overview(): Overview {
    const { tenant } = this.#shown;
    const entries = this.history();
    const people = (room: Room) => counted(tenant.select(inRoom(room)));
    return {
      name: this.#name,
      sample: this.#sample,
      clock: tenant.clock,
      later: this.#later !== null,
      undo: entries.findLast((entry) => !entry.undone) ?? null,
      redo: entries.find((entry) => entry.undone) ?? null,
      revision: tenant.revision,
      pools: tenant.pools(),
      people: { users: people("users"), mailboxes: people("mailboxes") },
      columns: this.#allColumns(),
    };
  }

  #allColumns(): Column[] {
    return (this.#columns ??= this.#tenant.columns());
  }

  /** Begins the sample: a plan, and exports that are read like anybody's. */
  sample(name: string, plan: ArrayBuffer, exports: ArrayBuffer[]): Overview {
    this.#replace(new Tenant(planOf(new Uint8Array(plan))), name, true);
    for (const bytes of exports) this.#tenant.import(new Uint8Array(bytes));
    this.#changed();
    return this.overview();
  }

  /** Looks at a file: what it is and what it would change. Nothing is changed. */
  async look(file: File): Promise<FileLook> {
    this.#file = await openFile(file);
    return lookAt(this.#file, this.#open?.tenant ?? null, this.#importAt());
  }

  /** The instant of an import; a plan that it begins begins now. */
  #importAt(): string | undefined {
    return this.#open ? this.#at() : new Date().toISOString();
  }

  /** Takes the file looked at last. */
  take(): Overview {
    const opened = this.#file;
    if (!opened) throw new Error("no file was looked at");
    this.#file = null;
    if (opened.plan) {
      this.#replace(new Tenant(opened.plan), opened.name, false);
    } else {
      const at = this.#importAt();
      if (!this.#open) this.#replace(new Tenant(), opened.name, false);
      this.#tenant.import(opened.bytes, at ? { at } : {});
      this.#columns = null;
    }
    this.#changed();
    return this.overview();
  }

  /** Puts the file looked at last away. */
  drop(): void {
    this.#file = null;
  }

  /** Shows the people of a query. A mistake in its words leaves the list as it was. */
  view(query: Query): View {
    return this.#list.show(query);
  }

  /** The values of columns in the list, with how many people have each. */
  facets(columns: string[], limit: number): Facet[] {
    return this.#list.facets(columns, limit);
  }

  /** What could come at a place of a search. */
  complete(text: string, position: number): Completion[] {
    return this.#shown.tenant.complete(text, position);
  }

  /** A part of the list; null when the list has become another one. */
  rows(version: number, offset: number, limit: number, columns: string[]): Rows | null {
    return (this.#later ?? this.#open)?.list.rows(version, offset, limit, columns) ?? null;
  }

  /** Changes who is selected. */
  mark(mark: Mark): { marked: number; markedHere: number } {
    return this.#list.mark(mark);
  }

  /** Selects everybody who is named; gives the names that are nobody's. */
  pick(names: string[]): { marks: { marked: number; markedHere: number }; missing: string[] } {
    const { tenant, list } = this.#shown;
    const { found, missing } = findNames(tenant, names);
    return { marks: list.choose(found), missing };
  }

  /** What a request would do. It is kept, so that exactly this is applied. */
  preview(ask: Ask): Preview {
    const { scope } = ask;
    const list = this.#list;
    const targets = scope === "marked" ? list.marked.clone() : scope === "matching" ? { filter: list.filter } : scope.ids;
    this.#pending = new Pending(this.#tenant, ask, targets, this.#at() ?? this.#tenant.clock!);
    return this.#pending.preview(0);
  }

  /** Another part of the preview. */
  previewed(offset: number): Preview {
    return this.#asked.preview(offset);
  }

  /** Takes those out of the request in preview who cannot be served themselves. */
  leaveOut(): Preview {
    this.#asked.leaveOut();
    return this.#asked.preview(0);
  }

  /** Applies the request in preview, or takes a remedy and then grants it. */
  apply(remedy?: RemedyKind): Receipt {
    const asked = this.#asked;
    const receipt = asked.apply(remedy);
    this.#changed();
    if (asked.ask.scope === "marked") this.#list.mark({ kind: "none" });
    return withoutBytes(receipt);
  }

  /** The account, its counts, prices and rules. */
  contract(): Contract {
    const { account = "paid", purchased, prices = null, policy = {} } = this.#tenant.state();
    return { account, purchased, prices, policy };
  }

  /** Corrects the contract; begins a plan where there is none. */
  configure(change: ContractChange): Receipt {
    const receipt = this.#tenant.configure(change, this.#at());
    this.#changed();
    return withoutBytes(receipt);
  }

  /** Somebody in full, and what each action would do to them. */
  person(id: string): Person | null {
    return personOf(this.#shown.tenant, this.#allColumns(), id, this.#later ? undefined : this.#at());
  }

  /** Every rule in words. */
  rules(): ReturnType<typeof rules> {
    return rules();
  }

  /** The version of the engine. */
  version(): string {
    return version;
  }

  /** The plan as a file, to open it elsewhere. */
  backup(): { name: string; bytes: Uint8Array } {
    return { name: this.#name, bytes: new TextEncoder().encode(JSON.stringify(this.#tenant.state())) };
  }

  /** What was planned, in the form in which it is carried out. */
  export(kind: ExportKind): { name: string; bytes: Uint8Array } {
    return { name: this.#name, bytes: this.#tenant.export(kind) };
  }

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    return this.#keeper.flush();
  }

  /** Closes the plan and forgets what is kept of it. */
  async forget(): Promise<void> {
    await this.#keeper.forget();
    this.#comeBack();
    this.#open?.tenant.free();
    this.#open = null;
  }
}

/** The operation is for a log, not for the page. */
function withoutBytes(receipt: Receipt): Receipt {
  return { ...receipt, operation: null };
}
