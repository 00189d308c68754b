// The Worker's beginning: load the engine, then answer calls.
import init from "seatplan";
import { serve } from "./rpc";
import { Session } from "./session";

const session = new Session((keeping) => self.postMessage({ event: keeping }));
serve(session, init());
