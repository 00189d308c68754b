// The four pools, as the engine counts them.
import type { Pool } from "seatplan";
import { editContract } from "../actions";
import { navigate } from "../route";
import { overview } from "../state";
import { fill, t } from "../text";
import { number } from "../text/format";
import { Button } from "./parts";

/** The pools side by side. */
export function Pools() {
  const words = t.value.pools;
  return (
    <section class="pools" aria-label={words.heading}>
      {overview.value!.pools.map((pool) => (
        <PoolCard key={`${pool.holder} ${pool.license}`} pool={pool} />
      ))}
    </section>
  );
}

function PoolCard({ pool }: { pool: Pool }) {
  const words = t.value.pools;
  const { holder, license, purchased, assigned, available, over } = pool;
  const name = words.name[holder][license];
  return (
    <article class={`pool card ${license} ${over > 0 ? "over" : ""}`}>
      <div class="pool-row">
        <h2>{name}</h2>
        {holder === "users" && !overview.value!.later && (
          <Button look="link" aria-label={`${words.set} ${name}`} onClick={() => void editContract()}>
            {words.set}
          </Button>
        )}
      </div>
      <div class="pool-row">
        <p class="pool-figure">
          <strong>{available === null ? words.unlimited : number(available)}</strong> {available === null ? "" : words.available}
          {over > 0 && <span class="tag bad">{fill(words.over, { over })}</span>}
        </p>
        <Button
          look="link"
          aria-label={`${fill(words.assigned, { assigned, purchased })}. ${fill(words.show, { name })}`}
          onClick={() => navigate({ tab: "list", room: holder, text: "", facets: { license: [license] }, page: 0, person: null })}
        >
          {fill(words.assigned, { assigned, purchased })}
        </Button>
      </div>
      <Bar assigned={assigned} purchased={purchased} />
    </article>
  );
}

/** The same as the words beside it, as a picture. */
function Bar({ assigned, purchased }: { assigned: number; purchased: number | null }) {
  const share = purchased === null || purchased === 0 ? (assigned > 0 ? 1 : 0) : Math.min(1, assigned / purchased);
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-all" width="100" height="6" rx="0" />
      <rect class="bar-used" width={share * 100} height="6" rx="0" />
    </svg>
  );
}
