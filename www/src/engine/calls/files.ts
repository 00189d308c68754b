// Files that come in, and files that are given.
import { type ExportKind, Tenant } from "seatplan";
import type { Desk } from "../desk";
import { openFile, type Opened, planOf } from "../files";
import type { FileLook, Overview } from "../types";

/** What a tenant is kept as. */
const newId = () => Date.now().toString(36);

export const fileCalls = (desk: Desk) => {
  let opened: Opened | null = null;
  const drop = () => {
    opened?.tenant.free();
    opened = null;
  };
  return {
    /** Begins the sample: a plan, and exports that are read like anybody's. */
    async sample(name: string, plan: ArrayBuffer, exports: ArrayBuffer[]): Promise<Overview> {
      const tenant = new Tenant(planOf(new Uint8Array(plan)));
      for (const bytes of exports) tenant.import(new Uint8Array(bytes));
      await desk.begin("sample", tenant, name, true);
      return desk.overview();
    },

    /** Looks at a file: what it is and what it would change. Nothing is changed. */
    async look(file: File): Promise<FileLook> {
      drop();
      const tenant = desk.taken ? desk.tenant : null;
      // A tenant that an import begins begins now.
      const at = tenant ? desk.at() : new Date().toISOString();
      const found = await desk.work.steps(() => openFile(file, tenant, at, desk.work));
      opened = found.opened;
      return found.look;
    },

    /** Takes the file looked at last: a plan is a tenant of its own, people come to the tenant that is open. */
    async take(): Promise<Overview> {
      if (!opened) throw new Error("no file was looked at");
      const { tenant, name, operation, plan, columns, plans } = opened;
      if (plan || !desk.taken) {
        await desk.begin(newId(), tenant, name, false);
        if (plans.length > 0) await desk.shelf.put(plans);
      } else {
        desk.mayChange();
        desk.renew(tenant);
        await desk.keep(operation);
      }
      desk.columns = columns;
      opened = null;
      return desk.overview();
    },

    /** Puts the file looked at last away. */
    drop,

    /** The tenant and its plans as a file, to open it elsewhere. */
    async backup(): Promise<{ name: string; bytes: Uint8Array }> {
      const plans = await desk.shelf.all();
      // Without plans it is what the engine takes as it is.
      const state = plans.length > 0 ? { ...desk.tenant.state(), plans } : desk.tenant.state();
      return { name: desk.name, bytes: new TextEncoder().encode(JSON.stringify(state)) };
    },

    /** What was planned, in the form in which it is carried out. */
    export(kind: ExportKind): { name: string; bytes: Uint8Array } {
      return { name: desk.name, bytes: desk.tenant.export(kind) };
    },
  };
};
