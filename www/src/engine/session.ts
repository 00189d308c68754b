// Everything the page can call, a file a subject. Each call is short: the work is the engine's.
import { rules, version } from "seatplan";
import { changeCalls } from "./calls/change";
import { fileCalls } from "./calls/files";
import { keepCalls } from "./calls/keep";
import { listCalls } from "./calls/list";
import { planCalls } from "./calls/plans";
import { timeCalls } from "./calls/time";
import { Desk } from "./desk";
import type { News } from "./types";

/** The calls over one desk. */
export function session(report: (news: News) => void) {
  const desk = new Desk(report);
  return {
    ...keepCalls(desk),
    ...listCalls(desk),
    ...changeCalls(desk),
    ...timeCalls(desk),
    ...planCalls(desk),
    ...fileCalls(desk),
    /** Every rule in words. */
    rules,
    /** The version of the engine. */
    version: () => version,
  };
}

export type Session = ReturnType<typeof session>;
