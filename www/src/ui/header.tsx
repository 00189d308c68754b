// The top of the page: what it is, which plan, whether it is saved, and what concerns the whole of it.
import { useRef } from "../view/jsx-runtime";
import { help } from "../actions";
import type { Room } from "../engine/types";
import { EXPORTS, openFiles, saveBackup, saveExport } from "../files";
import { navigate, route, TABS } from "../route";
import { dialog, keeping, overview, persisted } from "../state";
import { showTenants } from "../tenants";
import { language, languages, speak, t, type Language } from "../text";
import { instant, number, size } from "../text/format";
import { dress, theme, themes } from "../theme";
import { Day } from "./day";
import { Turns } from "./history";
import { Icon, Mark } from "./icons";
import { Button, Choice, Given, Menu } from "./parts";

const ROOMS: Room[] = ["users", "mailboxes"];

/** The header. */
export function Header() {
  const plan = overview.value;
  const words = t.value;
  return (
    <header class="top">
      <div class="brand">
        <Mark />
        <h1>{words.title}</h1>
      </div>
      {plan && (
        <div class="plan-name">
          <Given text={plan.name} />
          <Day />
          <Turns />
        </div>
      )}
      <Kept />
      <div class="top-actions">
        {plan && (
          <Menu id="menu-plan" label={words.menu.plan} text={words.menu.plan} icon="plan">
            <OpenFiles class="menu-item" />
            <MenuItem icon="good" text={words.menu.names} onClick={() => (dialog.value = { kind: "names", text: "" })} />
            {(Object.keys(EXPORTS) as (keyof typeof EXPORTS)[]).map((kind) => (
              <MenuItem key={kind} icon="export" text={words.exports[kind]} onClick={() => void saveExport(kind)} />
            ))}
            <MenuItem icon="disk" text={words.menu.backup} onClick={() => void saveBackup()} />
            <MenuItem icon="plan" text={words.menu.tenants} onClick={() => void showTenants()} />
            <MenuItem icon="close" text={words.menu.forget} onClick={() => (dialog.value = { kind: "forget" })} />
          </Menu>
        )}
        <Menu id="menu-settings" label={words.menu.settings} icon="settings">
          <Choice
            label={words.menu.language}
            value={language.value}
            options={Object.entries(languages) as [Language, string][]}
            onChange={(wanted) => void speak(wanted)}
          />
          <Choice label={words.menu.theme} value={theme.value} options={themes.map((name) => [name, words.menu.themes[name]])} onChange={dress} />
        </Menu>
        <Button look="icon-button" aria-label={words.menu.help} onClick={() => help()}>
          <Icon name="help" />
        </Button>
      </div>
      {plan && (
        <nav class="rooms" aria-label={words.menu.plan}>
          {ROOMS.map((room) => (
            <a
              key={room}
              href={`#${room}`}
              aria-current={route.value.tab === "list" && route.value.room === room ? "page" : undefined}
              onClick={(event) => {
                event.preventDefault();
                navigate({ tab: "list", room, text: "", facets: {}, sort: [], page: 0, person: null });
              }}
            >
              {words.room[room]} <span class="number">{number(plan.people[room])}</span>
            </a>
          ))}
          {TABS.map((tab) => (
            <a
              key={tab}
              href={`#${tab}`}
              aria-current={route.value.tab === tab ? "page" : undefined}
              onClick={(event) => {
                event.preventDefault();
                navigate({ tab, person: null });
              }}
            >
              {words.tab[tab]}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

function hideMenu(event: Event): void {
  (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
}

/** A thing to do, in a menu. */
export function MenuItem({ icon, text, onClick }: { icon: Parameters<typeof Icon>[0]["name"]; text: string; onClick: () => void }) {
  return (
    <Button
      look="menu-item"
      onClick={(event) => {
        hideMenu(event);
        onClick();
      }}
    >
      <Icon name={icon} />
      {text}
    </Button>
  );
}

/** A button that opens files. */
export function OpenFiles({ class: name }: { class: string }) {
  const input = useRef<HTMLInputElement>(null);
  const words = t.value;
  return (
    <>
      <Button
        look={name}
        onClick={(event) => {
          hideMenu(event);
          input.current?.click();
        }}
      >
        <Icon name="open" />
        {words.menu.open}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".csv,.json,.txt,.tsv"
        aria-label={words.menu.open}
        onChange={(event) => {
          const { currentTarget } = event;
          const chosen = [...(currentTarget.files ?? [])];
          // The same file may be chosen again.
          currentTarget.value = "";
          if (chosen.length > 0) void openFiles(chosen);
        }}
      />
    </>
  );
}

/** Whether the plan is on disk. */
function Kept() {
  const state = keeping.value;
  if (!state || !overview.value) return null;
  const words = t.value.keeping;
  const title = state.state === "saved" ? `${instant(state.at)}, ${size(state.bytes)}` : undefined;
  const clearable = state.state === "saved" && !persisted.value;
  return (
    <p class={`kept ${state.state}`} role="status" title={title}>
      <Icon name={state.state === "saved" ? "good" : state.state === "saving" ? "disk" : "warning"} />
      {clearable ? words.clearable : words[state.state]}
    </p>
  );
}
