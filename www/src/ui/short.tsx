// Insufficient licenses: what is missing, and the three ways out, each a click away.
import type { InsufficientLicenses, Remedy } from "seatplan";
import { choose } from "../actions";
import type { Named, RemedyKind } from "../engine/types";
import { fill, reason, say, t } from "../text";
import { money } from "../text/format";
import { Icon } from "./icons";
import { Button, Given } from "./parts";
import { Why } from "./why";

type Of<K extends RemedyKind> = Extract<Remedy, { kind: K }>;

/** The remedies of one kind, one for each pool that is short. */
function remediesOf<K extends RemedyKind>(shortages: InsufficientLicenses[], kind: K): Of<K>[] {
  return shortages.flatMap(({ remedies }) => remedies.filter((remedy): remedy is Of<K> => remedy.kind === kind));
}

const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

/** The message and its remedies. The one that is chosen is for all pools that are short, and the preview follows it. */
export function Short({ shortages, changes, names, chosen, busy }: {
  shortages: InsufficientLicenses[];
  changes: number;
  names: Record<string, Named>;
  chosen: RemedyKind | null;
  busy: boolean;
}) {
  const words = t.value.short;
  return (
    <section class="short" aria-labelledby="short-heading">
      <h3 id="short-heading">
        <Icon name="warning" />
        {words.heading}
      </h3>
      {shortages.map((shortage) => (
        <p key={shortage.holder}>{say(shortage)}</p>
      ))}
      <Why rules={[...new Set(shortages.map(({ rule }) => rule))]} />
      <h4>{words.remedies}</h4>
      <div class="remedies">
        <Fewer remedies={remediesOf(shortages, "selectFewer")} chosen={chosen} busy={busy} />
        <Purchase remedies={remediesOf(shortages, "purchase")} pools={shortages.length} changes={changes} chosen={chosen} busy={busy} />
        <Free remedies={remediesOf(shortages, "deactivate")} changes={changes} names={names} chosen={chosen} busy={busy} />
      </div>
    </section>
  );
}

interface Props<K extends RemedyKind> {
  remedies: Of<K>[];
  chosen: RemedyKind | null;
  busy: boolean;
}

/** Chooses a way out; once more, none. */
function Way({ kind, chosen, disabled, text }: { kind: RemedyKind; chosen: RemedyKind | null; disabled: boolean; text: string }) {
  const pressed = kind === chosen;
  return (
    <Button aria-pressed={pressed} disabled={disabled} onClick={() => void choose(pressed ? null : kind)}>
      {text}
    </Button>
  );
}

function Fewer({ remedies, chosen, busy }: Props<"selectFewer">) {
  const words = t.value.short;
  const fits = total(remedies.map((remedy) => remedy.fits));
  return (
    <article class="remedy">
      <h5>{words.fewer}</h5>
      <p>{fill(words.fewerText, { n: total(remedies.map((remedy) => remedy.deselect)) })}</p>
      <Way kind="selectFewer" chosen={chosen} disabled={busy || fits === 0} text={fits === 0 ? words.fewerNone : fill(words.fewerButton, { n: fits })} />
    </article>
  );
}

function Purchase({ remedies, pools, changes, chosen, busy }: Props<"purchase"> & { pools: number; changes: number }) {
  const words = t.value.short;
  const offered = remedies.length === pools;
  return (
    <article class="remedy">
      <h5>{words.purchase}</h5>
      {offered ? (
        <>
          {remedies.map(({ license, cost }) => (
            <p key={license}>{cost ? fill(words.cost, { cost: money(cost) }) : words.noCost}</p>
          ))}
          <Way kind="purchase" chosen={chosen} disabled={busy} text={fill(words.purchaseButton, { n: total(remedies.map((remedy) => remedy.count)), changes })} />
        </>
      ) : (
        <p>{words.notOffered}</p>
      )}
    </article>
  );
}

function Free({ remedies, changes, names, chosen, busy }: Props<"deactivate"> & { changes: number; names: Record<string, Named> }) {
  const words = t.value.short;
  const missing = total(remedies.map((remedy) => remedy.missing));
  const candidates = remedies.flatMap((remedy) => remedy.candidates);
  const count = total(remedies.map((remedy) => remedy.count));
  return (
    <article class="remedy">
      <h5>{words.free}</h5>
      {candidates.length > 0 && (
        <details>
          <summary>{fill(words.see, { n: count - missing })}</summary>
          <ul class="candidates" tabIndex={0} aria-label={words.free}>
            {candidates.map(({ id, how, reason: why, purgeAt }) => (
              <li key={id}>
                <strong>
                  <Given text={names[id]?.name ?? id} />
                </strong>{" "}
                {words.how[how]}: {reason(why)} ({purgeAt ? fill(words.purge, { iso: purgeAt }) : words.nothingLost})
              </li>
            ))}
          </ul>
        </details>
      )}
      {missing > 0 && <p>{fill(words.freeMissing, { n: missing })}</p>}
      <Way kind="deactivate" chosen={chosen} disabled={busy || missing > 0} text={fill(words.freeButton, { n: count, changes })} />
    </article>
  );
}
