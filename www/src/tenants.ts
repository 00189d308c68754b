// The tenants kept in this browser, one of which is open here.
import { effect } from "./signals";
import { attempt, engine, opened } from "./actions";
import { navigateHome } from "./route";
import { dialog, keeping, plans, overview, persisted, phase, tenants } from "./state";

const KEY = "seatplan.tenant";

/** The tenant this tab had open; an empty text for none, null when the tab is new. */
export function thisTabs(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Lets the tab remember which tenant it has open, and asks once that the browser clears nothing. */
export function remember(): void {
  effect(() => {
    const id = overview.value?.id ?? "";
    if (phase.value.at !== "ready") return;
    try {
      sessionStorage.setItem(KEY, id);
    } catch {
      // The next visit begins with the tenant saved last.
    }
  });
  let asked = false;
  effect(() => {
    if (asked || keeping.value?.state !== "saved" || overview.value?.sample !== false) return;
    asked = true;
    void navigator.storage?.persist?.().then((granted) => (persisted.value = granted));
  });
}

/** Asks which tenants there are. */
export const list = () => attempt(async () => (tenants.value = await engine.tenants()));

/** Shows which tenants there are. */
export async function showTenants(): Promise<void> {
  dialog.value = { kind: "tenants" };
  await list();
}

/** Opens a tenant; `steal` makes this the tab that writes it. */
export const openTenant = (id: string, steal = false) =>
  attempt(async () => {
    dialog.value = null;
    opened(await engine.open(id, steal));
    plans.value = await engine.plans();
    if (!steal) navigateHome();
  });

/** Makes this the tab that writes the tenant that is open. */
export const takeOver = () => openTenant(overview.value!.id!, true);

/** Gives a tenant another name. */
export const renameTenant = (id: string, name: string) =>
  attempt(async () => {
    await engine.rename(id, name);
    if (overview.value?.id === id) overview.value = await engine.overview();
    await list();
  });

/** Forgets a tenant; null is the one that is open, wherever it is kept. */
export const forget = (id: string | null) =>
  attempt(async () => {
    await engine.remove(id);
    if (overview.value?.id === id) shut();
    await list();
  });

/** Puts the tenant away, to begin another. */
export const newTenant = () =>
  attempt(async () => {
    await engine.close();
    shut();
    await list();
  });

function shut(): void {
  opened({ overview: null, due: 0, damaged: null });
  dialog.value = null;
  if (keeping.value?.state !== "memory") keeping.value = null;
  navigateHome();
}
