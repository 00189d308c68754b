// Node: the engine is read from beside this file.
import { readFile } from "node:fs/promises";
import { initialiser } from "./entry.js";

export * from "./entry.js";
export default initialiser(() => readFile(new URL("./seatplan.wasm", import.meta.url)));
