// The Worker's beginning: load the engine, then answer calls.
import init from "seatplan";
import { serve } from "./rpc";
import { session } from "./session";

serve(session((news) => self.postMessage({ event: news })), init(), "stop");
