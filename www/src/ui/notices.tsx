// Messages above the list.
import { editContract, retry, turn } from "../actions";
import { saveBackup } from "../files";
import { planBack } from "../planning";
import { dismiss, keeping, notices, overview, unset } from "../state";
import { takeOver } from "../tenants";
import { fill, t } from "../text";
import { LaterBanner } from "./day";
import { Icon } from "./icons";
import { Button, Given } from "./parts";

/** What came of an action. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, tone, text, undo }) => (
        <div key={id} class={`notice ${tone}`}>
          <Icon name={tone} />
          <p>
            <Given text={text} />
          </p>
          {undo && (
            <Button disabled={undo === "tenant" && (!overview.value?.undo || overview.value.later)} onClick={() => void (undo === "plans" ? planBack() : turn("undo"))}>
              <Icon name="undo" />
              {t.value.history.undo}
            </Button>
          )}
          <Button look="icon-button" aria-label={t.value.close} onClick={() => dismiss(id)}>
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}

/** What is so all the time. */
export function Banner() {
  const words = t.value;
  const plan = overview.value;
  const kept = keeping.value;
  return (
    <>
      <LaterBanner />
      {plan && kept?.state === "otherTab" && (
        <div class="notice bad">
          <Icon name="warning" />
          <p>
            {words.keeping.otherTabText} {kept.lost && words.keeping.lost}
          </p>
          <button type="button" id="take-over" class="button" onClick={() => void takeOver()}>
            {words.keeping.takeOver}
          </button>
        </div>
      )}
      {kept?.state === "memory" && (
        <div class="notice bad">
          <Icon name="warning" />
          <p>{words.keeping.memoryText}</p>
          {plan && <SaveFile />}
        </div>
      )}
      {kept?.state === "failed" && (
        <div class="notice bad">
          <Icon name="warning" />
          <p>{kept.full ? words.keeping.fullText : fill(words.keeping.failedText, { message: kept.message })}</p>
          <Button onClick={() => void retry()}>
            {words.keeping.retry}
          </Button>
          <SaveFile />
        </div>
      )}
      {plan?.sample && !plan.later && plan.clock && (
        <div class="notice info">
          <Icon name="info" />
          <p>{fill(words.sampleDay, { clock: plan.clock })}</p>
        </div>
      )}
      {plan && !plan.later && unset.value && (
        <div class="notice info">
          <Icon name="info" />
          <p>{words.pools.unset}</p>
          <Button onClick={() => void editContract()}>
            {words.pools.set}
          </Button>
        </div>
      )}
    </>
  );
}

/** The way out where nothing is kept. */
function SaveFile() {
  return (
    <Button onClick={() => void saveBackup()}>
      {t.value.menu.backup}
    </Button>
  );
}
