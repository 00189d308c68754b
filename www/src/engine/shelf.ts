// Where plans are kept: a small store of their own, by the name of the tenant.
import type { Plan } from "./plan-types";

const request = <T>(asked: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

let opened: Promise<IDBDatabase> | null = null;

async function open(): Promise<IDBDatabase> {
  const asked = indexedDB.open("seatplan-plans", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("plans");
  const database = await request(asked);
  // Whoever forgets everything is not held up.
  database.onversionchange = () => {
    database.close();
    opened = null;
  };
  return database;
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const database = await (opened ??= open());
  return database.transaction("plans", mode).objectStore("plans");
}

/** The plans of each tenant. Where nothing can be kept they last as long as the page. */
export const shelf = {
  get: (tenant: string) => store("readonly").then((plans) => request<Plan[] | undefined>(plans.get(tenant))).catch(() => undefined),
  put: (tenant: string, plans: Plan[] | undefined) =>
    store("readwrite").then((kept): Promise<unknown> => (plans ? request(kept.put(plans, tenant)) : request(kept.delete(tenant)))).catch(() => undefined),
};
