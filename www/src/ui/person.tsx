// Somebody in full, beside the list: tags, what each action would do, and everything known.
import { useEffect, useRef } from "../view/jsx-runtime";
import { ask } from "../actions";
import { cellText } from "../cells";
import type { Person } from "../engine/types";
import { navigate } from "../route";
import { overview, person } from "../state";
import { nameOf, tagsOf } from "../tags";
import { columnName, fill, t } from "../text";
import { instant } from "../text/format";
import { Icon } from "./icons";
import { Button, Given } from "./parts";
import { Why } from "./why";

/** The panel, while somebody is open. */
export function PersonPanel() {
  const found = person.value;
  return found && <Panel key={found.id} found={found} />;
}

function Panel({ found }: { found: Person }) {
  const words = t.value.person;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector("h2")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else document.querySelector<HTMLElement>(".grid [tabindex='0']")?.focus();
    };
  }, []);
  const close = () => navigate({ person: null });
  const cells = Object.fromEntries(found.fields.map(({ column, value }) => [column.name, value]));
  const name = nameOf(cells, found.id);
  return (
    <aside
      ref={panel}
      class="card panel"
      aria-labelledby="person-name"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header>
        <h2 id="person-name" tabIndex={-1}>
          <Given text={name} />
        </h2>
        <Button look="icon-button" aria-label={t.value.close} onClick={close}>
          <Icon name="close" />
        </Button>
      </header>
      {cells.principalName && cells.principalName !== name && <p class="second"><Given text={cells.principalName} /></p>}
      <p class="tags">
        {tagsOf(cells).map(({ text, look, title }) => (
          <span key={text} class={`tag ${look}`} title={title}>
            {text}
          </span>
        ))}
      </p>
      <h3>{words.whatIf}</h3>
      <ul class="what-if">
        {found.whatIf.map((option) => (
          <WhatIf key={option.action} id={found.id} {...option} />
        ))}
      </ul>
      <h3>{words.fields}</h3>
      <dl class="fields">
        {found.fields.map(({ column, value }) => {
          if (value === null || value === "") return null;
          const label = column.type === "instant" ? fill(t.value.list.utc, { label: columnName(column) }) : columnName(column);
          return (
            <div key={column.name}>
              <dt><Given text={label} /></dt>
              <dd><bdi>{cellText({ ...column, sortable: false }, value)}</bdi></dd>
            </div>
          );
        })}
      </dl>
    </aside>
  );
}

function WhatIf({ id, action, outcome, report }: Person["whatIf"][number] & { id: string }) {
  const words = t.value.person;
  if (!outcome) return null;
  const { purgeAt, nextBackupBy } = outcome;
  return (
    <li>
      <Button disabled={outcome.outcome === "unchanged" || overview.value?.later} onClick={() => void ask({ action, scope: { ids: [id] } })}>
        {t.value.action[action]}
      </Button>
      <div>
        <p>
          {t.value.outcome[outcome.outcome]}
          {outcome.outcome === "retainedUntil" && purgeAt && ` (${fill(words.until, { iso: purgeAt })})`}
          {outcome.outcome === "lost" && purgeAt && ` (${fill(words.at, { date: instant(purgeAt) })})`}
          {nextBackupBy && outcome.outcome !== "unchanged" && `; ${fill(words.nextBackup, { iso: nextBackupBy })}`}
          {!report.ok && report.errors.some((error) => "remedies" in error) && <strong> {words.short}</strong>}
        </p>
        {outcome.outcome !== "unchanged" && <Why rules={outcome.rules} />}
      </div>
    </li>
  );
}
