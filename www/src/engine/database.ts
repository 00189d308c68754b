// The browser's database: how it is laid out, and how its requests are waited for.

/** What a request gives. */
export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request));
  });
}

/** The end of a transaction: what it wrote is on disk. */
export function complete(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(failure(transaction));
  });
}

function failure({ error }: { error: DOMException | null }): Error {
  return error ?? new Error("storage failed");
}

/** A database that is opened when it is first used, and anew where the browser has closed it. */
export class Connection {
  #open: () => Promise<IDBDatabase>;
  #opened: Promise<IDBDatabase> | null = null;

  constructor(open: () => Promise<IDBDatabase>) {
    this.#open = open;
  }

  /** Begins a transaction, which is on disk when it is complete; throws where the browser keeps nothing. */
  async transaction(stores: string | string[], mode: IDBTransactionMode = "readonly"): Promise<IDBTransaction> {
    const begin = async () => (await (this.#opened ??= this.#open())).transaction(stores, mode, { durability: "strict" });
    try {
      return await begin();
    } catch (error) {
      this.#opened = null;
      if ((error as Error).name !== "InvalidStateError") throw error;
      return begin();
    }
  }
}

/** Opens a database, and lets go of it when somebody changes or deletes it. */
export async function openAs(name: string, version: number, upgrade: (request: IDBOpenDBRequest, from: number) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => upgrade(request, oldVersion);
  // A tab of an earlier version that is still open would be waited for without end.
  const blocked = new Promise<never>((_, reject) => (request.onblocked = () => reject(new Error("an earlier version is open"))));
  const database = await Promise.race([done(request), blocked]);
  database.onversionchange = () => database.close();
  return database;
}

/**
 * Opens the database of the tenants. A tenant is a head (`tenants`), two snapshots (`slots`: id, 0 or 1) and the
 * operations after the older of them (`log`: id, number).
 */
export async function openTenants(tries = 10): Promise<IDBDatabase> {
  try {
    return await openAs("seatplan", 2, upgrade);
  } catch (error) {
    // A browser that was ended hard may still hold its files for a moment; what is forbidden stays so.
    if (tries === 1 || (error as Error).name === "SecurityError") throw error;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return openTenants(tries - 1);
  }
}

function upgrade({ result: database, transaction }: IDBOpenDBRequest, from: number): void {
  for (const name of ["tenants", "slots", "log"]) database.createObjectStore(name);
  if (from === 0) for (const name of ["damaged", "meta"]) database.createObjectStore(name);
  else takeOver(transaction!);
}

/** Version 1 kept one plan, as one snapshot: it is the first tenant. */
function takeOver(transaction: IDBTransaction): void {
  transaction.objectStore("plans").get("plan").onsuccess = ({ target }) => {
    const { result: plan } = target as IDBRequest;
    transaction.db.deleteObjectStore("plans");
    if (!plan) return;
    const { name, sample, savedAt, columns, bytes } = plan;
    const id = sample ? "sample" : "first";
    transaction.objectStore("slots").put({ from: 0, bytes }, [id, 0]);
    transaction.objectStore("tenants").put({ id, name, sample, savedAt, columns, users: null, slot: 0, next: 0, size: 0 }, id);
  };
}
