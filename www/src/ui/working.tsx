// That the engine is at work for longer than one waits gladly, and the way to end that.
import { stop } from "../actions";
import { busy } from "../state";
import { t } from "../text";

/** A bar with a way out; inside a dialog while one is open, as nothing else can be reached then. */
export function Working() {
  return (
    <div class="working-place" role="status">
      {busy.value && (
        <div class="working">
          <progress aria-label={t.value.working} />
          <p>{t.value.working}</p>
          <button type="button" class="button" onClick={() => void stop()}>
            {t.value.stop}
          </button>
        </div>
      )}
    </div>
  );
}
