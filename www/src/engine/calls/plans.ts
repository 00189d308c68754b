// Plans, as the page asks for them.
import type { DatedCommand, ExportKind } from "seatplan";
import type { Desk } from "../desk";
import type { Advised, Came, Compared, DryRun, Plan, PlanChange, PlanName, Rehearsal, Step } from "../plan-types";
import { named } from "../names";
import { carry, endOf, happened, inOrder, instantOf, nothing, play, planOf, sides } from "../plans";
import type { ContractChange, Overview } from "../types";

/** A sync comes within this time. */
const SYNC = 24 * 60 * 60 * 1000;

export const planCalls = (desk: Desk) => {
  const { shelf } = desk;
  const now = () => desk.at() ?? desk.tenant.clock!;
  const next = (numbers: { id: number }[]) => Math.max(0, ...numbers.map(({ id }) => id)) + 1;
  const found = async (id: number | null): Promise<Plan> => planOf(await shelf.all(), id);
  const steps = async (id: number | null): Promise<Step[]> => (await found(id)).steps;
  const list = async (): Promise<PlanName[]> => (await shelf.all()).map(({ id, name, steps }) => ({ id, name, steps: steps.length }));

  async function keep(changed: Plan[]): Promise<PlanName[]> {
    desk.mayChange();
    await shelf.put(changed);
    return list();
  }

  /** Puts another plan in the place of one, or none. */
  const replace = async (plan: Plan, other: Plan | null) => keep((await shelf.all()).flatMap((one) => (one === plan ? (other ?? []) : one)));

  const change = (plan: Plan, what: PlanChange): Plan => {
    if ("name" in what) return { ...plan, name: what.name };
    if ("remove" in what) return { ...plan, steps: plan.steps.filter(({ id }) => id !== what.remove) };
    if ("move" in what) return { ...plan, steps: plan.steps.map((step) => (step.id === what.move ? { ...step, day: what.day } : step)) };
    if ("step" in what) {
      return { ...plan, steps: plan.steps.map((step) => (step.id === what.step ? { ...step, command: { ...step.command, whenShort: what.fill ? "fill" : "refuse" } as Step["command"] } : step)) };
    }
    const first = next(plan.steps);
    return { ...plan, steps: [...plan.steps, ...what.add.map((step, place) => ({ id: first + place, ...step }))] };
  };

  const dated = (wanted: Step[]): DatedCommand[] => wanted.map((step) => ({ at: instantOf(step, now()), command: step.command as DatedCommand["command"] }));

  const line = (wanted: Step[], until: string) => desk.tenant.timeline({ until: endOf(until), plan: dated(wanted.filter(({ day }) => day <= until)) });

  return {
    /** Every plan. */
    async plans(): Promise<PlanName[]> {
      return list();
    },

    /** Begins a plan, empty or with the steps of another; gives its number. */
    async newPlan(name: string, like: number | null): Promise<number> {
      const plans = await shelf.all();
      const plan = { id: next(plans), name, steps: await steps(like) };
      await keep([...plans, plan]);
      return plan.id;
    },

    /** Changes a plan. */
    async editPlan(id: number, what: PlanChange): Promise<PlanName[]> {
      const plan = await found(id);
      return replace(plan, change(plan, what));
    },

    /** Drops a plan. */
    async dropPlan(id: number): Promise<PlanName[]> {
      const plan = await found(id);
      return replace(plan, null);
    },

    /** Takes the last change of the plans back. */
    planBack(): Promise<PlanName[]> {
      return shelf.before ? keep(shelf.before) : list();
    },

    /** Plans that the people selected, or all in the list, leave on the day that is looked at. */
    async leaving(id: number, day: string, scope: "marked" | "matching"): Promise<PlanName[]> {
      const { list, tenant } = desk.shown;
      const people = scope === "marked" ? list.marked.clone() : tenant.select(list.filter);
      const ids = people.ids(0, people.count);
      people.free();
      const plan = await found(id);
      return replace(plan, change(plan, { add: [{ day, command: { action: "leave", ids } }] }));
    },

    /** Puts the request in preview into a plan on a day, with what the remedy takes. */
    async putInto(id: number, day: string): Promise<PlanName[]> {
      if (!desk.pending) throw new Error("no request is in preview");
      const add = desk.pending.commands().map((command) => ({ day, command }));
      const plan = await found(id);
      return replace(plan, change(plan, { add }));
    },

    /** What a plan comes to until a day; null for when nobody does anything. */
    async dryRun(id: number | null, until: string): Promise<DryRun> {
      const wanted = await steps(id);
      const { tenant } = desk;
      const timeline = line(wanted, until);
      const played = play(tenant, wanted, now(), until);
      const { lost } = tenant.compare(played.tenant, endOf(until));
      const answer = { came: played.came, timeline, happened: happened(played.tenant, played.receipts), lost: lost[1] };
      played.tenant.free();
      return answer;
    },

    /** Two plans side by side on a day. */
    async comparePlans(ids: [number | null, number | null], until: string): Promise<Compared> {
      const { tenant } = desk;
      const both = [await steps(ids[0]), await steps(ids[1])] as const;
      const lines = both.map((wanted) => line(wanted, until));
      const [one, other] = [play(tenant, both[0], now(), until), play(tenant, both[1], now(), until)];
      const comparison = one.tenant.compare(other.tenant, endOf(until));
      const [mine, theirs] = [sides(one, comparison), sides(other, comparison)];
      const people = comparison.differs.ids.map((id) => ({ id, named: named(tenant, id), sides: [mine[id] ?? null, theirs[id] ?? null] as Compared["people"][number]["sides"] }));
      one.tenant.free();
      other.tenant.free();
      return { comparison, people, cost: [lines[0]!.cost, lines[1]!.cost], days: [lines[0]!.days, lines[1]!.days] };
    },

    /** The cheapest way on from a plan; `into` puts it into another. */
    async advice(id: number | null, until: string, into?: number): Promise<Advised> {
      const { tenant } = desk;
      const wanted = await steps(id);
      const { purchases, cost, bound } = tenant.advise({ until: endOf(until), plan: dated(wanted.filter(({ day }) => day <= until)) });
      const add = purchases.map(({ at, command }) => ({ day: String(at).slice(0, 10), command: command as Step["command"] }));
      if (into !== undefined) {
        const plan = await found(into);
        await replace(plan, change(plan, { add }));
      }
      const first = next(wanted);
      const played = play(tenant, [...wanted, ...add.map((step, place) => ({ id: first + place, ...step }))], now(), until);
      played.tenant.free();
      return { steps: played.came.filter(({ step }) => step >= first), cost, bound };
    },

    /** Carries a plan out until a day. What is refused stays in the plan. */
    async carryOut(id: number, until: string): Promise<Came[]> {
      desk.mayChange();
      const plan = await found(id);
      const taken = nothing();
      const came = carry(desk.tenant, plan.steps, now(), until, taken);
      desk.columns = null;
      for (const operation of taken.operations) await desk.keep(operation);
      const done = new Set(came.filter(({ ok }) => ok).map(({ step }) => step));
      await replace(plan, { ...plan, steps: plan.steps.filter((step) => !done.has(step.id)) });
      return came;
    },

    /** A plan in a form in which it is carried out. */
    async exportPlan(id: number, kind: ExportKind): Promise<{ name: string; bytes: Uint8Array }> {
      const plan = await found(id);
      return { name: plan.name, bytes: desk.tenant.export(kind, { plan: dated(inOrder(plan.steps, now())) }) };
    },

    /** Looks at the end of a day, under a plan or if nobody does anything; null for as it is. */
    async travel(day: string | null, id: number | null): Promise<Overview> {
      await desk.travel(day, id === null ? null : await found(id));
      return desk.overview();
    },

    /** What the next sync would do under settings that are not saved. */
    rehearse(change: ContractChange): Rehearsal {
      const fork = desk.tenant.fork();
      try {
        fork.configure(change, desk.at());
        const pools = fork.pools();
        const until = new Date(Date.parse(fork.clock!) + SYNC).toISOString();
        const receipt = fork.advance(until);
        const { cost, changed } = receipt;
        return { ...happened(fork, [receipt]), until, pools: [pools, fork.pools()], receipt: { cost, changed } };
      } finally {
        fork.free();
      }
    },
  };
};
