// Files as they come: an export that is imported, or a plan saved by this page.
import { type Column, Tenant, type TenantState } from "seatplan";
import type { Plan } from "./plan-types";
import { readPlans } from "./plans";
import type { FileLook } from "./types";
import type { Work } from "./work";

/** A file that was read: a whole plan, or the tenant as it is with the people of an export. */
export interface Opened {
  /** The name a tenant would have that begins with it. */
  name: string;
  tenant: Tenant;
  /** What importing it did; null for a plan, and where only a snapshot can tell. */
  operation: Uint8Array | null;
  plan: boolean;
  columns: Column[];
  /** What was planned with it. */
  plans: Plan[];
}

const HEAD = 1 << 16;
const CHUNK = 1 << 20;

/** A tenant as this page saves it. */
type Saved = TenantState & { plans?: Plan[] };

/** The plan in the bytes of a JSON text; the engine checks it. */
export function planOf(bytes: Uint8Array): Saved {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Saved;
}

/** Whether a JSON text is a plan: no export has both of these. */
function plan(bytes: Uint8Array): Saved | null {
  try {
    const found = planOf(bytes);
    return "purchased" in found && Array.isArray(found.users) ? found : null;
  } catch {
    return null;
  }
}

/** Reads a file, and says what it is and what it would change: of the tenant, or of a new one. */
export async function openFile(file: File, tenant: Tenant | null, at: string | undefined, work: Work): Promise<{ opened: Opened; look: FileLook }> {
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  const name = file.name.replace(/\.[^.]*$/, "");
  const opened = { name, operation: null, plan: false, plans: [] };
  const look = { name: file.name, size: file.size, sniffed: null, report: null, plan: false };
  const head = await read(0, HEAD);
  // Only what can be a plan is parsed: it says early what is purchased. Anything else could be too deep or too large for it.
  const state = /^\s*{[^]*"purchased"/.test(new TextDecoder().decode(head)) ? plan(await read(0, file.size)) : null;
  if (state) {
    const { plans = [], ...rest } = state;
    const tenant = new Tenant(rest);
    return { opened: { ...opened, tenant, plan: true, columns: tenant.columns(), plans: readPlans(plans) }, look: { ...look, plan: true } };
  }

  const sniffed = Tenant.sniff(head);
  // Nothing is changed before it is taken: the people go into a copy, which shares what it can.
  const copy = tenant ? tenant.fork() : new Tenant();
  const importer = copy.importer(at ? { at } : {});
  try {
    let next = read(0, CHUNK);
    for (let from = 0; from < file.size; ) {
      const chunk = await next;
      next = read(from + CHUNK, from + 2 * CHUNK);
      const { bytes, rows } = importer.push(chunk);
      from = bytes;
      await work.step(bytes, file.size, rows);
    }
    const { operation, ...report } = importer.finish();
    importer.free();
    // Counting values takes longer than anything else: not when it is taken.
    return { opened: { ...opened, tenant: copy, operation, columns: copy.columns() }, look: { ...look, sniffed, report: { ...report, operation: null } } };
  } catch (error) {
    try {
      importer.free();
      copy.free();
    } catch {
      // An engine that ended, for want of memory mostly, frees nothing.
    }
    throw error;
  }
}
