// The plan that is open: its steps with what each comes to, and what happens by itself.
import { useEffect, useRef, useState } from "../view/jsx-runtime";
import { travel } from "../actions";
import { EXPORTS } from "../files";
import type { Came, DryRun, Happened, PlanName } from "../engine/plan-types";
import { carryOut, dropPlan, editPlan, newPlan, savePlan } from "../planning";
import { navigate } from "../route";
import { overview } from "../state";
import { fill, say, t } from "../text";
import { moment, money, number } from "../text/format";
import { PoolUse, Purges } from "./charts";
import { MenuItem } from "./header";
import { Icon } from "./icons";
import { Button, Given, Menu } from "./parts";
import { isShortage } from "./preview";
import { Table, When, Who } from "./tables";
import { useUntil } from "./until";
import { Why } from "./why";

/** The plan. */
export function OpenPlan({ plan, run }: { plan: PlanName; run: DryRun | null }) {
  const words = t.value.plans;
  const { today, until } = useUntil();
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus may be gone with a step.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [run]);
  const copy = async () => {
    const id = await newPlan(plan.id);
    if (id !== undefined) navigate({ plan: id });
  };
  const visit = async () => {
    await travel(until, plan.id);
    navigate({ tab: "list", room: "users", text: "", facets: {}, page: 0, person: null });
  };
  return (
    <section class="card room" aria-labelledby="plan-heading">
      <div class="room-head">
        <h2 id="plan-heading" ref={heading} tabIndex={-1}>
          <Given text={plan.name} />
        </h2>
        <div class="actions">
          <Button onClick={() => void visit()}>
            {words.look}
          </Button>
          <Button disabled={!run?.came.some(({ day }) => day <= today)} onClick={() => void carryOut(plan.id, today)}>
            {words.due}
          </Button>
          <Button disabled={plan.steps === 0} onClick={() => void carryOut(plan.id, until)}>
            {words.adopt}
          </Button>
          <Menu id="menu-plan-export" label={words.export} text={words.export} icon="export">
            {(Object.keys(EXPORTS) as (keyof typeof EXPORTS)[]).map((kind) => (
              <MenuItem key={kind} icon="export" text={t.value.exports[kind]} onClick={() => void savePlan(plan.id, kind)} />
            ))}
          </Menu>
          <Button onClick={() => void copy()}>
            {words.copy}
          </Button>
          <Button onClick={() => void dropPlan(plan.id)}>
            {words.drop}
          </Button>
        </div>
      </div>
      <label class="inline-field">
        {words.name}
        <input type="text" required defaultValue={plan.name} onChange={(event) => event.currentTarget.value.trim() && void editPlan(plan.id, { name: event.currentTarget.value.trim() })} />
      </label>
      {plan.steps === 0 ? <p>{words.empty}</p> : <Steps came={run?.came ?? []} plan={plan.id} />}
      <AddPurchase plan={plan.id} />
      {run && plan.steps > 0 && (
        <details>
          <summary>{fill(words.happens, { day: until })}</summary>
          <Happenings happened={run.happened} />
          <Purges found={run.timeline} from={today} until={until} />
          <PoolUse futures={[run.timeline]} heading={t.value.time.pools} />
        </details>
      )}
    </section>
  );
}

/** Steps with what they came to; those of a plan can be changed. */
export function Steps({ came, plan }: { came: Came[]; plan: number | null }) {
  const words = t.value.plans;
  const min = overview.value?.clock?.slice(0, 10);
  return (
    <Table
      label={words.steps}
      head={1}
      look="steps"
      heads={[words.day, words.what, words.outcome, words.cost, ...(plan === null ? [] : [words.actions])]}
      lines={came.map((one, place) => ({
        key: one.step,
        cells: [
          plan === null ? (
            <When iso={one.at} as={moment} />
          ) : (
            <input
              type="date"
              required
              min={min}
              aria-label={fill(words.dayOf, { n: place + 1 })}
              defaultValue={one.day}
              onChange={(event) => event.currentTarget.value && void editPlan(plan, { move: one.step, day: event.currentTarget.value })}
            />
          ),
          <What came={one} plan={plan} />,
          <span class={`tag ${one.ok ? "good" : "bad"}`}>{one.ok ? words.goes : words.stays}</span>,
          one.cost ? money(one.cost) : t.value.none,
          plan !== null && (
            <Button look="icon-button" aria-label={fill(words.remove, { n: place + 1 })} onClick={() => void editPlan(plan, { remove: one.step })}>
              <Icon name="close" />
            </Button>
          ),
        ],
      }))}
    />
  );
}

