// What a person can do: each action calls the engine and shows what came of it.
import { effect } from "./signals";
import type { AssignmentReport, Problem, Receipt } from "seatplan";
import { faceted } from "./columns";
import { EngineError } from "./engine/rpc";
import { type Engine, startEngine } from "./engine/start";
import type { Ask, ContractChange, Mark, Opening, RemedyKind } from "./engine/types";
import { navigate, navigateHome, route } from "./route";
import { busy, dialog, drawn, facets, keeping, notices, notify, overview, person, phase, plans, view } from "./state";
import { fill, say, t } from "./text";
import { money } from "./text/format";

/** How many values of a column are offered. */
const FACET_VALUES = 40;

/** The engine, once it is started. */
export let engine: Engine;
let end: () => void = () => {};

/** How long one waits gladly. */
const PATIENCE = 500;
let working = 0;
let patience = 0;

/** Does something with the engine; a defect of the engine starts it anew, an error is shown. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (working++ === 0) patience = setTimeout(() => (busy.value = true), PATIENCE) as unknown as number;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code === "STOPPED") return undefined;
    if (error.fatal) await restart(error);
    else notify("bad", said(error));
    return undefined;
  } finally {
    if (--working === 0) {
      clearTimeout(patience);
      busy.value = false;
    }
  }
}

/** Ends what takes too long: the engine is ended with it, and opened anew as the plan was saved. */
export async function stop(): Promise<void> {
  end();
  dialog.value = null;
  await start();
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
  await start();
  notify("bad", t.value.restarted);
}

/** Starts the engine and opens what is kept. */
export async function start(): Promise<void> {
  ({ engine, end } = startEngine((state) => (keeping.value = state)));
  await attempt(async () => {
    opened(await engine.open());
    phase.value = { at: "ready" };
  });
}

function opened({ overview: found, receipt, damaged }: Opening): void {
  overview.value = found;
  if (damaged) notify("bad", t.value.keeping.damaged);
  const due = receipt?.occurrences.total ?? 0;
  if (due > 0) notify("info", fill(t.value.due, { count: due }));
}

/** Makes this tab the one that writes. */
export const takeOver = () => attempt(async () => opened(await engine.open(true)));

let newest = 0;

/** Shows the people the address asks for; a slower answer to an older question is dropped. */
async function showView(): Promise<void> {
  const { room, text, facets: chosen, sort } = route.value;
  if (!overview.value) return;
  const ticket = ++newest;
  await attempt(async () => {
    const found = await engine.view({ room, text, facets: chosen, sort });
    if (ticket === newest) view.value = found;
    // The rows come first, and while somebody types the values wait.
    await new Promise((resolve) => setTimeout(resolve, 80));
    if (ticket !== newest) return;
    const values = await engine.facets(faceted.value, FACET_VALUES);
    if (ticket === newest) facets.value = values;
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
    const name = overview.value?.name;
    if (name !== undefined && name !== of) void attempt(async () => (plans.value = await engine.plans()));
    of = name;
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

/** Applies the request in preview, or takes a remedy. */
export const apply = (remedy?: RemedyKind) =>
  attempt(async () => {
    const { plan, clock } = overview.value!;
    // What is done under a plan goes into it, and is there when the day is looked at again.
    if (plan) {
      const day = clock!.slice(0, 10);
      plans.value = await engine.putInto(plan.id, day, remedy);
      overview.value = await engine.travel(day, plan.id);
      notify("good", fill(t.value.plans.put, { name: plan.name, day }));
    } else {
      await changed(await engine.apply(remedy));
    }
    dialog.value = null;
  });

export async function changed(receipt: Receipt): Promise<void> {
  overview.value = await engine.overview();
  const parts = receipt.report ? [say(receipt.report.summary)] : [];
  if (receipt.cost) parts.push(fill(t.value.done.cost, { cost: money(receipt.cost) }));
  if (parts.length > 0) notify("good", parts.join(" "), true);
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

/** Opens the form of counts, prices and policy. */
export const editContract = () => attempt(async () => (dialog.value = { kind: "contract", contract: await engine.contract() }));

/** Saves counts, prices and policy; what is wrong with them comes back. */
export async function configure(change: ContractChange): Promise<EngineError | null> {
  try {
    await changed(await engine.configure(change));
    dialog.value = null;
    return null;
  } catch (error) {
    if (error instanceof EngineError && !error.fatal) return error;
    await attempt(() => Promise.reject(error));
    return null;
  }
}

let queue: File[] = [];
let place = 0;

/** Looks at files, one after another. */
export async function openFiles(chosen: Iterable<File>): Promise<void> {
  queue = [...chosen];
  place = 0;
  await nextFile();
}

/** The next file in the queue. */
export async function nextFile(): Promise<void> {
  const file = queue[place++];
  if (!file) {
    dialog.value = null;
    await attempt(() => engine.drop());
    return;
  }
  const base = { kind: "file" as const, name: file.name, place, of: queue.length };
  dialog.value = { ...base, look: null, failure: null };
  await attempt(async () => {
    try {
      dialog.value = { ...base, look: await engine.look(file), failure: null };
    } catch (error) {
      if (!(error instanceof EngineError) || error.fatal || error.code === "STOPPED") throw error;
      dialog.value = { ...base, look: null, failure: error.message };
    }
  });
}

/** Takes the file that was looked at. */
export const takeFile = (name: string, plan: boolean) =>
  attempt(async () => {
    const first = overview.value === null || plan;
    overview.value = await engine.take();
    if (first) navigateHome();
    notify("good", plan ? fill(t.value.file.opened, { name }) : fill(t.value.file.done, { name }), !first);
    await nextFile();
  });

/** Opens the sample tenant, by the same way as any file. */
export const openSample = () =>
  attempt(async () => {
    const names = ["plan.json", "users.csv", "mailboxes.csv"];
    const [plan, ...exports] = await Promise.all(names.map(async (name) => (await fetch(`sample/${name}`)).arrayBuffer()));
    overview.value = await engine.sample(t.value.menu.sample, plan!, exports);
    navigateHome();
  });

/** Gives bytes as a file. */
export function download(name: string, bytes: Uint8Array, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Gives the plan as a file. */
export const saveBackup = () =>
  attempt(async () => {
    const { name, bytes } = await engine.backup();
    download(`${name}.seatplan.json`, bytes, "application/json");
  });

/** The forms in which a plan is carried out, and how their files end. */
export const EXPORTS = { csv: "csv", json: "json", powershell: "ps1", requests: "requests.json", ics: "ics", checklist: "md" } as const;

/** Gives what was planned in the form in which it is carried out. */
export const saveExport = (kind: keyof typeof EXPORTS) =>
  attempt(async () => {
    const { name, bytes } = await engine.export(kind);
    download(`${name}.${EXPORTS[kind]}`, bytes, "application/octet-stream");
  });

/** Closes the plan and forgets it. */
export const forget = () =>
  attempt(async () => {
    await engine.forgetPlans();
    await engine.forget();
    dialog.value = null;
    overview.value = null;
    view.value = null;
    keeping.value = null;
    navigateHome();
  });

/** Opens the help, at a rule where one is named. */
export function help(rule: string | null = null): void {
  dialog.value = { kind: "help", rule };
}

/** The rules in the engine's words. */
export const rules = () => attempt(() => engine.rules());
export const engineVersion = () => attempt(() => engine.version());

/** Searches; while somebody types, Back leads to before. */
export function search(text: string, typing: boolean): void {
  navigate({ text, page: 0 }, typing);
}
