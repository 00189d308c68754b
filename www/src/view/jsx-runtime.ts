// How the page is drawn: components say what it is to be, and only what differs is changed in the document. The page
// is small enough to be said anew as a whole after every change.
import { changed } from "../signals";
import type { ComponentChildren, JSX } from "preact";

// The types of elements, attributes and events; nothing else is taken from there.
export type { JSX };
export type Children = ComponentChildren;

type Props = Record<string, unknown>;
type Component = (props: Props) => unknown;

/** An element, a component or a text; of the latter the type is null. */
interface Piece {
  type: string | Component | null;
  props: Props;
  key: unknown;
  dom: Element | Text | null;
  kids: (Piece | null)[];
  hooks: unknown[];
}

const SVG = "http://www.w3.org/2000/svg";

/** What the compiler makes of markup. */
export function jsx(type: Piece["type"], props: Props, key?: unknown): JSX.Element {
  return { type, props, key, dom: null, kids: [], hooks: [] } satisfies Piece as unknown as JSX.Element;
}
export { jsx as jsxs };

/** Several pieces without an element around them. */
export const Fragment = ({ children }: Props) => children;

function pieces(children: unknown): Piece["kids"] {
  return (Array.isArray(children) ? children : [children]).map((child) => {
    if (child == null || typeof child === "boolean") return null;
    if (Array.isArray(child)) return jsx(Fragment, { children: child }) as unknown as Piece;
    return typeof child === "object" ? child : (jsx(null, { text: String(child) }) as unknown as Piece);
  });
}

let root: Piece["kids"] = [];
/** Work that waits until the document is as it was said. */
let after: (() => void)[] = [];

/** Makes what is in an element what is said. */
export function render(said: unknown, parent: Element): void {
  const held = document.activeElement;
  const by = held?.parentElement;
  root = compare(root, pieces(said), false);
  place(parent, root);
  const work = after;
  after = [];
  for (const one of work) one();
  // What had the focus and is gone, or is no longer for use, gives it to what stands beside it.
  const { activeElement: now, body } = document;
  if (now === held ? held?.matches(":disabled") : now === body) {
    ((by?.isConnected && by.querySelector<HTMLElement>(":enabled")) || document.querySelector<HTMLElement>("dialog[open] :enabled") || document.getElementById("main"))?.focus();
  }
}

/** Makes pieces of those that were there: by their keys, else by their places. */
function compare(olds: Piece["kids"], nexts: Piece["kids"], svg: boolean): Piece["kids"] {
  const keyed = new Map(olds.map((old) => [old?.key, old]));
  const left = new Set(olds);
  nexts.forEach((next, at) => {
    if (!next) return;
    const there = next.key == null ? olds[at] : keyed.get(next.key);
    const old = there && there.type === next.type && there.key === next.key ? there : null;
    left.delete(old);
    become(old, next, svg);
  });
  for (const old of left) if (old) remove(old);
  return nexts;
}

function become(old: Piece | null, next: Piece, svg: boolean): void {
  const { type, props } = next;
  if (typeof type === "function") {
    next.hooks = old?.hooks ?? [];
    const [said, effects] = draw(type, next);
    next.kids = compare(old?.kids ?? [], pieces(said), svg);
    after.push(...effects);
  } else if (type === null) {
    const dom = (next.dom = old?.dom ?? document.createTextNode("")) as Text;
    if (dom.data !== props.text) dom.data = props.text as string;
  } else {
    svg ||= type === "svg";
    const dom = (next.dom = old?.dom ?? (svg ? document.createElementNS(SVG, type) : document.createElement(type))) as Element;
    next.kids = compare(old?.kids ?? [], pieces(props.children), svg);
    place(dom, next.kids);
    dress(dom, old?.props ?? {}, props);
  }
}

/** Puts what belongs into an element in its order; what stands right is not touched. */
function place(parent: Element, kids: Piece["kids"]): void {
  let cursor = parent.firstChild;
  for (const dom of parts(kids)) {
    if (dom === cursor) cursor = cursor.nextSibling;
    // What is moved keeps its focus where the browser can.
    else if (dom.parentNode === parent && "moveBefore" in parent) (parent as unknown as { moveBefore(dom: Node, before: Node | null): void }).moveBefore(dom, cursor);
    else parent.insertBefore(dom, cursor);
  }
}

