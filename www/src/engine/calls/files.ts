// Files that come in, and files that are given.
import { type ExportKind, Tenant } from "seatplan";
import type { Desk } from "../desk";
import { lookAt, openFile, type Opened, planOf } from "../files";
import type { FileLook, Overview } from "../types";

export const fileCalls = (desk: Desk) => {
  let opened: Opened | null = null;
  // A tenant that an import begins begins now.
  const importAt = () => (desk.taken ? desk.at() : new Date().toISOString());
  return {
    /** Begins the sample: a plan, and exports that are read like anybody's. */
    sample(name: string, plan: ArrayBuffer, exports: ArrayBuffer[]): Overview {
      desk.put(new Tenant(planOf(new Uint8Array(plan))), name, true);
      for (const bytes of exports) desk.tenant.import(new Uint8Array(bytes));
      desk.save();
      return desk.overview();
    },

    /** Looks at a file: what it is and what it would change. Nothing is changed. */
    async look(file: File): Promise<FileLook> {
      opened = await openFile(file);
      return lookAt(opened, desk.taken ? desk.tenant : null, importAt());
    },

    /** Takes the file looked at last. */
    take(): Overview {
      if (!opened) throw new Error("no file was looked at");
      const { plan, name, bytes } = opened;
      opened = null;
      if (plan) {
        desk.put(new Tenant(plan), name, false);
      } else {
        const at = importAt();
        if (!desk.taken) desk.put(new Tenant(), name, false);
        desk.tenant.import(bytes, at ? { at } : {});
        desk.columns = null;
      }
      desk.pending = null;
      desk.save();
      return desk.overview();
    },

    /** Puts the file looked at last away. */
    drop(): void {
      opened = null;
    },

    /** The plan as a file, to open it elsewhere. */
    backup(): { name: string; bytes: Uint8Array } {
      return { name: desk.name, bytes: new TextEncoder().encode(JSON.stringify(desk.tenant.state())) };
    },

    /** What was planned, in the form in which it is carried out. */
    export(kind: ExportKind): { name: string; bytes: Uint8Array } {
      return { name: desk.name, bytes: desk.tenant.export(kind) };
    },
  };
};
