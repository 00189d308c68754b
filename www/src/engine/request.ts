// The request in preview: what was asked, for whom, and at which instant, so that exactly this is applied.
import { type LicenseRequest, type Receipt, RowSelection, type Tenant } from "seatplan";
import type { Ask, Named, Preview, RemedyKind } from "./types";

/** How many people a preview lists at a time. */
const PREVIEWED = 100;
/** How many are looked through at a time. */
const MANY = 10_000;

/** A request that is not applied yet. */
export class Pending {
  readonly ask: Ask;
  #tenant: Tenant;
  #request: LicenseRequest;
  #at: string;

  constructor(tenant: Tenant, ask: Ask, targets: LicenseRequest["targets"], at: string) {
    this.#tenant = tenant;
    this.ask = ask;
    this.#request = { action: ask.action, targets };
    this.#at = at;
  }

  /** What it would do; of the people, those from a place on. */
  preview(offset: number): Preview {
    const { report, totals, outcomes } = this.#tenant.preview(this.#request, { at: this.#at, offset, limit: PREVIEWED });
    const names: Record<string, Named> = {};
    for (const error of report.errors) {
      if (!("remedies" in error)) continue;
      for (const remedy of error.remedies) {
        if (remedy.kind === "deactivate") for (const { id } of remedy.candidates) names[id] = this.#named(id);
      }
    }
    return {
      ask: this.ask,
      at: this.#at,
      report,
      totals,
      outcomes: outcomes.map((outcome) => ({ ...outcome, ...this.#named(outcome.id) })),
      offset,
      names,
    };
  }

  #named(id: string): Named {
    const user = this.#tenant.user(id);
    const principalName = user?.principalName ?? user?.mail ?? id;
    return { name: user?.displayName ?? principalName, principalName };
  }

  /** Takes those out who cannot be served themselves. */
  leaveOut(): void {
    const refused: string[] = [];
    for (let offset = 0, last = MANY; last === MANY; offset += MANY) {
      const { outcomes } = this.#tenant.preview(this.#request, { at: this.#at, offset, limit: MANY });
      for (const { id, outcome } of outcomes) if (outcome === "refused") refused.push(id);
      last = outcomes.length;
    }
    const { targets } = this.#request;
    if (targets instanceof RowSelection) {
      targets.remove(refused);
    } else if (Array.isArray(targets)) {
      const left = new Set(refused);
      this.#request = { ...this.#request, targets: targets.filter((id) => !left.has(id)) };
    }
  }

  /** Applies it, or takes a remedy and then grants it. */
  apply(remedy?: RemedyKind): Receipt {
    const tenant = this.#tenant;
    return remedy ? tenant.applyRemedy(this.#request, remedy, this.#at) : tenant.apply(this.#request, this.#at);
  }
}
