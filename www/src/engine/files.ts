// Files as they come: an export that is imported, or a plan saved by this page.
import { Tenant, type TenantState } from "seatplan";
import type { FileLook } from "./types";

/** A file that was read. */
export interface Opened {
  /** The file's name, and the name a plan would have that begins with it. */
  file: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** A whole plan; null for an export. */
  plan: TenantState | null;
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
  return { file: file.name, name: file.name.replace(/\.[^.]*$/, ""), bytes, plan: plan(bytes) };
}

/** What a file is and what it would change; nothing is changed. Without a tenant it would begin one. */
export function lookAt(opened: Opened, tenant: Tenant | null, at: string | undefined): FileLook {
  const base = { name: opened.file, size: opened.bytes.length };
  if (opened.plan) return { ...base, sniffed: null, report: null, plan: true, replaces: tenant !== null };
  const sniffed = Tenant.sniff(opened.bytes);
  const subject = tenant ?? new Tenant();
  try {
    const report = subject.import(opened.bytes, { dryRun: true, ...(at && { at }) });
    return { ...base, sniffed, report, plan: false, replaces: false };
  } finally {
    if (!tenant) subject.free();
  }
}
