// What is open: a tenant, the list over it, perhaps a later day of it to look at, and a request in preview.
import type { Column, Receipt, Tenant } from "seatplan";
import { Keeper, Unsaved } from "./keeper";
import { counted, inRoom, List } from "./list";
import { Elsewhere } from "./lock";
import type { Plan } from "./plan-types";
import { carry, nothing } from "./plans";
import type { Pending } from "./request";
import { Shelf } from "./shelf";
import type { News, Overview, Room } from "./types";
import { pass, Work } from "./work";

/** A tenant and the list over it. */
interface Shown {
  tenant: Tenant;
  list: List;
}

/** More entries than anybody makes by hand. */
export const ALL_ENTRIES = 1_000_000;

/** The one thing all calls are about. */
export class Desk {
  readonly keeper: Keeper;
  readonly work: Work;
  readonly shelf = new Shelf(() => this.keeper.id ?? this.name);
  name = "";
  /** A sample stays on its own day. */
  sample = false;
  pending: Pending | null = null;
  /** The columns there are, while nobody comes or goes; null when they must be asked for. */
  columns: Column[] | null = null;
  /** The plan that what is looked at comes of; null where nobody does anything. */
  plan: Plan | null = null;
  #open: Shown | null = null;
  #later: Shown | null = null;

  constructor(report: (news: News) => void) {
    this.work = new Work((progress) => report({ kind: "progress", progress }));
    this.keeper = new Keeper(
      (keeping) => report({ kind: "keeping", keeping }),
      () => report({ kind: "elsewhere" }),
      () => ({ name: this.name, sample: this.sample, users: this.people("users"), columns: this.allColumns(), snapshot: () => this.tenant.snapshot() }),
    );
  }

  /** Whether there is a tenant. */
  get taken(): boolean {
    return this.#open !== null;
  }

  /** The tenant that is changed. */
  get tenant(): Tenant {
    if (!this.#open) throw new Error("no plan is open");
    return this.#open.tenant;
  }

  /** What is looked at: the tenant, or a later day of it. */
  get shown(): Shown {
    const shown = this.#later ?? this.#open;
    if (!shown) throw new Error("no plan is open");
    return shown;
  }

  /** Whether what is looked at is a later day. */
  get later(): boolean {
    return this.#later !== null;
  }

  /** Puts a tenant in the place of the one that is open. */
  put(tenant: Tenant, name: string, sample: boolean): void {
    const version = this.#open ? this.shown.list.version + 1 : 1;
    this.clear();
    this.#open = { tenant, list: new List(tenant, () => this.at(), version) };
    this.name = name;
    this.sample = sample;
    this.columns = null;
  }

  /** Puts another state of the tenant in its place: who is selected stays so. */
  renew(tenant: Tenant): void {
    const { marked } = this.#open!.list;
    const ids = marked.ids(0, marked.count);
    const { columns } = this;
    this.put(tenant, this.name, this.sample);
    this.columns = columns;
    this.shown.list.marked.add(ids);
  }

  /** Puts the tenant away, unless it is kept nowhere. */
  async leave(): Promise<void> {
    if (this.taken && this.keeper.id === null) throw new Unsaved();
    await this.keeper.close();
    this.clear();
  }

  /** Begins a tenant of its own, which is kept as an id. */
  async begin(id: string, tenant: Tenant, name: string, sample: boolean): Promise<void> {
    await this.leave();
    await this.keeper.begin(id);
    if (!this.keeper.mine) {
      await this.keeper.close();
      throw new Elsewhere();
    }
    this.put(tenant, name, sample);
    await this.keeper.keep(null);
  }

  /** Puts the tenant away. */
  clear(): void {
    this.comeBack();
    this.#open?.tenant.free();
    this.#open = null;
  }

  /** The instant of a question: now, but never before the clock; a sample stays on its own day. */
  at(): string | undefined {
    const now = new Date().toISOString();
    const clock = this.tenant.clock;
    return this.sample || (clock !== null && clock >= now) ? undefined : now;
  }

  /** Looks at the end of a later day, under a plan or if nobody does anything; null for as it is. */
  async travel(day: string | null, plan: Plan | null): Promise<void> {
    let later: Tenant | null = null;
    if (day !== null) {
      const copy = this.tenant.fork();
      if (plan) carry(copy, plan.steps, this.at() ?? this.tenant.clock!, day, nothing());
      await this.work.steps(() => pass(copy, `${day}T23:59:59.999Z`, this.people(), this.work)).catch((error: unknown) => {
        copy.free();
        throw error;
      });
      later = copy;
    }
    const version = this.shown.list.version + 1;
    this.comeBack();
    if (later) this.#later = { tenant: later, list: new List(later, () => undefined, version) };
    else this.shown.list.renew(version);
    this.plan = plan;
  }

  /** Back to the tenant as it is. */
  comeBack(): void {
    this.pending = null;
    this.plan = null;
    this.#later?.tenant.free();
    this.#later = null;
  }

  /** Refuses a change while another tab writes: it would not be kept. */
  mayChange(): void {
    if (!this.keeper.mine) throw new Elsewhere();
  }

  /** Keeps what was changed; the receipt goes to the page without what is for a log. */
  async changed(receipt: Receipt): Promise<Receipt> {
    await this.keep(receipt.operation);
    return { ...receipt, operation: null };
  }

  /** Keeps a change by its operation; where there is none, by the whole. */
  keep(operation: Uint8Array | null): Promise<void> {
    this.pending = null;
    return this.keeper.keep(operation);
  }

  /** Every column there is. */
  allColumns(): Column[] {
    return (this.columns ??= this.tenant.columns());
  }

  /** How many people there are in a room, or in all, of what is looked at. */
  people(room?: Room): number {
    return counted(this.shown.tenant.select(room && inRoom(room)));
  }

  /** The figures that are always on the page. */
  overview(): Overview {
    const { tenant } = this.shown;
    const entries = this.tenant.history(0, ALL_ENTRIES);
    return {
      id: this.keeper.id,
      name: this.name,
      sample: this.sample,
      clock: tenant.clock,
      later: this.later,
      plan: this.plan && { id: this.plan.id, name: this.plan.name },
      undo: entries.findLast((entry) => !entry.undone) ?? null,
      redo: entries.find((entry) => entry.undone) ?? null,
      revision: tenant.revision,
      pools: tenant.pools(),
      people: { users: this.people("users"), mailboxes: this.people("mailboxes") },
      columns: this.allColumns(),
    };
  }
}
