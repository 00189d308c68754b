// Small parts used everywhere.
import type { Children, JSX } from "../view/jsx-runtime";
import { useEffect, useRef } from "../view/jsx-runtime";
import { visible } from "../text/visible";
import { t } from "../text";
import { Icon } from "./icons";
import { Working } from "./working";

/** A text from a file: set apart from the direction of what is around it, and nothing in it hidden. */
export function Given({ text }: { text: string }) {
  return <bdi>{visible(text)}</bdi>;
}

/** A button; `look` is a class in place of the usual one. */
export function Button({ look = "button", ...props }: JSX.IntrinsicElements["button"] & { look?: string }) {
  return <button type="button" class={look} {...props} />;
}

/** A dialog over the page. Esc and the cross close it; the focus goes back to where it was. */
export function Modal({ title, wide, onClose, children, footer }: {
  title: Children;
  wide?: boolean;
  onClose: () => void;
  children: Children;
  footer?: Children;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = element.current!;
    dialog.showModal();
    return () => {
      const now = document.activeElement;
      // Something else may have been given the focus on purpose.
      if (now && now !== document.body && !dialog.contains(now)) return;
      (before as HTMLElement | null)?.focus();
    };
  }, []);
  const close = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={element} class={wide ? "modal wide" : "modal"} aria-labelledby="modal-title" onCancel={close}>
      <header class="modal-head">
        <h2 id="modal-title">{title}</h2>
        <Button look="icon-button" aria-label={t.value.close} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div class="modal-body">{children}</div>
      <Working />
      {footer && <footer class="modal-foot">{footer}</footer>}
    </dialog>
  );
}

/** A menu button: opens a popover below it. */
export function Menu({ id, label, text, icon, start, children }: {
  id: string;
  label: string;
  text?: string;
  icon: Parameters<typeof Icon>[0]["name"];
  /** Whether it opens from the beginning of the button, not from its end. */
  start?: boolean;
  children: Children;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const place = () => {
    const { bottom, left, right } = button.current!.getBoundingClientRect();
    const { style } = popover.current!;
    const { clientHeight, clientWidth } = document.documentElement;
    // In a window with little height it may cover its button, but never leaves the window.
    const top = Math.max(8, Math.min(bottom + 4, clientHeight - 176));
    style.top = `${top}px`;
    style.maxHeight = `${clientHeight - top - 12}px`;
    if (start) style.left = `${left}px`;
    else style.right = `${Math.max(8, clientWidth - right)}px`;
  };
  return (
    <>
      <button ref={button} type="button" class={text ? "button quiet" : "icon-button"} aria-label={text ? undefined : label} aria-haspopup="true" popoverTarget={id} onClick={place}>
        <Icon name={icon} />
        {text}
      </button>
      <div ref={popover} id={id} popover="auto" class="menu" role="group" aria-label={label}>
        {children}
      </div>
    </>
  );
}

/** A choice of a few. */
export function Choice<T extends string>({ label, value, options, onChange }: {
  label: string;
  value: T;
  options: [T, string][];
  onChange: (value: T) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
