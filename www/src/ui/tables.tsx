// A table to read: its cells say which column they are of where there is no room to read across.
import type { Children } from "../view/jsx-runtime";
import { t } from "../text";
import { Given } from "./parts";

/** A row of it. */
export interface Line {
  key: string | number;
  cells: Children[];
  look?: string;
}

/** A plain table. The cell `head` names its row; `look` is a class of the whole. */
export function Table({ label, heads, lines, head = 0, look = "" }: { label: string; heads: string[]; lines: Line[]; head?: number; look?: string }) {
  return (
    <table class={`plain ${look}`} aria-label={label}>
      <thead>
        <tr>
          {heads.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, cells, look: own }) => (
          <tr key={key} class={own}>
            {cells.map((cell, place) =>
              place === head ? (
                <th key={place} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={place} data-label={heads[place]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Somebody, by name and principal name. */
export function Who({ name, principalName }: { name: string; principalName: string }) {
  return (
    <>
      <Given text={name} />
      {principalName !== name && (
        <span class="second">
          <Given text={principalName} />
        </span>
      )}
    </>
  );
}

/** A day or an instant, or the sign for none. */
export function When({ iso, as }: { iso: string | null; as: (iso: string) => string }) {
  return iso ? <time dateTime={iso}>{as(iso)}</time> : <>{t.value.none}</>;
}
