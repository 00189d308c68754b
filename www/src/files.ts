// Files that come in, and files that are given.
import { attempt, engine, stop } from "./actions";
import { EngineError } from "./engine/rpc";
import type { FileLook } from "./engine/types";
import { navigateHome } from "./route";
import { dialog, notify, overview } from "./state";
import { fill, t } from "./text";

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
  // What is found out about a file that was put away in the meantime is not shown.
  const show = (look: FileLook | null, failure: string | null) => {
    if (queue[place - 1] === file) dialog.value = { kind: "file", name: file.name, place, of: queue.length, look, failure };
  };
  show(null, null);
  await attempt(async () => {
    try {
      show(await engine.look(file), null);
    } catch (error) {
      if (!(error instanceof EngineError) || error.fatal || error.code === "STOPPED") throw error;
      show(null, error.message);
    }
  });
}

/** Puts a file away, also while it is being read; once is enough. */
export async function cancelFile(): Promise<void> {
  if (!queue[place - 1]) return;
  delete queue[place - 1];
  if (dialog.value?.kind === "file" && !dialog.value.look && !dialog.value.failure) await stop();
  await nextFile();
}

/** Takes the file that was looked at. */
export const takeFile = (name: string, plan: boolean) =>
  attempt(async () => {
    const first = overview.value === null || plan;
    overview.value = await engine.take();
    if (first) navigateHome();
    notify("good", fill(t.value.file[plan ? "opened" : "done"], { name }), first ? null : "tenant");
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

/** Gives what the engine makes as a file; how its name ends says what it is. */
export const give = (make: () => Promise<{ name: string; bytes: Uint8Array }>, ending: string) =>
  attempt(async () => {
    const { name, bytes } = await make();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes as BlobPart]));
    link.download = `${name}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });

/** Gives the plan as a file. */
export const saveBackup = () => give(() => engine.backup(), "seatplan.json");

/** The forms in which a plan is carried out, and how their files end. */
export const EXPORTS = { csv: "csv", json: "json", powershell: "ps1", requests: "requests.json", ics: "ics", checklist: "md" } as const;

/** Gives what was planned in the form in which it is carried out. */
export const saveExport = (kind: keyof typeof EXPORTS) => give(() => engine.export(kind), EXPORTS[kind]);
