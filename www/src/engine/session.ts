// One open plan: the tenant, the list that is looked at, who is selected, the request in preview.
import { Tenant, rules, version, type Column, type Filter, type LicenseRequest, type Receipt, RowSelection } from "seatplan";
import { openFile, planOf, type Opened } from "./files";
import { Keeper } from "./keeper";
import type {
  Ask, Contract, ContractChange, FileLook, Keeping, Mark, Named, Opening, Overview, Person, Preview, Query,
  RemedyKind, Room, Rows, View,
} from "./types";

/** How many people a preview lists at a time. */
const PREVIEWED = 100;
/** How many are looked through at a time. */
const MANY = 10_000;

/** What the page calls. */
export class Session {
  #keeper: Keeper;
  #name = "";
  #sample = false;
  #open: { tenant: Tenant; view: RowSelection; marked: RowSelection } | null = null;
  #query: Query = { room: "users", text: "", sort: [] };
  #filter: Filter | null = null;
  #version = 0;
  #pending: { ask: Ask; request: LicenseRequest; at: string } | null = null;
  #file: Opened | null = null;

  constructor(report: (keeping: Keeping) => void) {
    this.#keeper = new Keeper(report);
  }

  /** Opens what the browser keeps; `steal` makes this the tab that writes. */
  async open(steal = false): Promise<Opening> {
    const { kept, damaged } = await this.#keeper.open(steal);
    if (!kept) return { overview: this.#open && this.overview(), receipt: null, damaged };
    try {
      this.#replace(new Tenant(planOf(kept.bytes)), kept.name, kept.sample);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      await this.#keeper.quarantine();
      return { overview: null, receipt: null, damaged: true };
    }
    // What became due while the page was closed happens now.
    const at = this.#at();
    const receipt = at === undefined ? null : this.#tenant.configure({}, at);
    return { overview: this.overview(), receipt, damaged };
  }

  get #tenant(): Tenant {
    if (!this.#open) throw new Error("no plan is open");
    return this.#open.tenant;
  }

  #replace(tenant: Tenant, name: string, sample: boolean): void {
    this.#open?.tenant.free();
    const nobody = tenant.select({ or: [] });
    this.#open = { tenant, view: nobody.clone(), marked: nobody };
    this.#name = name;
    this.#sample = sample;
    this.#pending = null;
    this.#version++;
  }

