// Starts the Worker that holds the engine.
import { connect, type Remote } from "./rpc";
import type { Session } from "./session";
import type { Keeping } from "./types";

/** The engine, as the page calls it. */
export type Engine = Remote<Session>;

// Trusted Types: this page makes one URL that runs as script, and the policy takes no other.
let allowed = "";
const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } })
  .trustedTypes?.createPolicy("seatplan", {
    createScriptURL(url: string) {
      if (url === allowed) return url;
      throw new TypeError("only the engine may be started");
    },
  });

/** Starts an engine; `end` stops it at once. */
export function startEngine(onKeeping: (keeping: Keeping) => void): { engine: Engine; end: () => void } {
  // A Worker loaded by its address would not inherit the policy of the page's <meta>; one made from
  // a blob does. So the blob imports the engine and nothing else.
  const module = new URL("engine.js", document.baseURI).href;
  const blob = new Blob([`import ${JSON.stringify(module)};`], { type: "text/javascript" });
  allowed = URL.createObjectURL(blob);
  const worker = new Worker(policy?.createScriptURL(allowed) ?? allowed, { type: "module", name: "engine" });
  const engine = connect<Session>(worker, (event) => onKeeping(event as Keeping));
  return { engine, end: () => worker.terminate() };
}
