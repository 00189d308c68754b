// What changes the tenant, and what such a change would do.
import type { Receipt } from "seatplan";
import type { Desk } from "../desk";
import { Pending } from "../request";
import type { Ask, Contract, ContractChange, Preview, RemedyKind } from "../types";

export const changeCalls = (desk: Desk) => {
  const asked = (): Pending => {
    if (!desk.pending) throw new Error("no request is in preview");
    return desk.pending;
  };
  const turn = async (way: "undo" | "redo"): Promise<Receipt | null> => {
    desk.mayChange();
    const receipt = desk.tenant[way]();
    if (!receipt) return null;
    desk.comeBack();
    // Only an import brings other columns.
    if (desk.tenant.history(receipt.entry - 1, 1)[0]?.summary.code === "SUMMARY_IMPORT") desk.columns = null;
    return desk.changed(receipt);
  };
  return {
    /** What a request would do. It is kept, so that exactly this is applied. */
    preview(ask: Ask): Preview {
      const { scope } = ask;
      const { tenant, list } = desk.shown;
      const targets = scope === "marked" ? list.marked.clone() : scope === "matching" ? { filter: list.filter } : scope.ids;
      desk.pending = new Pending(tenant, ask, targets, (desk.later ? null : desk.at()) ?? tenant.clock!);
      return desk.pending.preview(0);
    },

    /** Another part of the preview. */
    previewed(offset: number): Preview {
      return asked().preview(offset);
    },

    /** Takes those out of the request in preview who cannot be served themselves. */
    leaveOut(): Preview {
      asked().leaveOut();
      return asked().preview(0);
    },

    /** Chooses a way out of a shortage, or none. */
    choose(remedy: RemedyKind | null): Preview {
      asked().choose(remedy);
      return asked().preview(0);
    },

    /** Applies the request in preview, with the remedy that was shown. */
    async apply(remedy: RemedyKind | null): Promise<Receipt> {
      desk.mayChange();
      asked().choose(remedy);
      const { ask } = asked();
      const receipt = await desk.changed(asked().apply());
      if (ask.scope === "marked") desk.shown.list.mark({ kind: "none" });
      return receipt;
    },

    /** The account, its counts, prices and rules. */
    contract(): Contract {
      const { prices = null, ...contract } = desk.tenant.contract();
      return { ...contract, prices };
    },

    /** Corrects the contract. */
    configure(change: ContractChange): Promise<Receipt> {
      desk.mayChange();
      return desk.changed(desk.tenant.configure(change, desk.at()));
    },

    /** Takes the newest change back. */
    undo: () => turn("undo"),

    /** Does again what was taken back last. */
    redo: () => turn("redo"),
  };
};
