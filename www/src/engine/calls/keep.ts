// What the browser keeps.
import { Tenant } from "seatplan";
import type { Desk } from "../desk";
import type { Opening, Overview } from "../types";

export const keepCalls = (desk: Desk) => ({
  /** Opens what the browser keeps; `steal` makes this the tab that writes. */
  async open(steal = false): Promise<Opening> {
    const kept = await desk.keeper.open(steal);
    if (!kept) return { overview: desk.taken ? desk.overview() : null, receipt: null, damaged: false };
    try {
      if (!(kept.bytes instanceof Uint8Array)) throw new Error("what is kept is no plan");
      desk.put(Tenant.fromSnapshot(kept.bytes), kept.name, kept.sample);
      desk.columns = kept.columns;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      await desk.keeper.quarantine();
      return { overview: null, receipt: null, damaged: true };
    }
    // What became due while the page was closed happens now.
    const at = desk.at();
    const receipt = at === undefined ? null : desk.tenant.advance(at);
    return { overview: desk.overview(), receipt, damaged: false };
  },

  /** The figures that are always on the page. */
  overview(): Overview {
    return desk.overview();
  },

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    return desk.keeper.flush();
  },

  /** Closes the plan and forgets what is kept of it. */
  async forget(): Promise<void> {
    await desk.keeper.forget();
    desk.clear();
  },
});
