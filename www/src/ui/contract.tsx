// Counts, account, prices and policy: what the engine is told of the contract.
import { useState } from "preact/hooks";
import type { Policy, Problem } from "seatplan";
import { configure } from "../actions";
import type { EngineError } from "../engine/rpc";
import type { Contract } from "../engine/types";
import { say, t } from "../text";
import { digits } from "../text/format";
import { closeDialog } from "./dialogs";
import { Icon } from "./icons";
import { Choice, Given, Modal } from "./parts";

/** What is written in the form: texts, which the engine reads. */
interface Form {
  account: Contract["account"];
  standard: string;
  archived: string;
  priced: boolean;
  currency: string;
  priceStandard: string;
  priceArchived: string;
  termStart: string;
  renewal: string;
  graceDays: string;
  archivedDeactivation: Policy["archivedDeactivation"];
  retentionDays: string;
  mailboxes: Policy["mailboxes"];
  trialCap: string;
}

/** A number in a form; what is none is handed to the engine as it is, which says so. */
const numeric = (text: string) => (text.trim() === "" ? 0 : Number(text));
/** Prices are entered in whole units of the currency and counted in its smallest. */
const minor = (text: string, currency: string) => Math.round(numeric(text.replace(",", ".")) * 10 ** digits(currency));
const units = (amount: number, currency: string) => (amount / 10 ** digits(currency)).toFixed(digits(currency));

function formOf({ account, purchased, prices, policy }: Contract): Form {
  return {
    account,
    standard: String(purchased.standard),
    archived: String(purchased.archived),
    priced: prices != null,
    currency: prices?.currency ?? "EUR",
    priceStandard: prices ? units(prices.standard, prices.currency) : "",
    priceArchived: prices ? units(prices.archived, prices.currency) : "",
    termStart: prices?.termStart ?? "",
    renewal: prices?.renewal ?? "",
    graceDays: policy.graceDays === undefined ? "" : String(policy.graceDays),
    archivedDeactivation: policy.archivedDeactivation ?? "immediate",
    retentionDays: policy.retentionDays == null ? "" : String(policy.retentionDays),
    mailboxes: policy.mailboxes ?? "perLicense",
    trialCap: policy.trialCap === undefined ? "" : String(policy.trialCap),
  };
}

function contractOf(form: Form): Contract {
  const { graceDays, trialCap } = form;
  const currency = form.currency.trim().toUpperCase();
  return {
    account: form.account,
    purchased: { standard: numeric(form.standard), archived: numeric(form.archived) },
    prices: form.priced
      ? {
          currency,
          standard: minor(form.priceStandard, currency),
          archived: minor(form.priceArchived, currency),
          termStart: form.termStart,
          renewal: form.renewal,
        }
      : null,
    policy: {
      archivedDeactivation: form.archivedDeactivation,
      mailboxes: form.mailboxes,
      retentionDays: form.retentionDays.trim() === "" ? null : Number(form.retentionDays),
      // Empty: as the engine has it.
      ...(graceDays.trim() !== "" && { graceDays: Number(graceDays) }),
      ...(trialCap.trim() !== "" && { trialCap: Number(trialCap) }),
    },
  };
}

/** The form. */
export function ContractDialog({ contract }: { contract: Contract }) {
  const words = t.value.contract;
  const [form, setForm] = useState(() => formOf(contract));
  const [wrong, setWrong] = useState<EngineError | null>(null);
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  const count = (name: "standard" | "archived" | "graceDays" | "retentionDays" | "trialCap", label: string) => (
    <label class="field">
      <span>{label}</span>
      <input type="number" inputMode="numeric" min="0" step="1" value={form[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />
    </label>
  );
  const text = (name: "currency" | "priceStandard" | "priceArchived", label: string) => (
    <label class="field">
      <span>{label}</span>
      <input type="text" value={form[name]} inputMode={name === "currency" ? "text" : "decimal"} onInput={(event) => set({ [name]: event.currentTarget.value })} />
    </label>
  );
  const date = (name: "termStart" | "renewal", label: string) => (
    <label class="field">
      <span>{label}</span>
      <input type="date" value={form[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />
    </label>
  );
  const save = (event: Event) => {
    event.preventDefault();
    void configure(contractOf(form)).then(setWrong);
  };
  return (
    <Modal
      title={words.heading}
      onClose={closeDialog}
      footer={
        <>
          <button type="button" class="button" onClick={closeDialog}>
            {t.value.cancel}
          </button>
          <button type="submit" form="contract" class="button primary">
            {words.save}
          </button>
        </>
      }
    >
      {wrong && <Wrong error={wrong} />}
      <form id="contract" class="form" noValidate onSubmit={save}>
        <fieldset>
          <legend>{words.purchased}</legend>
          {count("standard", words.standard)}
          {count("archived", words.archived)}
          <Choice
            label={words.account}
            value={form.account}
            options={(["paid", "trial", "expired"] as const).map((name) => [name, words.accounts[name]])}
            onChange={(account) => set({ account })}
          />
        </fieldset>
        <fieldset>
          <legend>{words.prices}</legend>
          <label class="check-field">
            <input type="checkbox" checked={form.priced} onChange={(event) => set({ priced: event.currentTarget.checked })} />
            {words.usePrices}
          </label>
          {form.priced && (
            <>
              <p class="hint">{words.pricesText}</p>
              {text("currency", words.currency)}
              {text("priceStandard", words.standard)}
              {text("priceArchived", words.archived)}
              {date("termStart", words.termStart)}
              {date("renewal", words.renewal)}
            </>
          )}
        </fieldset>
        <fieldset>
          <legend>{words.policy}</legend>
          {count("graceDays", words.graceDays)}
          <Choice
            label={words.archivedDeactivation}
            value={form.archivedDeactivation}
            options={[["immediate", words.immediate], ["grace", words.grace]]}
            onChange={(archivedDeactivation) => set({ archivedDeactivation })}
          />
          {count("retentionDays", words.retention)}
          <Choice
            label={words.mailboxes}
            value={form.mailboxes}
            options={[["perLicense", words.perLicense], ["unlimited", words.unlimited]]}
            onChange={(mailboxes) => set({ mailboxes })}
          />
          {form.account === "trial" && count("trialCap", words.trialCap)}
        </fieldset>
      </form>
    </Modal>
  );
}

function Wrong({ error }: { error: EngineError }) {
  const { details } = error;
  const list = Array.isArray(details) ? details : ((details as { problems?: unknown } | null)?.problems ?? null);
  const problems = Array.isArray(list) ? (list as Problem[]) : [];
  return (
    <div class="notice bad" role="alert">
      <Icon name="bad" />
      <div>
        <p>{t.value.contract.wrong}</p>
        {problems.length === 0 && <p><Given text={error.message} /></p>}
        <ul>
          {problems.map((problem, place) => (
            <li key={place}>
              {problem.path && <code>{problem.path}</code>} <Given text={say(problem)} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
