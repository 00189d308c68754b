// Random filters that ask for what there is, nearly, or not at all: every operator on every column.
import { NAMES } from "../oracle/generate.mjs";
import { DAY } from "../oracle/retention.mjs";
import { INSTANTS } from "./sql.mjs";
import { HEADERS } from "./tenant.mjs";

const ORDER = ["before", "after", "atLeast", "atMost"];
const SEARCHED = ["displayName", "principalName", "mail"];
const LIKE = ["is", "isNot", "contains", "startsWith", "endsWith", "in"];
export const OPS = [...ORDER, ...LIKE, "isEmpty", "isNotEmpty"];
const NUMBERS = [0, 1, 2, 2.5, -3, 10, 100, 0.1, 1000, 2024, "7", "-0", "2.50"];
const WORDS = [...NAMES, "", " ", "\u0301", "\0", "a", "e", "i", "il", "s", "ss", "1", "2024", "T00:00", "Z", "none", "standard", "true", "users", "E3", "power bi", "@x.example", "#ext#", "\n", "'", "%", "_"];

/** A source of filters. `values`: what there is, by the name of the column. */
export function filters(r, values) {
  const names = [...values.keys()];

  /** A name a column goes by. */
  const called = (name) => {
    const one = r.pick([name, name, ...(HEADERS[name] ?? []), ...(name === "joinedAt" ? ["createdAt"] : [])]);
    return r.chance(0.8) ? one : r.pick([one.toUpperCase(), one.toLowerCase(), [...one].join(" "), one.replace(/(?<=[a-z])(?=[A-Z])/g, "-"), `"${one}"?`]);
  };
  const changed = (text) => r.pick([(t) => t, (t) => t, (t) => t.toUpperCase(), (t) => t.toLowerCase(), (t) => t.normalize("NFD"), (t) => t.normalize("NFC"), (t) => t.replace(/\p{L}/u, "$&\u0301"), (t) => t.replace(/\p{Mn}/gu, ""), (t) => `${t}\u200d`, (t) => `${t}x`])(text);
  /** A text that is in a column, or a part of it. */
  const needle = (name, whole) => {
    const there = values.get(name);
    if (!there.length || r.chance(0.2)) return r.pick(WORDS);
    const all = [...r.pick(there)];
    if (whole || r.chance(0.3)) return changed(all.join(""));
    const from = r.pick([0, r.below(all.length)]);
    const to = r.pick([all.length, from + 1 + r.below(4)]);
    return changed(all.slice(from, to).join(""));
  };
  const spoken = (ms) => {
    const iso = new Date(ms).toISOString();
    return r.pick([iso, iso, iso.slice(0, 10), iso.replace("Z", "+00:00"), new Date(ms + 7_200_000).toISOString().replace("Z", "+02:00"), `${iso.slice(0, 16)}Z`]);
  };
  const instant = (name) => {
    const there = values.get(name).map((value) => Date.parse(value)).filter((ms) => ms > 0 && ms < 4e12);
    return spoken((there.length ? r.pick(there) : Date.UTC(2024, 1, 29)) + r.pick([0, 0, 0, 1, -1, DAY, -DAY, 12 * 3_600_000]));
  };

  // A search as it is typed, letter by letter: the engine looks for the longer text where it found the shorter one.
  let typed = "";
  let rest = [];
  const typing = () => {
    if (!rest.length || r.chance(0.2)) [typed, rest] = ["", [...needle(r.pick(SEARCHED), true)]];
    typed += rest.splice(0, r.pick([1, 1, 2, 5])).join("");
    return { search: typed };
  };

  function leaf() {
    if (r.chance(0.06)) return { search: needle(r.pick(SEARCHED)) };
    if (r.chance(0.06)) return { anyValue: needle(r.pick(names)) };
    const name = r.pick(names);
    // How data is written as one text is not said anywhere.
    const op = r.pick(name === "data" ? ["isEmpty", "isNotEmpty"] : OPS);
    const column = called(name);
    if (op === "isEmpty" || op === "isNotEmpty") return { column, op };
    const instants = INSTANTS.includes(name);
    if (ORDER.includes(op)) return { column, op, value: instants || r.chance(0.4) ? instant(name) : r.pick(NUMBERS) };
    const whole = ["is", "isNot", "in"].includes(op);
    const value = () => (instants && r.chance(0.3) ? instant(name) : needle(name, whole));
    if (op === "in") return { column, op, value: Array.from({ length: r.pick([0, 1, 2, 3, 3, 8]) }, value) };
    return { column, op, value: r.chance(0.05) ? r.pick([true, false, ...NUMBERS]) : value() };
  }

  function tree(depth) {
    const inner = () => tree(depth - 1);
    const list = () => Array.from({ length: r.chance(0.05) ? 0 : r.pick([1, 2, 2, 2, 3, 4]) }, inner);
    if (depth === 0 || r.chance(0.3)) return leaf();
    return r.pick([() => ({ and: list() }), () => ({ or: list() }), () => ({ not: inner() })])();
  }
  return () => (r.chance(0.1) ? typing() : tree(3));
}
