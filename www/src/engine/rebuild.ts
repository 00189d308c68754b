// A tenant from what is kept of it. Snapshots and operations carry checksums; the engine says which are whole.
import { LicensingError, Tenant } from "seatplan";
import type { Head, Log, Slot, Storage } from "./storage";

/** A tenant as it was kept. */
export interface Rebuilt {
  tenant: Tenant;
  /** The snapshot it was made of: its slot, the number of the first operation after it, its bytes. */
  slot: Head["slot"];
  from: number;
  bytes: number;
  /** Whether everything kept was whole. */
  whole: boolean;
}

/** The newest state that can be had: a snapshot with what was done since; null when neither snapshot is whole. */
export async function rebuild(storage: Storage, head: Head): Promise<Rebuilt | null> {
  for (const slot of head.slot === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
    const kept = await storage.slot(head.id, slot);
    const tenant = kept && opened(kept);
    if (!tenant) continue;
    const next = replayed(tenant, kept.from, await storage.log(head.id, kept.from));
    return { tenant, slot, from: kept.from, bytes: kept.bytes.length, whole: slot === head.slot && next === head.next };
  }
  return null;
}

function opened({ bytes }: Slot): Tenant | null {
  return whole(() => Tenant.fromSnapshot(bytes)) ?? null;
}

/** Makes operations again, as far as they are whole and follow one another; gives the number of the next. */
export function replayed(tenant: Tenant, from: number, log: Log): number {
  const operations: Uint8Array[] = [];
  for (let operation; (operation = log.get(from + operations.length)); ) operations.push(operation);
  const all = () => (tenant.replay(operations), true);
  if (operations.length === 0 || whole(all)) return from + operations.length;
  // One of them is not: those before it are taken one by one.
  const good = operations.findIndex((operation) => !whole(() => (tenant.replay([operation]), true)));
  return from + good;
}

const DAMAGED = ["DAMAGED_SNAPSHOT", "LOG_MISMATCH", "INVALID_INPUT"];

/** What comes of it, unless it is damaged; any other failure is none of what is kept. */
function whole<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof LicensingError && DAMAGED.includes(error.code)) return undefined;
    throw error;
  }
}
