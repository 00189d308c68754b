// Calls over the border between the page and its Worker: a number, a name, arguments, an answer.

/** An object whose methods are called from the other side. */
export type Remote<T> = {
  [K in keyof T as T[K] extends (...given: never[]) => unknown ? K : never]: T[K] extends (...given: infer A) => infer R
    ? (...given: A) => Promise<Awaited<R>>
    : never;
};

/** An error as it crosses the border, which takes an error's own fields away. */
export interface Failure {
  code: string;
  message: string;
  details: unknown;
  /** The engine cannot go on: end the Worker and start anew. */
  fatal: boolean;
}

export type Call = { id: number; name: string; given: unknown[] };
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure } | { event: unknown };

/** An error of the engine, built again on this side. */
export class EngineError extends Error {
  readonly code: string;
  readonly details: unknown;
  readonly fatal: boolean;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "EngineError";
    this.code = failure.code;
    this.details = failure.details;
    this.fatal = failure.fatal;
  }
}

/** Calls the object on the other side of a Worker; `end` ends it, and every call that waits. */
export function connect<T>(worker: Worker, onEvent: (event: unknown) => void): { remote: Remote<T>; end: () => void } {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 1;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if ("event" in data) return onEvent(data.event);
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) call?.reject(new EngineError(data.failure));
    else call?.resolve(data.value);
  };
  const failAll = (message: string, code = "WORKER") => {
    const error = new EngineError({ code, message, details: null, fatal: code === "WORKER" });
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onerror = (event) => failAll(event.message || "the engine did not start");
  worker.onmessageerror = () => failAll("an answer of the engine could not be read");
  const remote = new Proxy({} as Remote<T>, {
    get: (_, name: string) => (...given: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, given } satisfies Call);
      }),
  });
  const end = () => {
    worker.terminate();
    failAll("stopped", "STOPPED");
  };
  return { remote, end };
}

/** Answers calls to an object, one after another, in the order they come in; an urgent one at once. */
export function serve(target: object, ready: Promise<unknown>, urgent: string): void {
  let turn = ready.catch(() => {});
  const methods = target as Record<string, (...given: unknown[]) => unknown>;
  self.onmessage = ({ data: { id, name, given } }: MessageEvent<Call>) => {
    const answer = async () => {
      try {
        await ready;
        self.postMessage({ id, value: await methods[name]!(...given) } satisfies Answer);
      } catch (error) {
        self.postMessage({ id, failure: failure(error) } satisfies Answer);
      }
    };
    if (name === urgent) void answer();
    else turn = turn.then(answer);
  };
}

function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: "UNKNOWN", message: String(error), details: null, fatal: false };
  const { code = error.name, details = null } = error as { code?: string; details?: unknown };
  return { code: String(code), message: error.message, details, fatal: error instanceof WebAssembly.RuntimeError };
}
