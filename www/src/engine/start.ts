// Starts the Worker that holds the engine.
import { trusted } from "../trusted";
import { connect, type Remote } from "./rpc";
import type { Session } from "./session";
import type { News } from "./types";

/** The engine, as the page calls it. */
export type Engine = Remote<Session>;

/** Starts an engine; `end` stops it at once. */
export function startEngine(onNews: (news: News) => void): { engine: Engine; end: () => void } {
  // A Worker loaded by its address would not inherit the policy of the page's <meta>; one made from
  // a blob does. So the blob imports the engine and nothing else.
  const module = new URL("engine.js", document.baseURI).href;
  const blob = new Blob([`import ${JSON.stringify(module)};`], { type: "text/javascript" });
  const worker = new Worker(trusted(URL.createObjectURL(blob)), { type: "module", name: "engine" });
  const { remote, end } = connect<Session>(worker, (event) => onNews(event as News));
  return { engine: remote, end };
}
