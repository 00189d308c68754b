// Which columns are shown, and in which order: by mouse and by keys alike.
import { available, choose, moveColumn, shown, toggleColumn } from "../columns";
import { fill, t } from "../text";
import { Icon } from "./icons";
import { Button, Given, Menu } from "./parts";

/** A menu of all columns; those shown come first, in their order. */
export function ColumnMenu() {
  const words = t.value.list;
  const visible = shown.value;
  const names = new Set(visible.map(({ name }) => name));
  const hidden = available.value.filter(({ name }) => !names.has(name));
  return (
    <Menu id="menu-columns" label={words.columns} text={words.columns} icon="columns">
      <ul class="column-list">
        {[...visible, ...hidden].map(({ name, label }) => {
          const on = names.has(name);
          return (
            <li key={name}>
              <label>
                <input type="checkbox" checked={on} disabled={on && visible.length === 1} onChange={(event) => toggleColumn(name, event.currentTarget.checked)} />
                <Given text={label} />
              </label>
              {on && (
                <>
                  <Button look="icon-button" aria-label={fill(words.moveLeft, { name: label })} disabled={visible[0]?.name === name} onClick={() => moveColumn(name, -1)}>
                    <Icon name="up" />
                  </Button>
                  <Button look="icon-button" aria-label={fill(words.moveRight, { name: label })} disabled={visible.at(-1)?.name === name} onClick={() => moveColumn(name, 1)}>
                    <Icon name="down" />
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <Button look="menu-item" onClick={() => choose(null)}>
        {words.reset}
      </Button>
    </Menu>
  );
}
