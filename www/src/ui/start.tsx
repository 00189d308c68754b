// Before anything is open.
import { openSample } from "../files";
import { tenants } from "../state";
import { t } from "../text";
import { OpenFiles } from "./header";
import { TenantList } from "./tenants";
import { Button } from "./parts";

/** How to begin. */
export function Start() {
  const words = t.value;
  return (
    <section class="start card">
      <p class="claim">{words.claim}</p>
      {tenants.value.length > 0 && (
        <>
          <h2>{words.tenants.heading}</h2>
          <TenantList />
        </>
      )}
      <h2>{words.start.heading}</h2>
      <p>{words.start.drop}</p>
      <p class="start-actions">
        <OpenFiles class="button primary" />
        <Button onClick={() => void openSample()}>
          {words.start.sample}
        </Button>
      </p>
      <h3>{words.start.kinds}</h3>
      <dl class="kinds">
        {words.start.kind.map(([name, how]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
      <p class="privacy">{words.privacy}</p>
    </section>
  );
}
