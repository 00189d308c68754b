// The request in preview: what was asked, for whom, and at which instant, so that exactly this is applied.
import { type Filter, type LicenseRequest, type LicenseType, type Receipt, RowSelection, type Tenant } from "seatplan";
import { named, namesOf } from "./names";
import type { Command } from "./plan-types";
import type { Ask, Preview, RemedyKind } from "./types";

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
    const candidates = report.errors.flatMap((error) => ("remedies" in error ? error.remedies : [])).flatMap((remedy) => (remedy.kind === "deactivate" ? remedy.candidates : []));
    return {
      ask: this.ask,
      at: this.#at,
      report,
      totals,
      outcomes: outcomes.map((outcome) => ({ ...outcome, ...named(this.#tenant, outcome.id) })),
      offset,
      names: namesOf(this.#tenant, candidates.map(({ id }) => id)),
    };
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
  /** The request as a plan keeps it, after what a remedy takes: people by their ids, or by the filter. */
  commands(remedy?: RemedyKind): Command[] {
    const { action, targets } = this.#request;
    const request = { action, targets: targets instanceof RowSelection ? targets.ids(0, targets.count) : targets };
    if (!remedy) return [request];
    if (remedy === "selectFewer") return [{ ...request, whenShort: "fill" }];
    const trial = this.#tenant.fork();
    trial.applyRemedy(this.#request, remedy, this.#at);
    // What the engine did there, as commands that do the same.
    const bought = (license: LicenseType) => purchased(trial, license) - purchased(this.#tenant, license);
    const since = (column: string, license: string): string[] => {
      const filter: Filter = { and: [{ column, op: "is", value: this.#at }, { column: "license", op: "is", value: license }] };
      const found = trial.select(filter);
      const ids = found.ids(0, found.count);
      found.free();
      return ids;
    };
    const freed = since("unassignedAt", "none");
    const archived = action === "activateStandard" ? since("licensedAt", "archived") : [];
    const before: Command[] = remedy === "purchase" ? [{ action: "purchase", standard: bought("standard"), archived: bought("archived") }] : [];
    if (archived.length > 0) before.push({ action: "activateArchived", targets: archived });
    if (freed.length > 0) before.push({ action: "deactivate", targets: freed });
    trial.free();
    return [...before, request];
  }
}

function purchased(tenant: Tenant, license: LicenseType): number {
  return tenant.pools().find((pool) => pool.holder === "users" && pool.license === license)?.purchased ?? 0;
}
