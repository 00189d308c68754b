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

/**
 * Opens the database; throws where the browser keeps nothing. A tenant is a head (`tenants`), two snapshots
 * (`slots`: id, 0 or 1) and the operations after the older of them (`log`: id, number).
 */
export async function openDatabase(tries = 3): Promise<IDBDatabase> {
  try {
    return await opened();
  } catch (error) {
    // A browser that was ended hard may still hold its files for a moment.
    if (tries === 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return openDatabase(tries - 1);
  }
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open("seatplan", 2);
  request.onupgradeneeded = ({ oldVersion }) => {
    const { result: database, transaction } = request;
    for (const name of ["tenants", "slots", "log"]) database.createObjectStore(name);
    if (oldVersion === 0) for (const name of ["damaged", "meta"]) database.createObjectStore(name);
    else takeOver(transaction!);
  };
  // A tab of an earlier version that is still open would be waited for without end.
  const blocked = new Promise<never>((_, reject) => (request.onblocked = () => reject(new Error("an earlier version is open"))));
  const database = await Promise.race([done(request), blocked]);
  // A newer version of the page is not to wait for this one.
  database.onversionchange = () => database.close();
  return database;
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
