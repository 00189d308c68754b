// Was die Engine sagt, auf Deutsch: nach Code, mit den Zahlen der Engine. Fehlt ein Code, steht ihr
// englischer Satz da.
import type { Text } from "./en";
import type * as Format from "./format";

let { instant, number } = {} as typeof Format;

const n = (value: string | number | undefined) => number(Number(value ?? 0));
const people = (count: number) => (count === 1 ? "1 Inhaber" : `${number(count)} Inhaber`);

const VERBS: Record<string, string> = {
  activateStandard: "Standard zuweisen", activateArchived: "Archiv zuweisen", deactivate: "Lizenz entziehen",
};

function summary(params: Record<string, string | number>, refused: boolean): string {
  const { action, targets, changes, unchanged, skipped, short } = params;
  const verb = VERBS[String(action)] ?? String(action);
  const parts = [
    Number(changes) === 0 ? `${verb}: für ${n(targets)} ändert sich nichts.`
    : changes === targets ? `${verb} für ${n(targets)}.`
    : `${verb} für ${n(changes)} von ${n(targets)}.`,
  ];
  if (Number(unchanged) > 0) parts.push(`${n(unchanged)} ${action === "deactivate" ? "ohne Lizenz" : "schon mit dieser Lizenz"}.`);
  if (Number(skipped) > 0) parts.push(`${n(skipped)} ausgelassen.`);
  if (Number(short) > 0) parts.push(`${n(short)} ${Number(short) === 1 ? "Lizenz fehlt" : "Lizenzen fehlen"}.`);
  if (refused) parts.push("Abgelehnt: nichts wird geändert.");
  return parts.join(" ");
}

const say: Text["say"] = {
  SUMMARY: (params) => summary(params, false),
  SUMMARY_REFUSED: (params) => ("action" in params ? summary(params, true) : null),
  SUMMARY_NOTHING: (params) => ("action" in params ? summary(params, false) : null),
  SUMMARY_PURCHASE: ({ standard, archived }) => `Gekauft: ${n(standard)} Standard, ${n(archived)} Archiv`,
  SUMMARY_IMPORT: ({ added, updated }) => `Eine Datei wurde übernommen: ${n(added)} Personen neu, ${n(updated)} geändert`,
  SUMMARY_CONFIGURE: () => "Einstellungen geändert",
  INSUFFICIENT_LICENSES: ({ holder, license, requested, available, shortfall }) =>
    requested === undefined
      ? null
      : `Zu wenige ${license === "standard" ? "Standardlizenzen" : "Archivlizenzen"} für ${holder === "users" ? "Benutzer" : "freigegebene Postfächer"}: ${n(requested)} nötig, ${n(available)} frei, ${n(shortfall)} fehlen; weniger auswählen, mehr kaufen oder anderen entziehen`,
  NOT_LICENSABLE: (_, count) => `${number(count)} können keine Lizenz haben: Räume, Geräte, Gruppen und Systempostfächer werden nicht gesichert; lassen Sie sie aus`,
  UNKNOWN_HOLDER: (_, count) => `${number(count)} Kennungen sind in diesem Mandanten nicht bekannt`,
  ACCOUNT_EXPIRED: () => "Das Konto ist abgelaufen, darum kann nichts zugewiesen werden; erneuern Sie es zuerst",
  EMPTY_FILTER: () => "Ein leerer Filter hieße alle; nennen Sie eine Bedingung oder wählen Sie Personen aus",
  GUEST: (_, count) => `${number(count)} davon sind Gäste: sie können eine Lizenz haben, brauchen aber selten eine`,
  NOTHING_TO_RETAIN: (_, count) => `${people(count)} ohne Daten: eine Archivlizenz hat nichts zu bewahren`,
  BACKUPS_STOP: (_, count) => `${people(count)} noch vorhanden: unter einer Archivlizenz laufen keine neuen Sicherungen`,
  NO_BACKUPS_USER_DELETED: (_, count) => `${people(count)} in Microsoft 365 gelöscht: eine Standardlizenz sichert dort nichts; eine Archivlizenz bewahrt die Daten ebenso`,
  DATA_WILL_BE_PURGED: ({ purgeAt, lastSafeAt, archivedAvailable }, count) =>
    purgeAt === undefined
      ? null
      : `Die Daten von ${people(count)} werden am ${instant(String(purgeAt))} endgültig gelöscht; handeln Sie sicherheitshalber bis ${instant(String(lastSafeAt))}. Eine Archivlizenz würde sie bewahren: ${archivedAvailable === undefined ? "beliebig viele" : n(archivedAvailable)} frei`,
  ARCHIVED_DEACTIVATION: (_, count) => `${people(count)} mit Archivlizenz: nach der einen Lesart des Vertrags gehen die Daten sofort, nach der anderen später; welche hier gilt, sagt die Einstellung`,
  PURGE_DATE_UNKNOWN: (_, count) => `${people(count)} seit unbekanntem Datum ohne Lizenz: die Daten können schon weg sein`,
  MAILBOX_TYPES_UNKNOWN: () => "Es wurden keine Postfacharten eingelesen: freigegebene Postfächer können unter diesen Benutzern sein; lesen Sie eine Postfachliste aus Exchange ein",
  TERM_OVER: () => "Die Laufzeit der Preise ist vorbei, darum werden keine Kosten genannt; tragen Sie die neue ein",
  TERM_NOT_STARTED: () => "Die Laufzeit der Preise hat noch nicht begonnen, darum werden keine Kosten genannt",
  RETENTION_SHORTENED: ({ trimmed, dropped }) => `Die Aufbewahrung lässt Daten endgültig verfallen: ${n(trimmed)} Inhaber behalten weniger, ${n(dropped)} verlieren alles`,
};

/** The sentences, with the page's way to write numbers and instants. */
export function sentences(numbers: typeof number, instants: typeof instant): Text["say"] {
  [number, instant] = [numbers, instants];
  return say;
}

export const reasons: Text["reasons"] = {
  "deleted in Microsoft 365; an archived license keeps the data": "in Microsoft 365 gelöscht; eine Archivlizenz bewahrt die Daten",
  "the account is disabled; an archived license keeps the data, backups stop": "das Konto ist gesperrt; eine Archivlizenz bewahrt die Daten, Sicherungen enden",
  "deleted in Microsoft 365; no archived license can be had": "in Microsoft 365 gelöscht; keine Archivlizenz ist zu haben",
  "the account is disabled; no archived license can be had": "das Konto ist gesperrt; keine Archivlizenz ist zu haben",
  "a guest on a standard license": "ein Gast mit Standardlizenz",
  "an archived license without any data to keep": "eine Archivlizenz, die nichts zu bewahren hat",
  "an archived license with old data": "eine Archivlizenz mit alten Daten",
};

export const columnNames: Text["columnNames"] = {
  id: "Objekt-ID", displayName: "Name", principalName: "Anmeldename", mail: "Mail", license: "Lizenzart", status: "Status", holder: "Inhaber",
  userType: "Benutzerart", accountEnabled: "Konto aktiv", mailboxType: "Postfachart", groups: "Gruppen", joinedAt: "Angelegt", deletedAt: "Gelöscht am",
  licensedAt: "Lizenziert seit", unassignedAt: "Lizenz entzogen am", previousLicense: "Frühere Lizenz", purgeAt: "Löschdatum", purgedAt: "Daten verloren am",
  dataFrom: "Erste Sicherung", dataTo: "Letzte Sicherung", products: "Produkte", department: "Abteilung", jobTitle: "Stelle", city: "Ort", country: "Land", company: "Firma",
};
