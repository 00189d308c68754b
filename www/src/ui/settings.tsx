// The room of settings: licenses, prices, policy, and auto-protection with a rehearsal of what it will do.
import type { Problem } from "seatplan";
import { configure, contract as ask } from "../actions";
import { EngineError } from "../engine/rpc";
import type { Rehearsal } from "../engine/plan-types";
import type { Contract, ContractChange } from "../engine/types";
import { rehearse } from "../planning";
import { changeOf, formOf, type Section } from "../settings";
import { overview } from "../state";
import { fill, t } from "../text";
import { money } from "../text/format";
import { useAnswer, useEffect, useState } from "../view/jsx-runtime";
import { Fields, Others, problemsOf } from "./fields";
import { PoolChanges } from "./preview";
import { Happenings } from "./steps";

const SECTIONS: Section[] = ["purchased", "prices", "policy", "automation"];
/** How long somebody must have written nothing before what it means is worked out. */
const PAUSE = 300;

/** The room. */
export function Settings() {
  const words = t.value.contract;
  const { revision, later } = overview.value!;
  const contract = useAnswer(ask, [revision]);
  return (
    <section class="card room" aria-labelledby="settings-heading">
      <h2 id="settings-heading">{t.value.tab.settings}</h2>
      {later ? <p>{words.later}</p> : contract && <SettingsForm contract={contract} />}
    </section>
  );
}

function SettingsForm({ contract }: { contract: Contract }) {
  const words = t.value.contract;
  const [form, set] = useState(() => formOf(contract));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [found, setFound] = useState<Rehearsal | null>(null);
  useEffect(() => set(formOf(contract)), [contract]);
  const change = changeOf(form, SECTIONS, contract);
  useEffect(() => {
    const timer = setTimeout(() => void rehearsal(change).then(([came, wrong]) => (setFound(came), setProblems(wrong))), PAUSE);
    return () => clearTimeout(timer);
  }, [JSON.stringify(change)]);
  const save = async (event: Event) => {
    event.preventDefault();
    const error = await configure(change);
    setProblems(error ? problemsOf(error) : []);
    if (error) document.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void save(event)}>
      {SECTIONS.map((section) => (
        <Fields key={section} section={section} form={form} set={set} problems={problems} />
      ))}
      <Others problems={problems} />
      <p>
        <button type="submit" class="button primary">
          {words.save}
        </button>
      </p>
      <section aria-labelledby="rehearsal-heading">
        <h3 id="rehearsal-heading">{words.rehearsal}</h3>
        <p class="hint">{words.rehearsalText}</p>
        <div role="status">{found && Object.keys(found.byCode).length === 0 && <p>{words.nothing}</p>}</div>
        {found && (
          <>
            {found.receipt.cost && <p>{fill(t.value.done.cost, { cost: money(found.receipt.cost) })}</p>}
            <Happenings happened={found} />
            <PoolChanges changes={found.pools[0].map((before, place) => ({ holder: before.holder, license: before.license, before, after: found.pools[1][place]! }))} />
          </>
        )}
      </section>
    </form>
  );
}

/** What the next sync would do, or what is wrong with the settings. */
async function rehearsal(change: ContractChange): Promise<[Rehearsal | null, Problem[]]> {
  try {
    return [await rehearse(change), []];
  } catch (error) {
    if (!(error instanceof EngineError) || error.fatal) throw error;
    return [null, error.code === "STOPPED" ? [] : problemsOf(error)];
  }
}
