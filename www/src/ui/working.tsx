// That the engine is at work for longer than one waits gladly, how far it is, and the way to end that.
import { stop } from "../actions";
import type { Progress } from "../engine/types";
import { busy, dialog, progress } from "../state";
import { fill, t } from "../text";
import { size } from "../text/format";
import { Button } from "./parts";

/** A bar with a way out; inside a dialog while one is open, as nothing else can be reached then. */
export function Working() {
  const words = t.value;
  const far = progress.value;
  const open = dialog.value;
  // While a file is read its dialog has a button for the same.
  const cancel = open?.kind === "file" && !open.look;
  return (
    <div class="working-place" role="status">
      {(busy.value || far) && (
        <div class="working">
          <progress aria-label={words.working} value={far?.done} max={far?.of} />
          <p>
            {/* Said aloud once, not at every step. */}
            {words.working} {far && <span aria-hidden="true">{howFar(far)}</span>}
          </p>
          {!cancel && (
            <Button onClick={() => void stop()}>
              {words.stop}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function howFar({ done, of, rows }: Progress): string {
  if (rows === null) return fill(t.value.passed, { done: Math.floor(done), of: Math.ceil(of) });
  return fill(t.value.read, { done: size(done), of: size(of), rows });
}
