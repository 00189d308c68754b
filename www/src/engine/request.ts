// The request in preview: what was asked, for whom, and at which instant, so that exactly this is applied.
import { type AssignmentReport, type Filter, type LicenseRequest, type LicenseType, type Purchase, type Receipt, RowSelection, type Tenant } from "seatplan";
import { named, namesOf } from "./names";
import type { Command } from "./plan-types";
import type { Ask, Preview, RemedyKind } from "./types";

/** How many people a preview lists at a time. */
const PREVIEWED = 100;
/** How many are looked through at a time. */
const MANY = 10_000;

/** What a remedy does first. */
type Step = Purchase | (LicenseRequest & { targets: string[] });

/** A request that is not applied yet, and the way out that was chosen where it is short. */
export class Pending {
  readonly ask: Ask;
  #tenant: Tenant;
  #request: LicenseRequest;
  #at: string;
  /** What it comes to without a remedy. */
  #plain: AssignmentReport | null = null;
  #remedy: RemedyKind | null = null;

  constructor(tenant: Tenant, ask: Ask, targets: LicenseRequest["targets"], at: string) {
    this.#tenant = tenant;
    this.ask = ask;
    this.#request = { action: ask.action, targets };
    this.#at = at;
  }

  /** What it would do, with the remedy; of the people, those from a place on. */
  preview(offset: number): Preview {
    const [steps, request] = this.#remedied();
    const trial = steps.length > 0 ? this.#tenant.fork() : this.#tenant;
    let lost = 0;
    const first = steps.map((step) => {
      if (step.action !== "purchase") lost += trial.preview(step, { at: this.#at, limit: 1 }).totals.lost ?? 0;
      const { entry } = trial.apply(step, this.#at);
      return trial.history(entry - 1, 1)[0]!.summary;
    });
    const { report, totals, outcomes } = trial.preview(request, { at: this.#at, offset, limit: PREVIEWED });
    if (trial !== this.#tenant) trial.free();
    const plain = (this.#plain = this.#remedy && this.#plain ? this.#plain : report);
    const candidates = plain.errors.flatMap((error) => ("remedies" in error ? error.remedies : [])).flatMap((remedy) => (remedy.kind === "deactivate" ? remedy.candidates : []));
    return {
      ask: this.ask,
      report,
      first,
      lost: lost + (totals.lost ?? 0),
      totals,
      outcomes: outcomes.map((outcome) => ({ ...outcome, ...named(this.#tenant, outcome.id) })),
      offset,
      plain,
      remedy: this.#remedy,
      names: namesOf(this.#tenant, candidates.map(({ id }) => id)),
    };
  }

  /** Chooses a way out, or none. */
  choose(remedy: RemedyKind | null): void {
    this.#remedy = remedy;
  }

  /** Takes those out who cannot be served themselves. */
  leaveOut(): void {
    this.#remedy = null;
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

  /** Applies it, or takes the remedy and then grants it. */
  apply(): Receipt {
    const tenant = this.#tenant;
    return this.#remedy ? tenant.applyRemedy(this.#request, this.#remedy, this.#at) : tenant.apply(this.#request, this.#at);
  }

  /** The request as a plan keeps it, after what the remedy takes: people by their ids, or by the filter. */
  commands(): Command[] {
    const [steps, request] = this.#remedied();
    return [...steps, request.targets instanceof RowSelection ? this.#listed() : (request as Command)];
  }

  /** The request for people by their ids: nobody comes to it by what a remedy does, and any tenant understands it. */
  #listed(): LicenseRequest & { targets: string[] } {
    const { targets } = this.#request;
    return { ...this.#request, targets: Array.isArray(targets) ? targets : targets instanceof RowSelection ? targets.ids(0, targets.count) : this.#found(this.#tenant, targets.filter) };
  }

  #found(tenant: Tenant, filter: Filter | string): string[] {
    const found = tenant.select(filter);
    const ids = found.ids(0, found.count);
    found.free();
    return ids;
  }

  /** What the remedy does before the request, as commands of their own, and the request as it is then. */
  #remedied(): [Step[], LicenseRequest] {
    if (!this.#remedy) return [[], this.#request];
    if (this.#remedy === "selectFewer") return [[], { ...this.#request, whenShort: "fill" }];
    const request = this.#listed();
    const trial = this.#tenant.fork();
    trial.applyRemedy(request, this.#remedy, this.#at);
    const bought = (license: LicenseType) => purchased(trial, license) - purchased(this.#tenant, license);
    const since = (column: string, license: string) => {
      const filter: Filter = { and: [{ column, op: "is", value: this.#at }, { column: "license", op: "is", value: license }] };
      const before = new Set(this.#found(this.#tenant, filter));
      return this.#found(trial, filter).filter((id) => !before.has(id));
    };
    const freed = since("unassignedAt", "none");
    const archived = request.action === "activateStandard" ? since("licensedAt", "archived") : [];
    const steps: Step[] = this.#remedy === "purchase" ? [{ action: "purchase", standard: bought("standard"), archived: bought("archived") }] : [];
    if (archived.length > 0) steps.push({ action: "activateArchived", targets: archived });
    if (freed.length > 0) steps.push({ action: "deactivate", targets: freed });
    trial.free();
    return [steps, request];
  }
}

function purchased(tenant: Tenant, license: LicenseType): number {
  return tenant.pools().find((pool) => pool.holder === "users" && pool.license === license)?.purchased ?? 0;
}
