// A file before it changes anything: what it is, what it would change, and what cannot be read.
import { useEffect, useState } from "../view/jsx-runtime";
import type { ImportReport, Problem, Sniffed } from "seatplan";
import { cancelFile, takeFile } from "../files";
import { progress } from "../state";
import type { FileLook } from "../engine/types";
import { fill, say, t } from "../text";
import { number, size } from "../text/format";
import { Icon } from "./icons";
import { Button, Given, Modal } from "./parts";

/** How many bad rows are listed. */
const LISTED = 50;

/** The dialog of one file. */
export function FileDialog({ look, failure, name, place, of }: { look: FileLook | null; failure: string | null; name: string; place: number; of: number }) {
  const words = t.value.file;
  // A second click on the file before is none on this one.
  const [busy, setBusy] = useState(place > 1);
  useEffect(() => void (look && place > 1 && setTimeout(() => setBusy(false), 300)), [look]);
  const rows = look?.report ? look.report.added + look.report.updated + look.report.unchanged : 0;
  return (
    <Modal
      wide={look?.report != null}
      title={of > 1 ? `${words.heading} · ${fill(words.of, { n: place, of })}` : words.heading}
      onClose={() => void cancelFile()}
      footer={
        <>
          <Button onClick={() => void cancelFile()}>
            {failure ? t.value.close : t.value.cancel}
          </Button>
          {look && (
            <Button
              look="button primary"
              disabled={busy || (!look.plan && rows === 0 && look.report?.kind !== "spanning")}
              onClick={() => {
                setBusy(true);
                void takeFile(name, look.plan).then(() => setBusy(false));
              }}
            >
              {look.plan ? words.takePlan : fill(words.take, { n: rows })}
            </Button>
          )}
        </>
      }
    >
      <p class="file-name">
        <Icon name="open" /> <strong><Given text={name} /></strong>
        {look && <span class="second">{size(look.size)}</span>}
      </p>
      {!look && !failure && !progress.value && <p role="status">{t.value.loading}</p>}
      {failure && (
        <p class="notice bad" role="alert">
          <Icon name="bad" />
          <span>
            {fill(words.failed, { name })}: <Given text={failure} />
          </span>
        </p>
      )}
      {look?.plan && <p>{words.plan}. {words.planText}</p>}
      {look?.report && <Changes report={look.report} />}
      {look?.sniffed && <Mapping sniffed={look.sniffed} />}
    </Modal>
  );
}

function Changes({ report }: { report: ImportReport }) {
  const words = t.value.file;
  const { kind, rows, added, updated, unchanged, deleted, refused, conflicts, drift } = report;
  const figures: [string, number][] = [
    [words.rows, rows], [words.added, added], [words.updated, updated], [words.unchanged, unchanged], [words.deleted, deleted],
  ];
  return (
    <>
      <p class="file-kind">{kind ? (words.kinds[kind]) : words.table}</p>
      <dl class="figures" aria-label={words.changes}>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <Rows title={words.refused} problems={refused} />
      <Rows title={words.conflicts} problems={conflicts} />
      {drift.length > 0 && (
        <p class="finding warning">
          <Icon name="warning" />
          {words.drift}: {number(drift.length)}
        </p>
      )}
    </>
  );
}

function Rows({ title, problems }: { title: string; problems: Problem[] }) {
  const words = t.value.file;
  if (problems.length === 0) return null;
  return (
    <details class="bad-rows" open={problems.length <= 5}>
      <summary>
        <Icon name="warning" />
        {title}: {number(problems.length)}
      </summary>
      <ul tabIndex={0} aria-label={title}>
        {problems.slice(0, LISTED).map((problem, place) => (
          <li key={place}>
            {problem.line !== undefined && <strong>{fill(words.line, { line: problem.line })}: </strong>}
            <Given text={say(problem)} />
          </li>
        ))}
        {problems.length > LISTED && <li>{fill(words.more, { n: problems.length - LISTED })}</li>}
      </ul>
    </details>
  );
}

function Mapping({ sniffed }: { sniffed: Sniffed }) {
  const words = t.value.file;
  return (
    <details>
      <summary>{words.mapping}</summary>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={words.mapping}>
        <table class="plain sample">
          <thead>
            <tr>
              {sniffed.columns.map(({ header, column }, place) => (
                <th key={place} scope="col">
                  <Given text={header} />
                  <span class="second">
                    {header !== column && "→ "}
                    <Given text={column} />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sniffed.rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, place) => (
                  <td key={place}>
                    <Given text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
