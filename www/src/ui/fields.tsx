// Fields of the settings, each with what is wrong with it beside it.
import type { Problem } from "seatplan";
import { configure } from "../actions";
import type { EngineError } from "../engine/rpc";
import type { Contract } from "../engine/types";
import { changeOf, type Field, fieldsOf, type Form, formOf, type Section } from "../settings";
import { say, t } from "../text";
import { useState } from "../view/jsx-runtime";
import { closeDialog } from "./dialogs";
import { Button, Choice, Given, Modal } from "./parts";
import { Why } from "./why";

/** What is wrong, by where it is. */
export function problemsOf(error: EngineError): Problem[] {
  const { details, message } = error;
  return Array.isArray(details) && details.length > 0 ? (details as Problem[]) : [{ code: "INVALID_INPUT", rule: null, message, params: {}, ids: [], count: 0 }];
}

/** The fields of a section. */
export function Fields({ section, form, set, problems }: { section: Section; form: Form; set: (form: Form) => void; problems: Problem[] }) {
  return (
    <fieldset>
      <legend>{t.value.contract[section]}</legend>
      {fieldsOf(section).map((field) => (!field.when || field.when(form)) && <One key={field.name} field={field} form={form} set={set} wrong={problems.filter(({ path }) => path?.startsWith(field.name))} />)}
    </fieldset>
  );
}

function One({ field, form, set, wrong }: { field: Field; form: Form; set: (form: Form) => void; wrong: Problem[] }) {
  const { name, label, kind, options, rules } = field;
  const value = form[name] ?? "";
  const change = (next: string) => set({ ...form, [name]: next });
  const id = wrong.length > 0 ? `wrong-${name}` : undefined;
  const told = { "aria-invalid": wrong.length > 0 || undefined, "aria-describedby": id };
  return (
    <div class="setting">
      {kind === "choice" ? (
        <Choice label={label} value={value} options={options!} onChange={change} />
      ) : kind === "check" ? (
        <label class="check-field">
          <input type="checkbox" checked={value !== ""} {...told} onChange={(event) => change(event.currentTarget.checked ? "on" : "")} />
          {label}
        </label>
      ) : (
        <label class="field">
          <span>{label}</span>
          <input type={kind as "text"} min={kind === "number" ? 0 : undefined} value={value} {...told} onInput={(event) => change(event.currentTarget.value)} />
        </label>
      )}
      <div id={id} class="wrong">
        {wrong.map((problem, place) => (
          <p key={place}>
            <Given text={say(problem)} />
          </p>
        ))}
      </div>
      {rules && <Why rules={rules} />}
    </div>
  );
}

/** What is wrong and belongs to no field. */
export function Others({ problems }: { problems: Problem[] }) {
  const rest = problems.filter(({ path }) => !path);
  return (
    <div role="alert">
      {problems.length > 0 && <p class="wrong">{t.value.contract.wrong}</p>}
      {rest.map((problem, place) => (
        <p key={place} class="wrong">
          <Given text={say(problem)} />
        </p>
      ))}
    </div>
  );
}

/** How many licenses there are, wherever one is asked for them. */
export function CountsDialog({ contract }: { contract: Contract }) {
  const words = t.value.contract;
  const [form, set] = useState(() => formOf(contract));
  const [problems, setProblems] = useState<Problem[]>([]);
  const save = async (event: Event) => {
    event.preventDefault();
    const error = await configure(changeOf(form, ["purchased"], contract));
    setProblems(error ? problemsOf(error) : []);
  };
  return (
    <Modal
      title={words.purchased}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>
            {t.value.cancel}
          </Button>
          <button type="submit" form="contract" class="button primary">
            {words.save}
          </button>
        </>
      }
    >
      <Others problems={problems} />
      <form id="contract" class="form" noValidate onSubmit={(event) => void save(event)}>
        <Fields section="purchased" form={form} set={set} problems={problems} />
      </form>
    </Modal>
  );
}
