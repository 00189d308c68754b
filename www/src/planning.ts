// What a person can do with plans.
import { attempt, engine } from "./actions";
import { EXPORTS, give } from "./files";
import type { PlanChange } from "./engine/plan-types";
import type { ContractChange } from "./engine/types";
import { navigate } from "./route";
import { dialog, notices, notify, overview, plans } from "./state";
import { fill, t } from "./text";

/** Begins a plan, perhaps with the steps of another. */
export const newPlan = (like: number | null) =>
  attempt(async () => {
    const name = fill(t.value.plans.named, { n: plans.value.length + 1 });
    const id = await engine.newPlan(name, like);
    plans.value = await engine.plans();
    notices.value = [];
    return id;
  });

/** Changes a plan. */
export const editPlan = (id: number, change: PlanChange) =>
  attempt(async () => {
    plans.value = await engine.editPlan(id, change);
    notices.value = [];
    if ("remove" in change) notify("info", t.value.plans.removed, "plans");
  });

/** Drops a plan. */
export const dropPlan = (id: number) =>
  attempt(async () => {
    plans.value = await engine.dropPlan(id);
    notify("info", t.value.plans.dropped, "plans");
    navigate({ plan: null }, true);
    document.getElementById("plans-heading")?.focus();
  });

/** Takes the last change of the plans back. */
export const planBack = () =>
  attempt(async () => {
    plans.value = await engine.planBack();
    notices.value = [];
  });

/** Puts the request in preview into a plan on a day; null begins one. */
export const putInto = (id: number | null, day: string) =>
  attempt(async () => {
    const plan = id ?? (await newPlan(null));
    if (plan === undefined) return;
    plans.value = await engine.putInto(plan, day);
    dialog.value = null;
    notify("good", fill(t.value.plans.put, { name: plans.value.find((one) => one.id === plan)?.name, day }));
  });

/** Plans that people leave on the day that is looked at. */
export const leaving = (scope: "marked" | "matching") =>
  attempt(async () => {
    const { plan, clock } = overview.value!;
    const day = clock!.slice(0, 10);
    plans.value = await engine.leaving(plan!.id, day, scope);
    overview.value = await engine.travel(day, plan!.id);
    notify("good", fill(t.value.plans.put, { name: plan!.name, day }));
  });

/** What a plan comes to. */
export const dryRun = (id: number | null, until: string) => attempt(() => engine.dryRun(id, until));

/** Two plans side by side. */
export const comparePlans = (ids: [number | null, number | null], until: string) => attempt(() => engine.comparePlans(ids, until));

/** The cheapest way on. */
export const advice = (id: number | null, until: string) => attempt(() => engine.advice(id, until));

/** Puts the advice into a plan; null begins one. */
export const takeAdvice = (id: number | null, until: string) =>
  attempt(async () => {
    const plan = id ?? (await newPlan(null));
    if (plan === undefined) return;
    await engine.advice(id, until, plan);
    plans.value = await engine.plans();
    navigate({ plan });
  });

/** Carries a plan out until a day. */
export const carryOut = (id: number, until: string) =>
  attempt(async () => {
    const came = await engine.carryOut(id, until);
    overview.value = await engine.overview();
    plans.value = await engine.plans();
    const done = came.filter(({ ok }) => ok).length;
    notify(done > 0 ? "good" : "bad", fill(t.value.plans.done, { n: done, refused: came.length - done }), done > 0 ? "tenant" : null);
  });

/** Gives a plan in the form in which it is carried out. */
export const savePlan = (id: number, kind: keyof typeof EXPORTS) => give(() => engine.exportPlan(id, kind), EXPORTS[kind]);

/** What the next sync would do; throws what is wrong with the settings. */
export const rehearse = (change: ContractChange) => engine.rehearse(change);

/** A day some days after another, by the browser's own calendar. */
export function later(day: string, days: number): string {
  const input = document.createElement("input");
  input.type = "date";
  input.value = day;
  if (day) input.stepUp(days);
  return input.value;
}
