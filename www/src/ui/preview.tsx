// What a request would do, before it is applied: one sentence, the pools, the way out when it is short,
// and each person's data. Everything said here is the engine's.
import type { Children } from "../view/jsx-runtime";
import { useState } from "../view/jsx-runtime";
import type { InsufficientLicenses, PoolChange, Problem } from "seatplan";
import { apply, ask as askFor, leaveOut, mark, turnPreview } from "../actions";
import type { NamedOutcome, Preview } from "../engine/types";
import { putInto } from "../planning";
import { overview, plans, view } from "../state";
import { fill, say, t } from "../text";
import { moment, number } from "../text/format";
import { closeDialog } from "./dialogs";
import { Icon } from "./icons";
import { Pager } from "./pager";
import { Button, Choice, Given, Modal } from "./parts";
import { Short } from "./short";
import { Table, When, Who } from "./tables";
import { Why } from "./why";

const PAGE = 100;

/** Whether an error is a shortage. */
export const isShortage = (error: Problem | InsufficientLicenses): error is InsufficientLicenses => "remedies" in error;

/** The preview of a request. */
export function PreviewDialog({ preview }: { preview: Preview }) {
  const words = t.value.preview;
  const { report, plain, ask, lost, remedy, first } = preview;
  // Of a refused request nothing changes; the summary says what it would have changed.
  const wanted = Number(plain.summary.params.changes ?? plain.changes);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = report.ok && report.changes > 0 && (lost === 0 || typed.trim() === String(lost));
  const shortages = plain.errors.filter(isShortage);
  const errors = report.errors.filter((error): error is Problem => !isShortage(error));
  // What is short is said once, with the ways out.
  const warnings = report.warnings.filter((warning) => !isShortage(warning));
  const take = async () => {
    setBusy(true);
    await apply(remedy);
    setBusy(false);
  };
  const plan = overview.value?.plan;
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
          <Button onClick={closeDialog}>
            {t.value.cancel}
          </Button>
          {!plan && <IntoPlan />}
          {report.ok && (
            <Button look={lost > 0 ? "button danger" : "button primary"} disabled={!ready || busy} onClick={() => void take()}>
              {plan ? t.value.plans.putButton : report.changes > 0 ? fill(words.confirm[ask.action], { n: report.changes }) : words.nothing}
            </Button>
          )}
        </>
      }
    >
      <p class="sentence" role="status">{[...first, report.summary].map(say).join(" ")}</p>
      {errors.map((error) => (
        <Finding key={error.code} tone="bad" problem={error}>
          {error.code === "NOT_LICENSABLE" && (
            <Button onClick={() => void leaveOut()}>
              {fill(words.leaveOut, { n: error.count })}
            </Button>
          )}
          {error.code === "EMPTY_FILTER" && (
            <Button onClick={() => void mark({ kind: "all", on: true }).then(() => askFor({ ...ask, scope: "marked" }))}>
              {fill(t.value.list.selectAllMatching, { n: view.value!.count })}
            </Button>
          )}
        </Finding>
      ))}
      {shortages.length > 0 && (
        <Short shortages={shortages} changes={wanted} names={preview.names} chosen={remedy} busy={busy || errors.length > 0} />
      )}
      {lost > 0 && (
        <p class="notice bad">
          <Icon name="bad" />
          {fill(words.lose, { n: lost })}
        </p>
      )}
      <PoolChanges changes={report.pools} />
      {warnings.length > 0 && (
        <section>
          <h3>{words.warnings}</h3>
          {warnings.map((warning) => (
            <Finding key={warning.code} tone="warning" problem={warning} />
          ))}
        </section>
      )}
      <People preview={preview} />
    </Modal>
  );
}

/** Instead of now: in a plan, on a day. */
function IntoPlan() {
  const words = t.value.plans;
  const today = overview.value?.clock?.slice(0, 10) ?? "";
  const [open, setOpen] = useState(false);
  const [plan, setPlan] = useState(String(plans.value.at(-1)?.id ?? ""));
  const [day, setDay] = useState(today);
  const put = (event: Event) => {
    event.preventDefault();
    void putInto(Number(plan) || null, day);
  };
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)}>
        {words.into}…
      </Button>
    );
  }
  return (
    <form class="inline-form" onSubmit={put}>
      <Choice label={words.into} value={plan} options={[...plans.value.map(({ id, name }): [string, string] => [String(id), name]), ["", words.new]]} onChange={setPlan} />
      <label class="field">
        <span>{words.intoDay}</span>
        <input type="date" required min={today} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button" disabled={!(day >= today)}>
        {words.putButton}
      </button>
    </form>
  );
}

function Finding({ tone, problem, children }: { tone: "bad" | "warning"; problem: Problem | InsufficientLicenses; children?: Children }) {
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

/** Pools before and after. */
export function PoolChanges({ changes }: { changes: PoolChange[] }) {
  const words = t.value.preview;
  const names = t.value.pools;
  if (changes.length === 0) return null;
  const figure = (count: number | null) => (count === null ? names.unlimited : number(count));
  return (
    <section>
      <h3>{words.pools}</h3>
      <Table
        label={words.pools}
        heads={[words.pool, words.assigned, words.availableColumn]}
        lines={changes.map(({ holder, license, before, after }) => ({
          key: holder + license,
          cells: [
            names.name[holder][license],
            fill(words.becomes, { before: number(before.assigned), after: number(after.assigned) }),
            <>
              {fill(words.becomes, { before: figure(before.available), after: figure(after.available) })}
              {after.over > 0 && <span class="tag bad">{fill(names.over, { over: after.over })}</span>}
            </>,
          ],
        }))}
      />
    </section>
  );
}

function People({ preview }: { preview: Preview }) {
  const words = t.value.preview;
  const { columns, becomes } = words;
  const { status } = t.value;
  const { totals, outcomes, offset } = preview;
  const total = Object.values(totals).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <section>
      <h3>{words.people}</h3>
      <ul class="totals">
        {Object.entries(totals).map(([outcome, count]) => (
          <li key={outcome} class={`tag outcome ${outcome}`}>
            {t.value.outcome[outcome as NamedOutcome["outcome"]]} <strong>{number(count)}</strong>
          </li>
        ))}
      </ul>
      <Table
        look="people"
        label={words.people}
        heads={[columns.person, columns.status, columns.outcome, columns.until, columns.next]}
        lines={outcomes.map(({ id, name, principalName, before, after, outcome, rules, purgeAt, nextBackupBy }) => ({
          key: id,
          cells: [
            <Who name={name} principalName={principalName} />,
            before === after ? status[before] : fill(becomes, { before: status[before], after: status[after] }),
            <>
              <span class={`tag outcome ${outcome}`}>{t.value.outcome[outcome]}</span> <Why rules={rules} />
            </>,
            <When iso={purgeAt} as={moment} />,
            <When iso={nextBackupBy} as={moment} />,
          ],
        }))}
      />
      <Pager offset={offset} shown={outcomes.length} total={total} size={PAGE} onTurn={(to) => void turnPreview(to)} />
    </section>
  );
}
