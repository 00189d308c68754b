// uDSV: a whole text into objects of strings.
import { inferSchema, initParser } from "udsv";
import { text } from "../columns.mjs";
import { tenant } from "./objects.mjs";

export const name = "uDSV";
/** The rows as objects of strings, and nothing else. */
export function records(bytes) {
  const csv = text(bytes);
  return initParser(inferSchema(csv)).stringObjs(csv);
}
export const parse = records;
/** The rows, with what a list to type in needs. */
export const load = (bytes) => tenant(records(bytes));
