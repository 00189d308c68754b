// What a person can do: each action calls the engine and shows what came of it.
import { effect } from "./signals";
import type { AssignmentReport, Facet, Problem, Receipt } from "seatplan";
import { faceted } from "./columns";
import { EngineError } from "./engine/rpc";
import { type Engine, startEngine } from "./engine/start";
import type { Ask, ContractChange, Mark, News, Opening, RemedyKind } from "./engine/types";
import { navigate, route } from "./route";
import { busy, dialog, drawn, facets, keeping, notices, notify, overview, person, phase, plans, progress, view } from "./state";
import { list, thisTabs } from "./tenants";
import { fill, say, t } from "./text";
import { money } from "./text/format";

/** How many values of a column are offered. */
const FACET_VALUES = 40;

/** What the page calls. */
export let engine: Engine;
let end: () => void = () => {};

/** How long one waits gladly. */
const PATIENCE = 500;
/** How soon something that is stopped has to end. */
const SOON = 80;
let working = 0;
let patience = 0;

/** Waits so many milliseconds. */
export const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Does something with the engine; a defect of the engine starts it anew, an error is shown. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (working++ === 0) patience = setTimeout(() => (busy.value = true), PATIENCE) as unknown as number;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code === "STOPPED") return undefined;
    if (error.fatal) await restart(error);
    else refused(error);
    return undefined;
  } finally {
    if (--working === 0) {
      clearTimeout(patience);
      busy.value = false;
    }
  }
}

/** Says why something was not done. What only another tab can do is offered here. */
function refused(error: EngineError): void {
  const { elsewhere, unsaved } = t.value.keeping;
  const text = { ELSEWHERE: elsewhere, UNSAVED: unsaved }[error.code];
  if (text) dialog.value = null;
  notify("bad", text ?? said(error));
  // Not while the dialog is still there.
  setTimeout(() => document.getElementById("take-over")?.focus());
}

/** Stops what takes too long: between two steps, or else by ending the engine, which is opened anew as it was saved. */
export async function stop(): Promise<void> {
  dialog.value = null;
  engine.stop().catch(() => {});
  await wait(SOON);
  if (working > 0) {
    // What is kept nowhere else is not ended.
    const state = keeping.value?.state;
    if (overview.value && state !== "saved" && state !== "otherTab") return;
    end();
    await start(state === "saved");
  }
  notify("info", t.value.stopped);
}

/** An error in words: the sentence of a refusal, else the message. */
function said(error: EngineError): string {
  const report = error.details as Partial<AssignmentReport> | null;
  const told = report?.summary ? [report.summary, ...(report.errors ?? [])] : [{ ...error, rule: null, message: error.message, params: {}, ids: [], count: 0 } as unknown as Problem];
  return told.map(say).join(" ");
}

let restarts = 0;

async function restart(error: EngineError): Promise<void> {
  end();
  dialog.value = null;
  if (restarts++ >= 3 || phase.value.at !== "ready") {
    phase.value = { at: "failed", message: error.message };
    return;
  }
  await start(keeping.value?.state !== "otherTab");
  notify("bad", t.value.restarted);
}

/** Starts the engine and opens the tenant this tab had open, or the one saved last; `steal`: it was this tab that wrote. */
export async function start(steal = false): Promise<void> {
  ({ engine, end } = startEngine(hear));
  progress.value = null;
  await attempt(async () => {
    const id = thisTabs();
    if (id !== "") opened(await engine.open(id, steal));
    await list();
    phase.value = { at: "ready" };
  });
}

/** Hears what the engine tells by itself. */
function hear(news: News): void {
  if (news.kind === "keeping") keeping.value = news.keeping;
  else if (news.kind === "progress") progress.value = news.progress;
  else void attempt(async () => opened(await engine.follow())).then(list);
}

/** Shows a tenant that was opened, or that there is none. */
export function opened({ overview: found, due, damaged }: Opening): void {
  if (found?.id !== overview.value?.id) notices.value = [];
  overview.value = found;
  if (!found) view.value = null;
  if (damaged) notify("bad", t.value.keeping.damaged[damaged]);
  if (due > 0) notify("info", fill(t.value.due, { count: due }));
}

let newest = 0;
/** What the values offered were counted for: people and words. */
let counted = "";

/** Values in their places of before, also those that nobody has now: nothing moves under a pointer. */
const steady = (before: Facet[], now: Facet[]): Facet[] =>
  now.map((facet) => {
    const values = new Map(before.find(({ column }) => column === facet.column)?.values.map(({ value }) => [value, 0]));
    for (const { value, count } of facet.values) values.set(value, count);
    return { ...facet, values: [...values].map(([value, count]) => ({ value, count })) };
  });

/** Shows the people the address asks for; a slower answer to an older question is dropped. */
async function showView(): Promise<void> {
  const { room, text, facets: chosen, sort } = route.value;
  if (!overview.value) return;
  const ticket = ++newest;
  await attempt(async () => {
    const found = await engine.view({ room, text, facets: chosen, sort });
    if (ticket === newest) view.value = found;
    // The rows come first, and while somebody types the values wait.
    await wait(150);
    if (ticket !== newest) return;
    const values = await engine.facets(faceted.value, FACET_VALUES);
    if (ticket !== newest) return;
    // While only what is chosen changes.
    const { name, people } = overview.value!;
    const now = [name, people[room], room, text].join();
    facets.value = counted === now ? steady(facets.value, values) : values;
    counted = now;
  });
}