  /** The instant of a question: now, but never before the clock; a sample stays on its own day. */
  #at(): string | undefined {
    const now = new Date().toISOString();
    const clock = this.#tenant.clock;
    return this.#sample || (clock !== null && clock >= now) ? undefined : now;
  }

  #changed(): void {
    this.#pending = null;
    const tenant = this.#tenant;
    this.#keeper.keep({ name: this.#name, sample: this.#sample, state: () => tenant.state() });
  }

  /** The figures that are always on the page. */
  overview(): Overview {
    const tenant = this.#tenant;
    const people = (room: Room) => counted(tenant.select(inRoom(room)));
    return {
      name: this.#name,
      sample: this.#sample,
      clock: tenant.clock,
      revision: tenant.revision,
      pools: tenant.pools(),
      people: { users: people("users"), mailboxes: people("mailboxes") },
      columns: tenant.columns(),
    };
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
    const opened = await openFile(file);
    this.#file = opened;
    const base = { name: file.name, size: file.size, replaces: this.#open !== null };
    if (opened.plan) return { ...base, sniffed: null, report: null, plan: true };
    const sniffed = Tenant.sniff(opened.bytes);
    // Without a plan the file would begin one.
    const tenant = this.#open?.tenant ?? new Tenant();
    try {
      const report = tenant.import(opened.bytes, { dryRun: true, ...this.#importOptions(opened) });
      return { ...base, sniffed, report, plan: false, replaces: false };
    } finally {
      if (tenant !== this.#open?.tenant) tenant.free();
    }
  }

  #importOptions(opened: Opened) {
    const at = this.#open ? this.#at() : new Date().toISOString();
    return { ...(at && { at }), ...(opened.role && { role: opened.role }) };
  }

  /** Takes the file looked at last. */
  take(): Overview {
    const opened = this.#file;
    if (!opened) throw new Error("no file was looked at");
    this.#file = null;
    if (opened.plan) {
      this.#replace(new Tenant(opened.plan), opened.name, false);
    } else {
      if (!this.#open) this.#replace(new Tenant(), opened.name, false);
      this.#tenant.import(opened.bytes, this.#importOptions(opened));
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
    const tenant = this.#tenant;
    const { filter, tokens, problem } = tenant.parseFilter(query.text);
    if (!problem) {
      this.#filter = query.text.trim() === "" ? null : filter;
      const room = inRoom(query.room);
      const view = tenant.select(this.#filter ? { and: [room, this.#filter] } : room, this.#at());
      this.#open!.view.free();
      this.#open!.view = view;
      this.#query = query;
      this.#version++;
    }
    return { version: this.#version, count: this.#open!.view.count, ...this.#marks(), tokens, problem };
  }

  /** How many people of a room each of these filters has. */
  counts(room: Room, texts: string[]): (number | null)[] {
    return texts.map((text) => {
      const { filter } = this.#tenant.parseFilter(text);
      if (!filter) return null;
      return counted(this.#tenant.select({ and: [inRoom(room), filter] }, this.#at()));
    });
  }

  /** A part of the list; null when the list has become another one. */
  rows(version: number, offset: number, limit: number, columns: string[]): Rows | null {
    if (version !== this.#version || !this.#open) return null;
    const { tenant, view, marked } = this.#open;
    const { rows } = tenant.page(view, { offset, limit, columns, sort: this.#query.sort, marked });
    return { version, rows };
  }

  /** Changes who is selected. */
  mark(mark: Mark): { marked: number; markedHere: number } {
    const open = this.#open!;
    const { view } = open;
    const sort = this.#query.sort;
    const clear = () => {
      const none = open.marked.minus(open.marked);
      open.marked.free();
      open.marked = none;
    };
    switch (mark.kind) {
      case "row":
        if (mark.on) open.marked.add([mark.id]);
        else open.marked.remove([mark.id]);
        break;
      case "range":
        open.marked.range(view, mark.from, mark.to, mark.on, sort);
        break;
      case "only":
        clear();
        open.marked.range(view, mark.from, mark.to, true, sort);
        break;
      case "all": {
        const next = mark.on ? open.marked.or(view) : open.marked.minus(view);
        open.marked.free();
        open.marked = next;
        break;
      }
      case "none":
        clear();
    }
    return this.#marks();
  }

  #marks(): { marked: number; markedHere: number } {
    const { view, marked } = this.#open!;
    return { marked: marked.count, markedHere: counted(marked.and(view)) };
  }

  /** What a request would do. It is kept, so that exactly this is applied. */
  preview(ask: Ask): Preview {
    const request: LicenseRequest = { action: ask.action, targets: this.#targets(ask.scope) };
    this.#pending = { ask, request, at: this.#at() ?? this.#tenant.clock! };
    return this.previewed(0);
  }

  /** A part of the preview; with `fill`, the request takes as many as fit. */
  previewed(offset: number, fill?: boolean): Preview {
    const pending = this.#pending;
    if (!pending) throw new Error("no request is in preview");
    if (fill !== undefined) pending.request = { ...pending.request, whenShort: fill ? "fill" : "refuse" };
    const { report, totals, outcomes } = this.#tenant.preview(pending.request, { at: pending.at, offset, limit: PREVIEWED });
    const names: Record<string, Named> = {};
    for (const error of report.errors) {
      if (!("remedies" in error)) continue;
      for (const remedy of error.remedies) {
        if (remedy.kind === "deactivate") for (const { id } of remedy.candidates) names[id] = this.#named(id);
      }
    }
    return {
      ask: pending.ask,
      at: pending.at,
      report,
      totals,
      outcomes: outcomes.map((outcome) => ({ ...outcome, ...this.#named(outcome.id) })),
      offset,
      names,
    };
  }

  /** Takes those out of the request in preview who cannot be served themselves. */
  leaveOut(): Preview {
    const pending = this.#pending;
    if (!pending) throw new Error("no request is in preview");
    const { request, at } = pending;
    const refused: string[] = [];
    for (let offset = 0, last = MANY; last === MANY; offset += MANY) {
      const { outcomes } = this.#tenant.preview(request, { at, offset, limit: MANY });
      for (const { id, outcome } of outcomes) if (outcome === "refused") refused.push(id);
      last = outcomes.length;
    }
    const { targets } = request;
    if (targets instanceof RowSelection) {
      targets.remove(refused);
    } else if (Array.isArray(targets)) {
      const left = new Set(refused);
      pending.request = { ...request, targets: targets.filter((id) => !left.has(id)) };
    }
    return this.previewed(0);
  }

  #targets(scope: Ask["scope"]): LicenseRequest["targets"] {
    if (scope === "marked") return this.#open!.marked.clone();
    if (scope !== "matching") return scope.ids;
    const { room } = this.#query;
    // Users are what a filter means anyway; naming them would make an empty filter a full one.
    if (room === "users" && !this.#filter) return { filter: { and: [] } };
    return { filter: this.#filter ? { and: [inRoom(room), this.#filter] } : inRoom(room) };
  }

  #named(id: string): Named {
    const user = this.#tenant.user(id);
    const principalName = user?.principalName ?? user?.mail ?? id;
    return { name: user?.displayName ?? principalName, principalName };
  }

  /** Applies the request in preview, or takes a remedy and then grants it. */
  apply(remedy?: RemedyKind): Receipt {
    const pending = this.#pending;
    if (!pending) throw new Error("no request is in preview");
    const { request, at, ask } = pending;
    const receipt = remedy ? this.#tenant.applyRemedy(request, remedy, at) : this.#tenant.apply(request, at);
    this.#changed();
    if (ask.scope === "marked") this.mark({ kind: "none" });
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
    const { tenant, marked } = this.#open!;
    if (!tenant.user(id)) return null;
    const columns: Column[] = tenant.columns();
    const only = marked.minus(marked);
    only.add([id]);
    const [row] = tenant.page(only, { columns: columns.map((column) => column.name) }).rows;
    only.free();
    const at = this.#at();
    const actions = ["activateStandard", "activateArchived", "deactivate"] as const;
    return {
      id,
      fields: columns.map((column, place) => ({ column, value: row?.cells[place] ?? null })),
      whatIf: actions.map((action) => {
        const { report, outcomes } = tenant.preview({ action, targets: [id] }, at === undefined ? {} : { at });
        return { action, report, outcome: outcomes[0] ?? null };
      }),
    };
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

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    return this.#keeper.flush();
  }

  /** Closes the plan and forgets what is kept of it. */
  async forget(): Promise<void> {
    await this.#keeper.forget();
    this.#open?.tenant.free();
    this.#open = null;
  }
}

function inRoom(room: Room): Filter {
  return { column: "holder", op: "is", value: room };
}

/** How many there are in a selection that is needed no longer. */
function counted(selection: RowSelection): number {
  const { count } = selection;
  selection.free();
  return count;
}

/** The operation is for a log, not for the page. */
function withoutBytes(receipt: Receipt): Receipt {
  return { ...receipt, operation: null };
}