/** What a step does, why it is refused or what to know of it, and the ways out. */
function What({ came, plan }: { came: Came; plan: number | null }) {
  const words = t.value.plans;
  const { summary, command, findings, step, day } = came;
  return (
    <>
      <span>{summary ? say(summary) : fill(words.leaves, { n: command.count })}</span>
      {findings.map((problem) => (
        <div key={problem.code} class="second">
          <Given text={say(problem)} />
          {problem.rule && <Why rules={[problem.rule]} />}
        </div>
      ))}
      {plan !== null &&
        findings.filter(isShortage).map(({ license, remedies }) => (
          <div key={license} class="actions">
            <Button onClick={() => void editPlan(plan, { step, fill: true })}>
              {words.fit}
            </Button>
            {remedies.map(
              (remedy) =>
                remedy.kind === "purchase" && (
                  <Button onClick={() => void editPlan(plan, { add: [{ day, command: { action: "purchase", [license]: remedy.count } }] })}>
                    {fill(words.buy, { n: remedy.count })}
                  </Button>
                ),
            )}
          </div>
        ))}
    </>
  );
}

function AddPurchase({ plan }: { plan: number }) {
  const words = t.value.plans;
  const { today } = useUntil();
  const [form, setForm] = useState({ day: today, standard: "", archived: "" });
  const add = (event: Event) => {
    event.preventDefault();
    const { day, standard, archived } = form;
    void editPlan(plan, { add: [{ day, command: { action: "purchase", standard: Number(standard), archived: Number(archived) } }] });
  };
  const field = (name: keyof typeof form, type: "date" | "number", label: string) => (
    <label class="inline-field">
      {label}
      <input type={type} min={type === "date" ? today : 0} value={form[name]} onInput={(event) => setForm({ ...form, [name]: event.currentTarget.value })} />
    </label>
  );
  return (
    <form class="inline-form" onSubmit={add}>
      <strong>{words.purchase}</strong>
      {field("standard", "number", words.standard)}
      {field("archived", "number", words.archived)}
      {field("day", "date", words.day)}
      <button type="submit" class="button" disabled={!form.day || !(Number(form.standard) > 0 || Number(form.archived) > 0)}>
        {words.add}
      </button>
    </form>
  );
}

/** What happens by itself: how often each, and the first one by one. */
export function Happenings({ happened }: { happened: Happened }) {
  const words = t.value.plans;
  const kinds: Record<string, string> = t.value.occurrence;
  const { byCode, first, names } = happened;
  const codes = Object.entries(byCode);
  if (codes.length === 0) return null;
  return (
    <section>
      <h3>{words.itself}</h3>
      <ul class="totals">
        {codes.map(([code, count]) => (
          <li key={code} class="tag">
            {kinds[code] ?? code} <strong>{number(count)}</strong>
          </li>
        ))}
      </ul>
      <Table
        label={words.itself}
        head={1}
        heads={[words.when, words.who, words.what, words.people, words.why]}
        lines={first.map(({ at, id, code, count, rule }, place) => ({
          key: place,
          cells: [<When iso={at} as={moment} />, id && names[id] ? <Who {...names[id]} /> : t.value.none, kinds[code] ?? code, number(count), <Why rules={[rule]} />],
        }))}
      />
    </section>
  );
}
