// Values that are watched. The page is small and drawn anew as a whole; what is worked out is kept while what it
// was worked out of is the same.

/** Something with a value. */
export interface Signal<T> {
  value: T;
}

type Read = Map<{ readonly value: unknown }, unknown>;

/** What has been read since something began to be worked out. */
let reading: Read | null = null;
const watchers = new Set<() => void>();
let waiting = false;

/** Works something out, and says what was read for it. */
function track<T>(work: () => T): [T, Read] {
  const before = reading;
  const read: Read = (reading = new Map());
  try {
    return [work(), read];
  } finally {
    reading = before;
  }
}

/** Whether something that was read is another now. */
function stale(read: Read): boolean {
  return track(() => [...read].some(([source, value]) => source.value !== value))[0];
}

/** Tells everybody who watches, once for all changes of a moment. */
export function changed(): void {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    for (const watcher of watchers) watcher();
  });
}

/** A value that can be changed. */
export function signal<T>(value: T): Signal<T> {
  return {
    get value() {
      reading?.set(this, value);
      return value;
    },
    set value(next) {
      if (next === value) return;
      value = next;
      changed();
    },
  };
}

/** A value worked out of others. */
export function computed<T>(work: () => T): { readonly value: T } {
  let known: [T, Read] | null = null;
  return {
    get value() {
      if (!known || stale(known[1])) known = track(work);
      reading?.set(this, known[0]);
      return known[0];
    },
  };
}

/** Does something now, and again whenever something it read is another. */
export function effect(work: () => void): void {
  let read: Read | null = null;
  watch(() => {
    if (!read || stale(read)) read = track(work)[1];
  });
}

/** Does something now, and again after every change. */
export function watch(work: () => void): void {
  watchers.add(work);
  work();
}
