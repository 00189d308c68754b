// Node: the engine is read from beside this file. Its `fetch` does not read files, so `file:` URLs are read too.
import { readFile } from "node:fs/promises";
import initialiser from "./entry.js";

export * from "./entry.js";
export default initialiser((named) => {
  const given = named ?? new URL("./seatplan.wasm", import.meta.url);
  const isFile = (typeof given === "string" || given instanceof URL) && String(given).startsWith("file:");
  return isFile ? readFile(new URL(given)) : given;
});
