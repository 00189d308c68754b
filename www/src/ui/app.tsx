// The whole page.
import { useEffect, useState } from "../view/jsx-runtime";
import { help, turn } from "../actions";
import { openFiles } from "../files";
import { route } from "../route";
import { planBack } from "../planning";
import { dialog, notices, overview, person, phase } from "../state";
import { t } from "../text";
import { Dialogs } from "./dialogs";
import { Facets } from "./facets";
import { Header } from "./header";
import { History } from "./history";
import { List } from "./list";
import { Banner, Notices } from "./notices";
import { PersonPanel } from "./person";
import { Plans } from "./plans";
import { Pools } from "./pools";
import { Search } from "./search";
import { Settings } from "./settings";
import { Start } from "./start";
import { Time } from "./time";
import { Working } from "./working";

/** Everything there is. */
export function App() {
  const dropping = useDrop();
  useKeys();
  const words = t.value;
  return (
    <div class="app">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById("main")?.focus())}>
        {words.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Banner />
        <Notices />
        <Content />
      </main>
      <Dialogs />
      {!dialog.value && <Working />}
      {dropping && (
        <div class="drop" aria-hidden="true">
          <p>{words.start.dropHere}</p>
        </div>
      )}
    </div>
  );
}

function Content() {
  const state = phase.value;
  if (state.at === "failed") return <p class="failed" role="alert">{state.message}</p>;
  if (state.at === "starting") return <p class="loading" role="status">{t.value.loading}</p>;
  if (!overview.value) return <Start />;
  const { tab } = route.value;
  if (tab === "plans") return <Plans />;
  if (tab === "settings") return <Settings />;
  if (tab === "time") return <Time />;
  if (tab === "history") return <History />;
  return (
    <>
      <Pools />
      <div class={person.value ? "work beside" : "work"}>
        <Facets />
        <section class="card list-card">
          <Search />
          <List />
        </section>
        <PersonPanel />
      </div>
    </>
  );
}

/** Files may be dropped anywhere; there is a button for the same. */
function useDrop(): boolean {
  const [dropping, setDropping] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setDropping(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent) => {
      setDropping(false);
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      if (!dialog.value) void openFiles(event.dataTransfer.files);
    };
    const listeners = { dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, []);
  return dropping;
}

/** Keys of the whole page; none of them while somebody writes. */
function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const writing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea");
      if (writing || event.altKey || dialog.value) return;
      if (event.ctrlKey || event.metaKey) {
        const key = event.key.toLowerCase();
        const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
        if (!way || !overview.value?.[way] || overview.value.later) return;
        event.preventDefault();
        return void (way === "undo" && notices.value[0]?.undo === "plans" ? planBack() : turn(way));
      }
      if (event.key === "/") document.getElementById("search")?.focus();
      else if (event.key === "?") help();
      else return;
      event.preventDefault();
    };
    // A list of names pasted onto the page becomes a selection.
    const paste = (event: ClipboardEvent) => {
      const writing = event.target instanceof Element && event.target.closest("input, textarea");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (writing || dialog.value || !overview.value || !text.trim()) return;
      event.preventDefault();
      dialog.value = { kind: "names", text };
    };
    addEventListener("keydown", press);
    addEventListener("paste", paste);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener("paste", paste);
    };
  }, []);
}
