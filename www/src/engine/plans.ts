// Plans: named lists of what is to be done on which day, and what comes of them.
import { type Comparison, LicensingError, type LicenseRequest, type Occurrence, type Problem, type Receipt, type Tenant } from "seatplan";
import { namesOf } from "./names";
import type { Came, Command, Happened, Plan, Side, Step } from "./plan-types";

/** How many people are listed one by one. */
const LISTED = 100;
/** How many occurrences are looked through for the reasons of a difference. */
const MANY = 10_000;

/** The end of a day. */
export const endOf = (day: string) => `${day}T23:59:59.999Z`;

/** When a step is carried out: as its day begins, or now where that is over. */
export function instantOf(step: Step, now: string): string {
  const begins = `${step.day}T00:00:00.000Z`;
  return begins > now ? begins : now;
}

/** The steps of a plan in the order the engine plays them: by instant, and of one instant purchases first. */
export function inOrder(steps: Step[], now: string): Step[] {
  const rank = (step: Step) => `${instantOf(step, now)} ${step.command.action === "purchase" ? 0 : 1}`;
  return steps.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
}

/** A plan that was played: the tenant as it is then, what each step came to, and what happened by itself. */
export interface Played {
  tenant: Tenant;
  came: Came[];
  receipts: Receipt[];
}

/** What taking steps leaves behind: receipts, and operations to keep. */
export interface Done {
  receipts: Receipt[];
  operations: (Uint8Array | null)[];
}

/** Before any step. */
export const nothing = (): Done => ({ receipts: [], operations: [] });

/** Takes the steps until a day is over, and gives what each came to. */
export function carry(tenant: Tenant, steps: Step[], now: string, until: string, done: Done): Came[] {
  const due = inOrder(steps, now).filter((step) => step.day <= until);
  return due.map((step) => take(tenant, step, instantOf(step, now), done));
}

/** Plays steps in a fork until a day is over. The caller frees the fork. */
export function play(base: Tenant, steps: Step[], now: string, until: string): Played {
  const tenant = base.fork();
  const done = nothing();
  const came = carry(tenant, steps, now, until, done);
  return { tenant, came, receipts: [...done.receipts, tenant.advance(endOf(until))] };
}

/** Takes a step; a refusal changes nothing and is told. */
function take(tenant: Tenant, step: Step, at: string, done: Done): Came {
  const base = { step: step.id, at, day: step.day, command: brief(step.command) };
  try {
    const { action } = step.command;
    if (action === "leave") {
      const { updated, operation } = tenant.import(new TextEncoder().encode(`id\n${step.command.ids.join("\n")}\n`), { role: "deleted", at });
      done.operations.push(operation);
      return { ...base, ok: true, summary: null, changed: updated, cost: null, findings: [] };
    }
    const receipt = action === "configure" ? tenant.configure(step.command.change, at) : tenant.apply(step.command as LicenseRequest, at);
    done.receipts.push(receipt);
    done.operations.push(receipt.operation);
    const [entry] = tenant.history(receipt.entry - 1, 1);
    return { ...base, ok: true, summary: entry!.summary, changed: entry!.changed, cost: receipt.cost, findings: receipt.report?.warnings ?? [] };
  } catch (error) {
    if (!(error instanceof LicensingError)) throw error;
    const report = error.details as Partial<NonNullable<Receipt["report"]>> | null;
    const summary: Problem = report?.summary ?? { code: "REFUSED", rule: null, message: error.message, params: {}, ids: [], count: 0 };
    return { ...base, ok: false, summary, changed: 0, cost: null, findings: report?.errors ?? [] };
  }
}

/** What a step is, without the people it is for. */
function brief(command: Command): Came["command"] {
  return { action: command.action, count: command.action === "leave" ? command.ids.length : 0 };
}

/** What happened by itself, of all receipts: how often each, and the first. */
export function happened(tenant: Tenant, receipts: Receipt[]): Happened {
  const byCode: Record<string, number> = {};
  for (const { occurrences } of receipts) for (const [code, count] of Object.entries(occurrences.byCode)) byCode[code] = (byCode[code] ?? 0) + count;
  const first = receipts.flatMap(({ occurrences }) => occurrences.first).slice(0, LISTED);
  return { byCode, first, names: namesOf(tenant, first.flatMap(({ id }) => id ?? [])) };
}

/** How people stand who differ, and what happened to them. */
export function sides(played: Played, { differs }: Comparison): Record<string, Side> {
  const { tenant, receipts } = played;
  const last = lastOf(tenant, receipts);
  const only = tenant.select({ or: [] });
  only.add(differs.ids);
  const columns = ["license", "status", "licensedAt", "purgeAt", "purgedAt"];
  const { rows } = tenant.page(only, { columns, limit: LISTED });
  only.free();
  return Object.fromEntries(
    rows.map(({ id, cells: [license, status, licensedAt, purgeAt, purgedAt] }) => {
      const when = license && license !== "none" ? licensedAt : (purgedAt ?? purgeAt);
      return [id, { license, status, when, because: last.get(id)?.rule ?? null } as Side];
    }),
  );
}

/** What happened last to each person. */
function lastOf(tenant: Tenant, receipts: Receipt[]): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>();
  for (const { entry, occurrences } of receipts) {
    if (occurrences.total === 0) continue;
    for (const one of tenant.occurrences(entry, 0, MANY)) if (one.id) found.set(one.id, one);
  }
  return found;
}

/** A plan by its number; the empty one where nobody does anything. */
export function planOf(plans: Plan[], id: number | null): Plan {
  const found = id === null ? { id: 0, name: "", steps: [] } : plans.find((plan) => plan.id === id);
  if (!found) throw new Error("there is no such plan");
  return found;
}

/** Plans out of a file. What their steps do is the engine's to check when they are played. */
export function readPlans(found: Plan[]): Plan[] {
  const good = ({ id, day, command }: Step) => Number.isInteger(id) && /^\d{4}-\d\d-\d\d$/.test(day) && typeof command?.action === "string";
  if (!Array.isArray(found) || !found.every((plan) => Number.isInteger(plan?.id) && typeof plan.name === "string" && Array.isArray(plan.steps) && plan.steps.every((step) => step && good(step)))) {
    throw new LicensingError("INVALID_INPUT", "`plans` is not as this page saves it; take it out of the file");
  }
  return found;
}
