// What a request would do, before it is applied: one sentence, the pools, the way out when it is short,
// and each person's data. Everything said here is the engine's.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { InsufficientLicenses, PoolChange, Problem } from "seatplan";
import { apply, leaveOut, turnPreview } from "../actions";
import type { NamedOutcome, Preview } from "../engine/types";
import { fill, say, t } from "../text";
import { moment, number } from "../text/format";
import { closeDialog } from "./dialogs";
import { Icon } from "./icons";
import { Pager } from "./pager";
import { Given, Modal } from "./parts";
import { Short } from "./short";
import { Why } from "./why";

const PAGE = 100;

/** Whether an error is a shortage. */
export const isShortage = (error: Problem | InsufficientLicenses): error is InsufficientLicenses => "remedies" in error;

/** The preview of a request. */
export function PreviewDialog({ preview }: { preview: Preview }) {
  const words = t.value.preview;
  const { report, totals, ask } = preview;
  const lost = totals.lost ?? 0;
  // Of a refused request nothing changes; the summary says what it would have changed.
  const wanted = Number(report.summary.params.changes ?? report.changes);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = report.ok && report.changes > 0 && (lost === 0 || typed.trim() === String(lost));
  const shortages = report.errors.filter(isShortage);
  const errors = report.errors.filter((error): error is Problem => !isShortage(error));
  const take = async (remedy?: Parameters<typeof apply>[0]) => {
    setBusy(true);
    await apply(remedy);
    setBusy(false);
  };
  return (
    <Modal
      wide
      title={words.heading[ask.action]}
      onClose={closeDialog}
      footer={
        <>
          {report.ok && lost > 0 && (
            <label class="confirm-type">
              {fill(words.type, { n: String(lost) })}
              <input type="text" inputMode="numeric" autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
            </label>
          )}
          <button type="button" class="button" onClick={closeDialog}>
            {t.value.cancel}
          </button>
          {report.ok && (
            <button type="button" class={lost > 0 ? "button danger" : "button primary"} disabled={!ready || busy} onClick={() => void take()}>
              {report.changes > 0 ? fill(words.confirm[ask.action], { n: report.changes }) : words.nothing}
            </button>
          )}
        </>
      }
    >
      <p class="sentence">{say(report.summary)}</p>
      {errors.map((error) => (
        <Finding key={error.code} tone="bad" problem={error}>
          {error.code === "NOT_LICENSABLE" && (
            <button type="button" class="button" onClick={() => void leaveOut()}>
              {fill(words.leaveOut, { n: error.count })}
            </button>
          )}
        </Finding>
      ))}
      {shortages.length > 0 && (
        <Short shortages={shortages} changes={wanted} names={preview.names} busy={busy || errors.length > 0} onTake={(kind) => void take(kind)} />
      )}
      {lost > 0 && (
        <p class="notice bad">
          <Icon name="bad" />
          {fill(words.lose, { n: lost })}
        </p>
      )}
      <PoolChanges changes={report.pools} />
      {report.warnings.length > 0 && (
        <section>
          <h3>{words.warnings}</h3>
          {report.warnings.map((warning) => (
            <Finding key={warning.code} tone="warning" problem={warning} />
          ))}
        </section>
      )}
      <People preview={preview} />
    </Modal>
  );
}

function Finding({ tone, problem, children }: { tone: "bad" | "warning"; problem: Problem | InsufficientLicenses; children?: ComponentChildren }) {
  return (
    <div class={`finding ${tone}`}>
      <Icon name={tone} />
      <div>
        <p>
          <Given text={say(problem)} />
        </p>
        {children}
        {problem.rule && <Why rules={[problem.rule]} />}
      </div>
    </div>
  );
}

function PoolChanges({ changes }: { changes: PoolChange[] }) {
  const words = t.value.preview;
  const names = t.value.pools;
  if (changes.length === 0) return null;
  const figure = (count: number | null) => (count === null ? names.unlimited : number(count));
  return (
    <section>
      <h3>{words.pools}</h3>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.pool}</th>
            <th scope="col">{words.assigned}</th>
            <th scope="col">{words.availableColumn}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ holder, license, before, after }) => (
            <tr key={holder + license}>
              <th scope="row">{names.name[holder][license]}</th>
              <td data-label={words.assigned}>{fill(words.becomes, { before: number(before.assigned), after: number(after.assigned) })}</td>
              <td data-label={words.availableColumn}>
                {fill(words.becomes, { before: figure(before.available), after: figure(after.available) })}
                {after.over > 0 && <span class="tag bad">{fill(names.over, { over: after.over })}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function People({ preview }: { preview: Preview }) {
  const words = t.value.preview;
  const { totals, outcomes, offset } = preview;
  const total = Object.values(totals).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <section>
      <h3 id="preview-people">{words.people}</h3>
      <ul class="totals">
        {Object.entries(totals).map(([outcome, count]) => (
          <li key={outcome} class={`tag outcome ${outcome}`}>
            {t.value.outcome[outcome as NamedOutcome["outcome"]]} <strong>{number(count)}</strong>
          </li>
        ))}
      </ul>
      <table class="plain people" aria-labelledby="preview-people">
        <thead>
          <tr>
            {(["person", "status", "outcome", "until", "next"] as const).map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <PersonRow key={outcome.id} outcome={outcome} />
          ))}
        </tbody>
      </table>
      <Pager offset={offset} shown={outcomes.length} total={total} size={PAGE} onTurn={(to) => void turnPreview(to)} />
    </section>
  );
}

function PersonRow({ outcome }: { outcome: NamedOutcome }) {
  const words = t.value;
  const { columns, becomes } = words.preview;
  const { name, principalName, before, after, purgeAt, nextBackupBy } = outcome;
  return (
    <tr>
      <th scope="row">
        <Given text={name} />
        {principalName !== name && (
          <span class="second">
            <Given text={principalName} />
          </span>
        )}
      </th>
      <td data-label={columns.status}>{before === after ? words.status[before] : fill(becomes, { before: words.status[before], after: words.status[after] })}</td>
      <td data-label={columns.outcome}>
        <span class={`tag outcome ${outcome.outcome}`}>{words.outcome[outcome.outcome]}</span> <Why rules={outcome.rules} />
      </td>
      <td data-label={columns.until}>{purgeAt ? <time dateTime={purgeAt}>{moment(purgeAt)}</time> : words.none}</td>
      <td data-label={columns.next}>{nextBackupBy ? <time dateTime={nextBackupBy}>{moment(nextBackupBy)}</time> : words.none}</td>
    </tr>
  );
}
