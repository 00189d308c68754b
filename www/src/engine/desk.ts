// What is open: a tenant, the list over it, perhaps a later day of it to look at, and a request in preview.
import { type Column, type Receipt, Tenant } from "seatplan";
import { Keeper } from "./keeper";
import { counted, inRoom, List } from "./list";
import type { Plan } from "./plan-types";
import type { Pending } from "./request";
import type { Keeping, Overview, Room } from "./types";

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

  constructor(report: (keeping: Keeping) => void) {
    this.keeper = new Keeper(report);
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

  /** Looks at what the tenant becomes, perhaps under a plan; null for as it is. */
  look(later: Tenant | null, plan: Plan | null): void {
    const version = this.shown.list.version + 1;
    this.comeBack();
    if (!later) return this.shown.list.renew(version);
    this.#later = { tenant: later, list: new List(later, () => undefined, version) };
    this.plan = plan;
  }

  /** Back to the tenant as it is. */
  comeBack(): void {
    this.pending = null;
    this.plan = null;
    this.#later?.tenant.free();
    this.#later = null;
  }

  /** Keeps what was changed; the receipt goes to the page without what is for a log. */
  changed<T extends Receipt>(receipt: T): T {
    this.pending = null;
    this.save();
    return { ...receipt, operation: null };
  }

  /** Keeps the tenant as it is now. */
  save(): void {
    const { tenant } = this;
    this.keeper.keep({ name: this.name, sample: this.sample, columns: this.allColumns(), snapshot: () => tenant.snapshot() as Uint8Array<ArrayBuffer> });
  }

  /** Every column there is. */
  allColumns(): Column[] {
    return (this.columns ??= this.tenant.columns());
  }

  /** The figures that are always on the page. */
  overview(): Overview {
    const { tenant } = this.shown;
    const entries = this.tenant.history(0, ALL_ENTRIES);
    const people = (room: Room) => counted(tenant.select(inRoom(room)));
    return {
      name: this.name,
      sample: this.sample,
      clock: tenant.clock,
      later: this.later,
      plan: this.plan && { id: this.plan.id, name: this.plan.name },
      undo: entries.findLast((entry) => !entry.undone) ?? null,
      redo: entries.find((entry) => entry.undone) ?? null,
      revision: tenant.revision,
      pools: tenant.pools(),
      people: { users: people("users"), mailboxes: people("mailboxes") },
      columns: this.allColumns(),
    };
  }
}
