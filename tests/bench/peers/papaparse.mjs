// PapaParse: a whole text into objects by its header.
import Papa from "papaparse";
import { text } from "../columns.mjs";
import { tenant } from "./objects.mjs";

export const name = "PapaParse";
export const parse = (bytes) => Papa.parse(text(bytes), { header: true, skipEmptyLines: true }).data;
export const load = (bytes) => tenant(parse(bytes));
