// What the browser keeps: tenants, one of which is open.
import type { Desk } from "../desk";
import type { Found } from "../keeper";
import type { Opening, Overview, Stored } from "../types";
import { pass, Stopped } from "../work";

export const keepCalls = (desk: Desk) => {
  const { keeper } = desk;
  const show = (found: Found | null): Opening => {
    if (found?.tenant) {
      if (!desk.taken || found.tenant !== desk.tenant) desk.put(found.tenant, found.head.name, found.head.sample);
      desk.comeBack();
      desk.name = found.head.name;
      desk.columns = found.head.columns;
    } else {
      desk.clear();
    }
    const damaged = !found?.damaged ? null : found.tenant ? "part" : "all";
    return { overview: desk.taken ? desk.overview() : null, due: 0, damaged };
  };
  /** What became due while the page was closed happens now; how much that was. */
  const catchUp = async (): Promise<number> => {
    const at = desk.at();
    if (!keeper.mine || at === undefined) return 0;
    // On a copy: where nothing is due, or it is stopped, nothing was changed.
    const copy = desk.tenant.fork();
    const passed = await desk.work.steps(() => pass(copy, at, desk.people(), desk.work)).catch((error: unknown) => {
      if (error instanceof Stopped) return [];
      throw error;
    });
    const due = passed.reduce((sum, { occurrences }) => sum + occurrences, 0);
    if (due > 0) {
      desk.renew(copy);
      for (const { operation } of passed) await desk.keep(operation);
    } else {
      copy.free();
    }
    return due;
  };
  return {
    /** Opens a tenant that is kept, by default the one saved last; `steal` makes this the tab that writes it. */
    async open(id: string | null = null, steal = false): Promise<Opening> {
      const found = await keeper.open(id, steal);
      desk.shelf.reread();
      const opening = show(found);
      if (!found?.tenant) return opening;
      // What was damaged is written anew.
      if (found.damaged && keeper.mine) await keeper.keep(null);
      const due = await catchUp();
      return due === 0 ? opening : { ...opening, overview: desk.overview(), due };
    },

    /** Takes what another tab has changed. */
    async follow(): Promise<Opening> {
      return show(await keeper.newer(desk.tenant));
    },

    /** Every tenant kept in this browser. */
    tenants(): Promise<Stored[]> {
      return keeper.list();
    },

    /** Gives a tenant another name. */
    async rename(id: string, name: string): Promise<void> {
      await keeper.rename(id, name);
      if (id === keeper.id) desk.name = name;
    },

    /** Forgets a tenant. */
    async remove(id: string | null): Promise<void> {
      if (id !== null) await keeper.remove(id);
      await desk.shelf.forget(id ?? desk.name);
      if (id !== keeper.id) return;
      await keeper.close(true);
      desk.clear();
    },

    /** Puts the tenant away; it stays kept. */
    close: () => desk.leave(),

    /** The figures that are always on the page. */
    overview(): Overview {
      return desk.overview();
    },

    /** Writes what is not written yet. */
    flush(): Promise<void> {
      return keeper.flush();
    },

    /** Stops what is at work, between two of its steps. Heard at once. */
    stop(): void {
      desk.work.stop();
    },
  };
};
