// Turning the pages of a list.
import { fill, t } from "../text";
import { Icon } from "./icons";

/** Where one is in a list, and the way to the pages beside it. */
export function Pager({ offset, shown, total, size, onTurn }: { offset: number; shown: number; total: number; size: number; onTurn: (offset: number) => void }) {
  const words = t.value.list;
  if (total <= size) return null;
  return (
    <nav class="pager" aria-label={words.pager}>
      <button type="button" class="button" disabled={offset === 0} onClick={() => onTurn(Math.max(0, offset - size))}>
        <Icon name="left" />
        {words.previous}
      </button>
      <span role="status">{fill(words.rows, { from: offset + 1, to: offset + shown, of: total })}</span>
      <button type="button" class="button" disabled={offset + size >= total} onClick={() => onTurn(offset + size)}>
        {words.next}
        <Icon name="right" />
      </button>
    </nav>
  );
}
