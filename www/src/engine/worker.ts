// The Worker's beginning: load the engine, then answer calls.
import init from "seatplan";
import { serve } from "./rpc";
import { session } from "./session";

serve(session((keeping) => self.postMessage({ event: keeping })), init());
