// Turning the pages of a list.
import { fill, t } from "../text";
import { Icon } from "./icons";
import { Button } from "./parts";

/** Where one is in a list, and the way to the pages beside it. */
export function Pager({ offset, shown, total, size, onTurn }: { offset: number; shown: number; total: number; size: number; onTurn: (offset: number) => void }) {
  const words = t.value.list;
  if (total <= size) return null;
  return (
    <nav class="pager" aria-label={words.pager}>
      <Button disabled={offset === 0} onClick={() => onTurn(Math.max(0, offset - size))}>
        <Icon name="left" />
        {words.previous}
      </Button>
      <span role="status">{fill(words.rows, { from: offset + 1, to: offset + shown, of: total })}</span>
      <Button disabled={offset + size >= total} onClick={() => onTurn(offset + size)}>
        {words.next}
        <Icon name="right" />
      </Button>
    </nav>
  );
}