/** Sees to it that the list follows the address and the plan. */
export function follow(): void {
  let asked = "";
  effect(() => {
    const { room, text, facets: chosen, sort } = route.value;
    const question = JSON.stringify([overview.value?.revision, overview.value?.clock, overview.value?.name, room, text, chosen, sort]);
    if (overview.value && question !== asked) void showView();
    asked = question;
  });
  let of: string | undefined;
  effect(() => {
    const { id, name } = overview.value ?? {};
    const now = id ?? name;
    if (now !== undefined && now !== of) void attempt(async () => (plans.value = await engine.plans()));
    of = now;
  });
  effect(() => {
    const { person: id } = route.value;
    // Asked again at every change of the plan.
    if (id === null || !overview.value) person.value = null;
    else void attempt(async () => (person.value = await engine.person(id)));
  });
}

/** Rows for the grid and the table. */
export const rows = (version: number, offset: number, limit: number, columns: string[]) =>
  attempt(() => engine.rows(version, offset, limit, columns));

/** Changes the selection. */
export const mark = (change: Mark) =>
  attempt(async () => {
    const marks = await engine.mark(change);
    if (view.value) view.value = { ...view.value, ...marks };
    if (change.kind !== "row") drawn.value++;
  });

/** Selects everybody who is named; gives the names that are nobody's. */
export const pick = (names: string[]) =>
  attempt(async () => {
    const { marks, missing } = await engine.pick(names);
    if (view.value) view.value = { ...view.value, ...marks };
    drawn.value++;
    return missing;
  });

/** What could come at a place of the search. */
export const complete = (text: string, position: number) => attempt(() => engine.complete(text, position));

/** Shows what a request would do. */
export const ask = (request: Ask) =>
  attempt(async () => (dialog.value = { kind: "preview", preview: await engine.preview(request) }));

/** Another part of the preview. */
export const turnPreview = (offset: number) =>
  attempt(async () => (dialog.value = { kind: "preview", preview: await engine.previewed(offset) }));

/** Takes those out of the request who cannot be served. */
export const leaveOut = () => attempt(async () => (dialog.value = { kind: "preview", preview: await engine.leaveOut() }));

/** Chooses a way out of a shortage, or none. */
export const choose = (remedy: RemedyKind | null) => attempt(async () => (dialog.value = { kind: "preview", preview: await engine.choose(remedy) }));

/** Applies the request in preview, with the remedy that is shown. */
export const apply = (remedy: RemedyKind | null) =>
  attempt(async () => {
    const { plan, clock } = overview.value!;
    // What is done under a plan goes into it, and is there when the day is looked at again.
    if (plan) {
      const day = clock!.slice(0, 10);
      plans.value = await engine.putInto(plan.id, day);
      overview.value = await engine.travel(day, plan.id);
      notify("good", fill(t.value.plans.put, { name: plan.name, day }));
    } else {
      await changed(await engine.apply(remedy));
    }
    dialog.value = null;
  });

async function changed(receipt: Receipt): Promise<void> {
  overview.value = await engine.overview();
  const parts = receipt.report ? [say(receipt.report.summary)] : [];
  if (receipt.cost) parts.push(fill(t.value.done.cost, { cost: money(receipt.cost) }));
  if (parts.length > 0) notify("good", parts.join(" "), "tenant");
}

/** Takes the newest change back, or does it again. */
export const turn = (way: "undo" | "redo") =>
  attempt(async () => {
    const receipt = await engine[way]();
    overview.value = await engine.overview();
    if (!receipt) return;
    notices.value = [];
    notify("info", t.value.history.turned[way]);
  });

/** Everything that was done. */
export const history = () => attempt(() => engine.history());

/** What happens until a day. */
export const timeline = (until: string) => attempt(() => engine.timeline(until));

/** Looks at a later day, perhaps under a plan; null for as it is. */
export const travel = (day: string | null, plan: number | null = null) => attempt(async () => (overview.value = await engine.travel(day, plan)));

/** The account, its counts, prices and settings. */
export const contract = () => attempt(() => engine.contract());

/** Opens the form of counts. */
export const editContract = () => attempt(async () => (dialog.value = { kind: "contract", contract: await engine.contract() }));

/** Saves counts, prices and policy; what is wrong with them comes back. */
export async function configure(change: ContractChange): Promise<EngineError | null> {
  try {
    await changed(await engine.configure(change));
    dialog.value = null;
    return null;
  } catch (error) {
    if (error instanceof EngineError && !error.fatal && error.code !== "ELSEWHERE") return error;
    await attempt(() => Promise.reject(error));
    return null;
  }
}

/** Writes again what could not be written. */
export const retry = () => attempt(() => engine.flush());

/** Opens the help, at a rule where one is named. */
export function help(rule: string | null = null): void {
  dialog.value = { kind: "help", rule };
}

/** The rules in the engine's words. */
export const rules = () => attempt(() => engine.rules());
export const engineVersion = () => attempt(() => engine.version());

/** Searches; Back leads to before somebody typed. */
export function search(text: string): void {
  navigate({ text, page: 0 }, true);
}
