// Where plans are kept: a small database of their own, by the id of the tenant.
import { Connection, done, openAs } from "./database";
import type { Plan } from "./plan-types";

const connection = new Connection(() => openAs("seatplan-plans", 1, ({ result }) => void result.createObjectStore("plans")));

const store = async (mode: IDBTransactionMode) => (await connection.transaction("plans", mode)).objectStore("plans");

/** The plans of the tenant that is open. Where nothing can be kept they last as long as the page. */
export class Shelf {
  #whose: () => string;
  #of: string | null = null;
  #plans: Plan[] = [];
  #before: Plan[] | null = null;

  constructor(whose: () => string) {
    this.#whose = whose;
  }

  /** Every plan. */
  async all(): Promise<Plan[]> {
    const whose = this.#whose();
    if (this.#of !== whose) {
      const kept = await store("readonly").then((plans) => done<Plan[] | undefined>(plans.get(whose))).catch(() => undefined);
      [this.#plans, this.#of, this.#before] = [kept ?? [], whose, null];
    }
    return this.#plans;
  }

  /** Puts other plans in the place of those there are. */
  async put(plans: Plan[]): Promise<void> {
    this.#before = await this.all();
    this.#plans = plans;
    await store("readwrite").then((shelf) => done(shelf.put(plans, this.#of!))).catch(() => {});
  }

  /** The plans before the last change; null where there was none. */
  get before(): Plan[] | null {
    return this.#before;
  }

  /** Reads them anew: another tab may have changed them. */
  reread(): void {
    this.#of = null;
  }

  /** Forgets the plans of a tenant. */
  async forget(tenant: string): Promise<void> {
    if (tenant === this.#of) this.#of = null;
    await store("readwrite").then((shelf) => done(shelf.delete(tenant))).catch(() => {});
  }
}