/** What pieces have in the document. */
function* parts(kids: Piece["kids"]): Generator<Element | Text> {
  for (const kid of kids) {
    if (kid?.dom) yield kid.dom;
    else if (kid) yield* parts(kid.kids);
  }
}

function dress(dom: Element, old: Props, next: Props): void {
  for (const name in { ...old, ...next }) {
    const value = next[name];
    if (name === "children") continue;
    if (name === "ref") refer(dom, old[name], value);
    // What somebody has typed or ticked is not what was said last.
    else if ((name === "value" || name === "checked") && value != null) (dom as unknown as Props)[name] !== value && ((dom as unknown as Props)[name] = value);
    else if (value === old[name]) continue;
    else if (name.startsWith("on")) (dom as unknown as Props)[name.toLowerCase()] = value ?? null;
    else {
      const attribute = name === "defaultValue" ? "value" : name;
      const spelled = name.includes("-") || name === "spellcheck";
      if (value == null || (value === false && !spelled)) dom.removeAttribute(attribute);
      else dom.setAttribute(attribute, value === true && !spelled ? "" : String(value));
    }
  }
}

/** Tells who wants to know of an element; a function hears of it once it is in the document. */
function refer(dom: Element, old: unknown, ref: unknown): void {
  if (typeof ref !== "function") ref && ((ref as { current: unknown }).current = dom);
  else if (ref !== old) after.push(() => ref(dom));
}

function remove(piece: Piece): void {
  for (const dom of parts([piece])) dom.remove();
  end(piece);
}

function end({ hooks, kids }: Piece): void {
  for (const hook of hooks) (hook as Partial<Effect>).end?.();
  for (const kid of kids) if (kid) end(kid);
}

// What a component remembers from one drawing to the next.

interface Effect {
  given?: readonly unknown[];
  end?: (() => void) | undefined;
}

let drawn: unknown[] = [];
let at = 0;
let effects: (() => void)[] = [];

function draw(component: Component, piece: Piece): [unknown, (() => void)[]] {
  [drawn, at, effects] = [piece.hooks, 0, []];
  const said = component(piece.props);
  return [said, effects];
}

function hook<T>(make: () => T): T {
  if (at === drawn.length) drawn.push(make());
  return drawn[at++] as T;
}

/** A value of a component, and how it is changed. */
export function useState<T>(first: T | (() => T)): [T, (next: T | ((before: T) => T)) => void] {
  const state = hook(() => {
    const own = {
      value: typeof first === "function" ? (first as () => T)() : first,
      set(next: T | ((before: T) => T)) {
        const value = typeof next === "function" ? (next as (before: T) => T)(own.value) : next;
        if (value === own.value) return;
        own.value = value;
        changed();
      },
    };
    return own;
  });
  return [state.value, state.set];
}

/** Something that stays the same object. */
export function useRef<T>(first: T): { current: T };
export function useRef<T>(first: T | null): { current: T | null };
export function useRef<T>(first: T): { current: T } {
  return hook(() => ({ current: first }));
}

/** Work after the component is in the document, again when what is given differs; it may give its end. */
export function useEffect(work: () => unknown, given?: readonly unknown[]): void {
  const effect = hook((): Effect => ({}));
  if (given && effect.given && given.every((one, place) => one === effect.given![place])) return;
  effect.given = given ?? [];
  effects.push(() => {
    effect.end?.();
    const ended = work();
    effect.end = typeof ended === "function" ? (ended as () => void) : undefined;
  });
}

/** What a question gives, asked again when what is given differs; a slower answer to an older one is dropped. Null: nothing is asked. */
export function useAnswer<T>(ask: () => Promise<T | null | undefined> | null, given: readonly unknown[]): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    let current = true;
    const asked = ask();
    if (!asked) setAnswer(null);
    else void asked.then((found) => current && found != null && setAnswer(() => found));
    return () => {
      current = false;
    };
  }, given);
  return answer;
}
