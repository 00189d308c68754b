// The settings as a form: a field for each thing the engine is told, under the path by which the engine names it.
import type { Policy, RuleSlug } from "seatplan";
import type { Contract, ContractChange } from "./engine/types";
import { t } from "./text";
import { digits } from "./text/format";

/** What is written in the form: texts, which the engine reads; a tick is any text. */
export type Form = Record<string, string>;

/** A field of it. */
export interface Field {
  name: string;
  label: string;
  kind: "number" | "text" | "date" | "time" | "check" | "choice";
  options?: [string, string][];
  /** Whether it is asked for. */
  when?: (form: Form) => boolean;
  /** Why it is so. */
  rules?: RuleSlug[];
}

export type Section = "purchased" | "prices" | "policy" | "automation";

/** The fields of a section. */
export function fieldsOf(section: Section): Field[] {
  const words = t.value.contract;
  const priced = (form: Form) => form.priced !== "";
  switch (section) {
    case "purchased":
      return [
        { name: "purchased.standard", label: words.standard, kind: "number" },
        { name: "purchased.archived", label: words.archived, kind: "number" },
        { name: "account", label: words.account, kind: "choice", options: Object.entries(words.accounts) },
      ];
    case "prices":
      return [
        { name: "priced", label: words.usePrices, kind: "check" },
        { name: "prices.currency", label: words.currency, kind: "text", when: priced },
        { name: "prices.standard", label: words.standard, kind: "text", when: priced },
        { name: "prices.archived", label: words.archived, kind: "text", when: priced },
        { name: "prices.termStart", label: words.termStart, kind: "date", when: priced },
        { name: "prices.renewal", label: words.renewal, kind: "date", when: priced, rules: ["purchase"] },
      ];
    case "policy":
      return [
        { name: "policy.graceDays", label: words.graceDays, kind: "number", rules: ["grace-60"] },
        { name: "policy.archivedDeactivation", label: words.archivedDeactivation, kind: "choice", options: [["immediate", words.immediate], ["grace", words.grace]], rules: ["archived-deactivation"] },
        { name: "policy.retentionDays", label: words.retention, kind: "number", rules: ["retention-setting"] },
        { name: "policy.mailboxes", label: words.mailboxes, kind: "choice", options: [["perLicense", words.perLicense], ["unlimited", words.unlimited]], rules: ["mailboxes-are-free"] },
        { name: "policy.trialCap", label: words.trialCap, kind: "number", when: ({ account }) => account === "trial", rules: ["trial"] },
      ];
    case "automation":
      return [
        { name: "policy.autoArchive", label: words.autoArchive, kind: "check", rules: ["auto-archive"] },
        { name: "policy.autoPurchaseArchived", label: words.autoPurchaseArchived, kind: "check", rules: ["auto-purchase-archived"] },
        { name: "licensing", label: words.groupLicensing, kind: "choice", options: Object.entries(words.groupLicensings), rules: ["group-licensing"] },
        { name: "policy.groupLicensing", label: words.groups, kind: "text", when: ({ licensing }) => licensing === "groups" },
        { name: "policy.autoPurchaseStandard", label: words.autoPurchaseStandard, kind: "check", rules: ["auto-purchase-standard"] },
        { name: "policy.syncAnchor", label: words.syncTime, kind: "time" },
      ];
  }
}

/** Prices are entered in whole units of the currency and counted in its smallest. */
const minor = (text: string, currency: string) => Math.round(Number(text.replace(",", ".")) * 10 ** digits(currency));
const units = (amount: number, currency: string) => (amount / 10 ** digits(currency)).toFixed(digits(currency));

/** A contract as it is written. */
export function formOf({ account, purchased, prices, policy }: Contract): Form {
  const { groupLicensing: licensing, syncAnchor } = policy;
  const form: Form = { account, priced: prices ? "on" : "", "prices.currency": "EUR", licensing: "nobody", "policy.groupLicensing": "" };
  for (const [name, value] of Object.entries(purchased)) form[`purchased.${name}`] = String(value);
  for (const [name, value] of Object.entries(prices ?? {})) form[`prices.${name}`] = typeof value === "number" ? units(value, prices!.currency) : String(value);
  for (const [name, value] of Object.entries(policy)) form[`policy.${name}`] = value == null || value === false ? "" : String(value);
  form.licensing = !licensing ? "nobody" : licensing.groups === "allNewUsers" ? "allNewUsers" : "groups";
  form["policy.groupLicensing"] = licensing && Array.isArray(licensing.groups) ? licensing.groups.join(", ") : "";
  form["policy.syncAnchor"] = String(syncAnchor ?? "").slice(11, 16);
  return form;
}

/** What is written as a change of the contract, of some sections; what is empty stays at the engine's default. */
export function changeOf(form: Form, sections: Section[], before: Contract): ContractChange {
  const text = (name: string) => (form[name] ?? "").trim();
  const count = (name: string) => Number(text(name));
  const known = (name: keyof Policy, value: () => unknown) => (text(`policy.${name}`) === "" ? {} : { [name]: value() });
  const ticked = (...names: (keyof Policy)[]) => Object.fromEntries(names.map((name) => [name, text(`policy.${name}`) !== ""]));
  const change: ContractChange = {};
  for (const section of sections) {
    if (section === "purchased") {
      change.account = form.account as Contract["account"];
      change.purchased = { standard: count("purchased.standard"), archived: count("purchased.archived") };
    } else if (section === "prices") {
      const currency = text("prices.currency").toUpperCase();
      change.prices = !text("priced")
        ? null
        : { currency, standard: minor(text("prices.standard"), currency), archived: minor(text("prices.archived"), currency), termStart: text("prices.termStart"), renewal: text("prices.renewal") };
    } else if (section === "policy") {
      const { archivedDeactivation, mailboxes } = before.policy;
      change.policy = {
        ...change.policy,
        archivedDeactivation: (text("policy.archivedDeactivation") as Policy["archivedDeactivation"]) || archivedDeactivation,
        mailboxes: (text("policy.mailboxes") as Policy["mailboxes"]) || mailboxes,
        retentionDays: text("policy.retentionDays") === "" ? null : count("policy.retentionDays"),
        ...known("graceDays", () => count("policy.graceDays")),
        ...known("trialCap", () => count("policy.trialCap")),
      };
    } else {
      const groups = text("policy.groupLicensing").split(/\s*[,;]\s*/).filter(Boolean);
      const day = String(before.policy.syncAnchor).slice(0, 11);
      change.policy = {
        ...change.policy,
        ...ticked("autoArchive", "autoPurchaseArchived", "autoPurchaseStandard"),
        groupLicensing: form.licensing === "nobody" ? null : { groups: form.licensing === "groups" ? groups : "allNewUsers" },
        ...known("syncAnchor", () => `${day}${text("policy.syncAnchor")}:00.000Z`),
      };
    }
  }
  return change;
}
