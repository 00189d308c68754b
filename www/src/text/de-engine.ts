// Was die Engine sagt, auf Deutsch: nach Code und Regel, mit den Zahlen der Engine. Fehlt ein Code, steht ihr
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

export const rules: Text["rules"] = {
  covers: { title: "Was eine Lizenz umfasst", text: "Die Lizenz eines Benutzers umfasst Mail, Kalender, Kontakte und Dateien; die eines freigegebenen Postfachs nur dieses Postfach." },
  "license-type-and-tags": { title: "Lizenzart und Merkmale", text: "Jede Liste hat die Spalte Lizenzart und Merkmale, die sagen, welche Daten unter welcher Lizenz stehen." },
  "unknown-data": { title: "Daten, von denen nichts gesagt wurde", text: "Für einen Eintrag mit Lizenz, oder mit dem Datum ihres Entzugs, aber ohne Angabe zu Daten wird so geplant, als gäbe es Sicherungen. Nur `null` sagt, dass es keine gibt." },
  "separate-pools": { title: "Getrennte Bestände", text: "Standard- und Archivlizenzen werden getrennt gekauft, gezählt und vergeben, für Benutzer und für freigegebene Postfächer." },
  "no-conversion": { title: "Keine Umwandlung", text: "Standardlizenzen lassen sich nicht in Archivlizenzen umwandeln und umgekehrt. Fragen Sie Ihren Kundenbetreuer, wo das helfen würde." },
  "mailboxes-are-free": { title: "Freigegebene Postfächer sind frei", text: "Je gekaufter Lizenz darf ein freigegebenes Postfach eine derselben Art kostenlos haben; neuere Verträge kennen keine Grenze. Sinkt die Anzahl, behalten Postfächer ihre Lizenz." },
  purchase: { title: "Kaufen", text: "Lizenzen kosten den Jahrespreis, anteilig nach ganzen Tagen bis zur Verlängerung, und nur mit bezahltem Konto. Ohne Preise werden keine Kosten genannt." },
  trial: { title: "Testkonten", text: "Ein Testkonto darf eine begrenzte Zahl von Standardlizenzen haben: 100, oder was die Einstellung sagt." },
  expired: { title: "Abgelaufene Konten", text: "Mit abgelaufenem Konto lässt sich nichts zuweisen; entziehen geht noch." },
  atomic: { title: "Ganz oder gar nicht", text: "Eine Anfrage wird ganz ausgeführt oder gar nicht, und alle ihre Probleme werden zusammen genannt." },
  "net-new": { title: "Nur neue Inhaber brauchen eine Lizenz", text: "Eine Anfrage braucht eine Lizenz für jeden, der diese Art noch nicht hat. Die anderen bleiben, wie sie sind; wer zweimal genannt ist, zählt einmal." },
  "insufficient-licenses": { title: "Zu wenige Lizenzen", text: "Eine Anfrage, die mehr Lizenzen braucht, als da sind, wird abgelehnt. Wählen Sie weniger aus, kaufen Sie mehr, oder entziehen Sie anderen Lizenzen." },
  "standard-starts-backups": { title: "Eine Standardlizenz beginnt tägliche Sicherungen", text: "Die erste Sicherung kommt binnen 24 Stunden nach der Zuweisung, dann alle 24 Stunden eine, solange der Inhaber da ist." },
  "archived-keeps-data": { title: "Eine Archivlizenz bewahrt die Daten", text: "Vorhandene Sicherungen bleiben, neue werden nicht gemacht." },
  "archive-frees-standard": { title: "Ein Wechsel macht die alte Lizenz frei", text: "Eine Archivlizenz macht die Standardlizenz sofort frei, und umgekehrt. Die Daten bleiben." },
  "deleted-has-no-backups": { title: "Gelöschte Benutzer werden nicht gesichert", text: "Eine Standardlizenz eines gelöschten Benutzers bewahrt die Daten, sichert aber nichts. Eine Archivlizenz tut dasselbe und lässt die Standardlizenz anderen." },
  "who-can-hold": { title: "Wer eine Lizenz haben kann", text: "Benutzer, Gäste und freigegebene Postfächer. Nicht Räume, Geräte, Gruppen und Systempostfächer." },
  "all-filtered": { title: "Alle, auf die ein Filter passt", text: "Ein Filter meint alle, auf die er im ganzen Mandanten passt, nicht die Zeilen auf dem Bildschirm. Ein leerer meint alle, und nur für Standardlizenzen." },
  "grace-60": { title: "Daten bleiben eine Frist lang", text: "Wird eine Standardlizenz entzogen, ist sie sofort frei; die Sicherungen bleiben 60 Tage, oder was der Vertrag sagt, und sind dann endgültig weg. Der letzte sichere Tag ist 24 Stunden davor." },
  "reapply-standard": { title: "Wieder Standard in der Frist", text: "Die Daten bleiben, und Sicherungen gehen weiter. Die nächste kann länger dauern als sonst." },
  "reapply-archived": { title: "Archiv in der Frist", text: "Die Daten bleiben, neue Sicherungen werden nicht gemacht." },
  "too-late": { title: "Nach der Löschung", text: "Von der Löschung an gibt es nichts fortzusetzen: eine Standardlizenz beginnt neu, eine Archivlizenz bewahrt nichts." },
  "archived-deactivation": { title: "Eine Archivlizenz entziehen", text: "Das Produkt lässt sich auf zwei Arten lesen: die Daten gehen sofort, oder 60 Tage später. Die Einstellung entscheidet; ohne sie planen wir mit dem Schlimmeren." },
  "retention-setting": { title: "Aufbewahrung", text: "Sicherungen, die älter sind als eingestellt, sind weg, gleich in welchem Status, und kommen nicht zurück." },
  restorable: { title: "Was sich wiederherstellen lässt", text: "Daten von vor einer Löschung oder einer Archivlizenz lassen sich für andere wiederherstellen oder ausgeben, solange sie bewahrt werden." },
  "auto-archive": { title: "Gelöschte von selbst archivieren", text: "Jeder tägliche Abgleich gibt gelöschten Benutzern mit Standardlizenz eine Archivlizenz, solange es welche gibt." },
  "auto-purchase-archived": { title: "Archivlizenzen von selbst kaufen", text: "Jeder tägliche Abgleich kauft genau die Archivlizenzen, die gelöschten Benutzern fehlen." },
  "group-licensing": { title: "Gruppen von selbst lizenzieren", text: "Wer neu in den Mandanten oder eine genannte Sicherheitsgruppe kommt, bekommt beim nächsten täglichen Abgleich eine Standardlizenz. Verlassen nimmt keine weg." },
  "auto-purchase-standard": { title: "Standardlizenzen von selbst kaufen", text: "Jeder tägliche Abgleich kauft genau die Standardlizenzen, die dafür fehlen." },
  "mailbox-conversion": { title: "Postfächer, die ihre Art wechseln", text: "Ein Benutzer, der freigegebenes Postfach wird, nimmt eine Postfachlizenz und gibt seine frei; umgekehrt braucht er eine Benutzerlizenz." },
};
