// Two futures side by side: figures, pools over time, and who stands otherwise.
import { useAnswer, useState } from "../view/jsx-runtime";
import type { Compared, Side } from "../engine/plan-types";
import { comparePlans } from "../planning";
import { overview, plans } from "../state";
import { fill, t } from "../text";
import { money, number } from "../text/format";
import { PoolUse } from "./charts";
import { Choice } from "./parts";
import { futures } from "./plans";
import { Table, Who } from "./tables";
import { useUntil } from "./until";
import { Why } from "./why";

/** The comparison, where there is something to compare. */
export function Compare() {
  const words = t.value.compare;
  const { until } = useUntil();
  const all = futures();
  const [chosen, setChosen] = useState<[number | null, number | null | undefined]>([null, undefined]);
  const known = (id: number | null | undefined) => (all.some((one) => one.id === id) ? id! : null);
  const one = known(chosen[0]);
  const other = chosen[1] === undefined ? all.at(-1)!.id : known(chosen[1]);
  const { value } = plans;
  const revision = overview.value?.revision;
  const found = useAnswer(() => (one === other ? null : comparePlans([one, other], until)), [one, other, until, value, revision]);
  if (value.length === 0) return null;
  const options = all.map(({ id, name }): [string, string] => [String(id ?? ""), name]);
  const pick = (place: 0 | 1, label: string) => (
    <Choice
      label={label}
      value={String((place ? other : one) ?? "")}
      options={options}
      onChange={(id) => setChosen(place ? [one, Number(id) || null] : [Number(id) || null, other])}
    />
  );
  const name = (id: number | null) => all.find((future) => future.id === id)!.name;
  return (
    <section class="card room" aria-labelledby="compare-heading">
      <div class="room-head">
        <h2 id="compare-heading">{words.heading}</h2>
        <div class="actions">
          {pick(0, words.one)}
          {pick(1, words.other)}
        </div>
      </div>
      {found && (
        <>
          <Figures found={found} names={[name(one), name(other)]} />
          <PoolUse heading={words.pools} futures={[{ name: name(one), days: found.days[0] }, { name: name(other), days: found.days[1] }]} />
          <People found={found} names={[name(one), name(other)]} />
        </>
      )}
    </section>
  );
}

function Figures({ found, names }: { found: Compared; names: [string, string] }) {
  const words = t.value.compare;
  const { comparison, cost } = found;
  const signed = (count: number) => `${count > 0 ? "+" : ""}${number(count)}`;
  const lines = Object.entries(comparison.status).map(([status, [mine, theirs]]) => ({
    key: status,
    look: mine === theirs ? "same" : "",
    cells: [t.value.status[status as Side["status"]], number(mine), number(theirs), signed(theirs - mine)],
  }));
  const pools = comparison.pools[0].map((mine, place) => {
    const theirs = comparison.pools[1][place]!;
    const figure = (count: number | null) => (count === null ? t.value.pools.unlimited : number(count));
    const both = mine.available !== null && theirs.available !== null;
    return {
      key: mine.holder + mine.license,
      look: mine.available === theirs.available ? "same" : "",
      cells: [
        fill(words.free, { pool: t.value.pools.name[mine.holder][mine.license] }),
        figure(mine.available),
        figure(theirs.available),
        both ? signed(theirs.available! - mine.available!) : t.value.none,
      ],
    };
  });
  const amount = (of: (typeof cost)[0]) => (of ? money(of) : t.value.none);
  const more = cost[0] && cost[1] ? money({ ...cost[1], amount: cost[1].amount - cost[0].amount }) : t.value.none;
  return (
    <Table
      look="numbers"
      label={words.heading}
      heads={[words.figure, ...names, words.difference]}
      lines={[{ key: "cost", cells: [t.value.plans.cost, amount(cost[0]), amount(cost[1]), more] }, ...lines, ...pools]}
    />
  );
}

function People({ found, names }: { found: Compared; names: [string, string] }) {
  const words = t.value.compare;
  const { people, comparison } = found;
  return (
    <section>
      <h3>{words.people}</h3>
      <p>
        {comparison.differs.count === 0 ? words.nobody : fill(words.count, { n: comparison.differs.count })}{" "}
        {comparison.differs.count > people.length && fill(t.value.plans.more, { n: people.length })}
      </p>
      {people.length > 0 && (
        <Table
          label={words.people}
          heads={[t.value.plans.who, ...names]}
          lines={people.map(({ id, named, sides: [mine, theirs] }) => ({ key: id, cells: [<Who {...named} />, <Standing side={mine} />, <Standing side={theirs} />] }))}
        />
      )}
    </section>
  );
}

/** How somebody stands, since or until when, and why. */
function Standing({ side }: { side: Side | null }) {
  const words = t.value.compare;
  if (!side) return <>{t.value.none}</>;
  const { status, when, because } = side;
  return (
    <>
      {t.value.status[status]}
      {when && ` · ${fill(status === "purged" ? words.gone : status === "grace" ? words.to : words.since, { when })}`}
      {because && <Why rules={[because]} />}
    </>
  );
}
