// Files as they come: an export that is imported, or a plan saved by this page.
import type { ImportOptions, TenantState } from "seatplan";

/** A file that was read. */
export interface Opened {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** A whole plan; null for an export. */
  plan: TenantState | null;
  role: ImportOptions["role"] | null;
}

/** The plan in the bytes of a JSON text; the engine checks it. */
export function planOf(bytes: Uint8Array): TenantState {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as TenantState;
}

/** Whether a JSON text is a plan: no export has both of these. */
function plan(bytes: Uint8Array): TenantState | null {
  // Only what can be one is parsed: a plan begins with a brace.
  const brace = 0x7b;
  if (bytes.find((byte) => byte > 0x20) !== brace) return null;
  try {
    const found = planOf(bytes);
    return "purchased" in found && Array.isArray(found.users) ? found : null;
  } catch {
    return null;
  }
}

/** Reads a file. */
export async function openFile(file: File): Promise<Opened> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name.replace(/\.[^.]*$/, ""), bytes, plan: plan(bytes), role: null };
}
