// Where plans are kept: a small database of their own, by the id of the tenant.
import { Connection, done, openAs } from "./database";
import type { Plan } from "./plan-types";

const connection = new Connection(() => openAs("seatplan-plans", 1, ({ result }) => void result.createObjectStore("plans")));

const store = async (mode: IDBTransactionMode) => (await connection.transaction("plans", mode)).objectStore("plans");

/** The plans of each tenant. Where nothing can be kept they last as long as the page. */
export const shelf = {
  get: (tenant: string) => store("readonly").then((plans) => done<Plan[] | undefined>(plans.get(tenant))).catch(() => undefined),
  put: (tenant: string, plans: Plan[] | undefined) =>
    store("readwrite").then((kept): Promise<unknown> => (plans ? done(kept.put(plans, tenant)) : done(kept.delete(tenant)))).catch(() => undefined),
};
