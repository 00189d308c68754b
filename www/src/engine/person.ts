// Somebody in full.
import type { Column, Tenant } from "seatplan";
import type { Person } from "./types";

const ACTIONS = ["activateStandard", "activateArchived", "deactivate"] as const;

/** Every cell of somebody's row, and what each action would do to them; null for an unknown id. */
export function personOf(tenant: Tenant, columns: Column[], id: string, at: string | undefined): Person | null {
  if (!tenant.user(id)) return null;
  const only = tenant.select({ or: [] });
  only.add([id]);
  const [row] = tenant.page(only, { columns: columns.map((column) => column.name) }).rows;
  only.free();
  return {
    id,
    fields: columns.map((column, place) => ({ column, value: row?.cells[place] ?? null })),
    whatIf: ACTIONS.map((action) => {
      const { report, outcomes } = tenant.preview({ action, targets: [id] }, at === undefined ? {} : { at });
      return { action, report, outcome: outcomes[0] ?? null };
    }),
  };
}
