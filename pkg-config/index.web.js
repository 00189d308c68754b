// Browsers and bundlers: the engine is fetched from beside this file.
import initialiser from "./entry.js";

export * from "./entry.js";
export default initialiser((given) => given ?? new URL("./seatplan.wasm", import.meta.url));
