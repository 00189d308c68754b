// Alle Wörter der Seite auf Deutsch. Sätze der Engine stehen in de-engine.ts.
import { columnNames, reasons, sentences } from "./de-engine";
import type { Text } from "./en";
import type * as Format from "./format";

// Handed over by the page: a module both import would be a file of its own, and the page larger.
type Writing = Pick<typeof Format, "date" | "day" | "instant" | "number">;
let { date, day, instant, number } = {} as Writing;

const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

const de = (): Text => ({
  title: "seatplan",
  claim: "Lizenzen einer Microsoft-365-Sicherung planen: wer welche bekommt, was fehlt und was mit den Daten geschieht.",
  privacy: "Alles bleibt in diesem Browser. Nichts wird irgendwohin gesendet.",
  skip: "Zur Liste springen",
  close: "Schließen",
  cancel: "Abbrechen",
  why: "Warum?",
  yes: "Ja",
  no: "Nein",
  loading: "Wird geladen…",
  working: "In Arbeit…",
  stop: "Anhalten",
  stopped: "Angehalten. Der Plan ist, wie er gespeichert war.",
  none: "–",

  tab: { time: "Zeitachse", history: "Verlauf" },
  room: { users: "Benutzer", mailboxes: "Freigegebene Postfächer" },
  license: { standard: "Standard", archived: "Archiv", none: "Keine" },
  status: {
    protected: "Geschützt", paused: "Sicherung ruht", archived: "Archiviert", grace: "In der Frist", purged: "Daten gelöscht",
    unprotected: "Ungeschützt",
  },
  action: { activateStandard: "Standard zuweisen", activateArchived: "Archiv zuweisen", deactivate: "Lizenz entziehen" },
  outcome: {
    backupsStart: "Sicherungen beginnen", backupsResume: "Sicherungen gehen weiter", backupsContinue: "Sicherungen laufen weiter",
    retained: "Daten bleiben", retainedUntil: "Daten bleiben bis zur Löschung", lost: "Daten sofort verloren",
    nothingToRetain: "Keine Daten vorhanden", unchanged: "Nichts ändert sich", agedOut: "Daten zu alt, um zu bleiben",
    refused: "Nicht möglich",
  },

  start: {
    heading: "Eine Liste Ihrer Benutzer öffnen",
    drop: "Legen Sie eine Datei irgendwo auf dieser Seite ab, oder wählen Sie eine aus.",
    open: "Dateien öffnen…",
    sample: "Beispiel ansehen",
    kinds: "Dateien, die am Inhalt erkannt werden",
    kind: [
      ["Microsoft 365 Admin Center", "Benutzer › Aktive Benutzer › Benutzer exportieren (CSV)"],
      ["Entra", "Benutzer › Benutzer herunterladen (CSV)"],
      ["Microsoft Graph", "/users, /directory/deletedItems, Gruppenmitglieder (JSON)"],
      ["Exchange Online", "Get-Mailbox | Export-Csv, mit RecipientTypeDetails"],
      ["Spanning Backup", "users und tenant der API (JSON)"],
      ["seatplan", "ein hier gespeicherter Plan"],
    ],
    dropHere: "Zum Öffnen ablegen",
  },

  menu: {
    open: "Dateien öffnen…", licenses: "Lizenzen und Preise…", names: "Nach einer Namensliste auswählen…", backup: "Plan als Datei sichern", forget: "Plan schließen und vergessen…",
    help: "Hilfe", settings: "Einstellungen", plan: "Plan", language: "Sprache", theme: "Farben",
    themes: { auto: "Wie das System", light: "Hell", dark: "Dunkel" },
    sample: "Beispiel",
  },
  names: {
    heading: "Nach einer Namensliste auswählen", label: "Kennungen, Anmeldenamen, Mailadressen oder Namen, je Zeile einer. Auch eine auf der Seite eingefügte Liste kommt hierher.",
    take: (n) => `${plural(n, "Namen", "Namen")} auswählen`,
    missing: (n) => (n === 1 ? "1 Name gehört niemandem:" : `${number(n)} Namen gehören niemandem:`),
  },
  forget: {
    heading: "Diesen Plan schließen und vergessen?",
    text: "Der Plan wird aus diesem Browser entfernt. Sichern Sie ihn vorher als Datei, wenn Sie ihn behalten wollen.",
    confirm: "Plan vergessen",
  },

  keeping: {
    saving: "Wird gespeichert…", saved: "In diesem Browser gespeichert", otherTab: "In einem anderen Tab offen", memory: "Nicht gespeichert", failed: "Nicht gespeichert",
    otherTabText: "Dieser Plan ist in einem anderen Tab offen. Was Sie hier ändern, bleibt nicht erhalten.",
    memoryText: "Dieser Browser bewahrt für diese Seite nichts auf. Sichern Sie den Plan als Datei, bevor Sie gehen.",
    failedText: (message) => `Der Plan konnte nicht gespeichert werden: ${message}`,
    takeOver: "Hier übernehmen",
    damaged: "Ein in diesem Browser gespeicherter Plan war beschädigt. Er wurde beiseitegelegt, nichts wurde überschrieben.",
  },
  asOf: (clock) => `Stand: ${instant(clock)}`,
  sampleDay: (clock) => `Das ist ein Beispiel. Seine Personen gibt es nicht, und sein Tag ist der ${date(clock)}.`,
  due: (count) => `Seit Ihrem letzten Besuch ${count === 1 ? "wurde eine Löschung" : `wurden ${number(count)} Löschungen`} fällig.`,
  restarted: "Die Engine wurde unerwartet beendet und mit dem gespeicherten Plan neu gestartet.",

  day: {
    label: "Tag", show: "Diesen Tag zeigen", now: "Zurück zu jetzt", choose: "Einen späteren Tag ansehen",
    text: "Die ganze Seite zeigt den Plan, wie er am Ende dieses Tages (UTC) ist, wenn niemand etwas tut.",
    banner: (clock) => `Das ist der Plan, wie er am ${date(clock)} ist, wenn niemand etwas tut. Hier lässt sich nichts ändern.`,
  },
  time: {
    heading: "Was geschieht, wenn niemand etwas tut", until: "Bis",
    summary: (purges, days, until) =>
      purges === 0 ? `Bis ${day(until)} werden keine Daten gelöscht.` : `Bis ${day(until)} werden die Daten von ${plural(purges, "Inhaber", "Inhabern")} gelöscht, an ${plural(days, "Tag", "Tagen")}.`,
    purges: "Löschungen nach dem letzten sicheren Tag (UTC)", pools: "Nutzung der Bestände",
    lastSafe: "Letzter sicherer Tag (UTC)", people: "Personen",
    of: (assigned, purchased) => (purchased === null ? number(assigned) : `${number(assigned)} von ${number(purchased)}`),
    data: "Dasselbe als Tabelle", show: (n) => `${plural(n, "Inhaber", "Inhaber")} zeigen`,
  },
  history: {
    heading: "Was getan wurde", when: "Wann (UTC)", what: "Was", people: "Personen", cost: "Kosten", undone: "zurückgenommen",
    undo: "Zurücknehmen", redo: "Wiederholen", undoThis: (what) => `Zurücknehmen: ${what}`, redoThis: (what) => `Wiederholen: ${what}`,
    empty: "Noch nichts.", turned: { undo: "Die Änderung wurde zurückgenommen.", redo: "Die Änderung wurde wiederholt." },
  },
  exports: {
    csv: "Änderungen als Tabelle (CSV)", json: "Plan und Stand (JSON)", powershell: "PowerShell-Skript", requests: "Anfragen der API (JSON)",
    ics: "Löschdaten als Kalender", checklist: "Checkliste für das Portal",
  },

  pools: {
    heading: "Lizenzbestände",
    name: { users: { standard: "Benutzer, Standard", archived: "Benutzer, Archiv" }, mailboxes: { standard: "Postfächer, Standard", archived: "Postfächer, Archiv" } },
    available: "frei", unlimited: "unbegrenzt",
    assigned: (assigned, purchased) => (purchased === null ? `${number(assigned)} zugewiesen` : `${number(assigned)} von ${number(purchased)} vergeben`),
    over: (over) => `${number(over)} zu viel`,
    show: (name) => `Zeigen, wer sie hat: ${name}`,
    unset: "Wie viele Lizenzen haben Sie gekauft? Solange das fehlt, kann niemand eine bekommen.",
    set: "Anzahl…",
  },

  search: {
    label: "Suchen und filtern",
    placeholder: "Name, Mail, oder license:none department:Vertrieb",
    help: "Wie man sucht", suggestions: "Vorschläge",
    filters: "Filter",
    empty: "(leer)",
    remove: (filter) => `Filter ${filter} entfernen`,
    all: "Filter aufheben",
    more: (n) => `${number(n)} weitere`, fewer: "Weniger",
  },

  list: {
    label: { users: "Benutzer und ihre Lizenzen", mailboxes: "Freigegebene Postfächer und ihre Lizenzen" },
    count: { users: (n) => `${number(n)} Benutzer`, mailboxes: (n) => plural(n, "freigegebenes Postfach", "freigegebene Postfächer") },
    matching: (n, of) => `${number(n)} von ${number(of)} passen`,
    selected: (n) => `${number(n)} ausgewählt`,
    elsewhere: (n) => `${number(n)} davon nicht in dieser Liste`,
    selectAll: "Alle in der Liste auswählen",
    selectAllMatching: (n) => `Alle ${number(n)} auswählen`,
    clear: "Auswahl aufheben",
    select: (name) => `${name} auswählen`,
    scopeSelected: (n) => `für ${number(n)} Ausgewählte`,
    scopeAll: (n) => `für alle ${number(n)} in der Liste`,
    empty: "Niemand passt.",
    emptyHint: "Ändern Sie die Suche, oder löschen Sie sie.",
    noMailboxes: "Noch keine freigegebenen Postfächer. Öffnen Sie eine Postfachliste aus Exchange, um sie hinzuzufügen.",
    tags: "Merkmale",
    grid: "Raster", table: "Tabelle", display: "Ansicht",
    columns: "Spalten", reset: "Übliche Spalten",
    moveLeft: (name) => `${name} nach links`, moveRight: (name) => `${name} nach rechts`,
    pager: "Seiten", previous: "Zurück", next: "Weiter",
    rows: (from, to, of) => `${number(from)}–${number(to)} von ${number(of)}`,
    utc: (label) => `${label} (UTC)`,
    commands: "Befehle für Lizenzen",
  },
  tag: {
    data: { users: "Benutzerdaten", mailboxes: "Postfach" },
    under: (data, license) => `${data}: ${license}`,
    deleted: "Gelöscht", guest: "Gast", blocked: "Anmeldung gesperrt", paused: "Sicherung ruht", purged: "Daten gelöscht",
    purge: (iso) => `Löschung ${date(iso)}`,
    purgeUnknown: "Löschdatum unbekannt",
  },

  preview: {
    heading: { activateStandard: "Standardlizenzen zuweisen", activateArchived: "Archivlizenzen zuweisen", deactivate: "Lizenzen entziehen" },
    pools: "Lizenzen", pool: "Bestand", assigned: "Vergeben", availableColumn: "Frei",
    becomes: (before, after) => `${before} → ${after}`,
    warnings: "Gut zu wissen",
    people: "Was mit den Daten jeder Person geschieht",
    columns: { person: "Wer", status: "Status", outcome: "Was geschieht", until: "Daten bis (UTC)", next: "Nächste Sicherung bis (UTC)" },
    leaveOut: (n) => (n === 1 ? "Auslassen" : `Diese ${number(n)} auslassen`),
    confirm: {
      activateStandard: (n) => `${plural(n, "Standardlizenz", "Standardlizenzen")} zuweisen`,
      activateArchived: (n) => `${plural(n, "Archivlizenz", "Archivlizenzen")} zuweisen`,
      deactivate: (n) => `${plural(n, "Lizenz", "Lizenzen")} entziehen`,
    },
    nothing: "Nichts zu tun",
    lose: (n) => `Die Daten von ${plural(n, "Inhaber", "Inhabern")} sind sofort verloren und lassen sich nicht zurückholen.`,
    type: (n) => `Zum Bestätigen ${n} eingeben`,
  },
  short: {
    heading: "Zu wenige Lizenzen",
    remedies: "Drei Auswege",
    fewer: "Weniger auswählen", fewerButton: (n) => `Die ${number(n)} nehmen, die passen`, fewerText: (n) => `${number(n)} bleiben, wie sie sind.`, fewerNone: "Niemand passt",
    purchase: "Mehr kaufen", purchaseButton: (n, changes) => `${number(n)} kaufen und ${number(changes)} zuweisen`,
    cost: (cost) => `${cost} bis zur Verlängerung`, noCost: "Preise sind nicht bekannt, darum wird nichts berechnet.",
    notOffered: "Nur ein bezahltes Konto kann kaufen.",
    free: "Anderen entziehen", freeButton: (n, changes) => `${number(n)} frei machen und ${number(changes)} zuweisen`,
    freeMissing: (n) => `${number(n)} mehr, als frei werden können.`,
    see: (n) => `Wer das ist: ${plural(n, "Inhaber", "Inhaber")}`,
    how: { archive: "bekommt eine Archivlizenz", deactivate: "verliert die Lizenz" },
    purge: (iso) => `Daten bis ${instant(iso)}`,
    nothingLost: "nichts geht verloren",
  },
  done: { cost: (cost) => `Kosten: ${cost}.` },

  file: {
    heading: "Eine Datei öffnen",
    kinds: {
      m365Users: "Microsoft-365-Benutzer", entraUsers: "Entra-Benutzer", entraGroup: "Entra-Gruppenmitglieder", graph: "Microsoft Graph",
      exchangeMailboxes: "Exchange-Postfächer", spanning: "Spanning Backup",
    },
    table: "Eine Tabelle mit Personen", plan: "Ein von seatplan gespeicherter Plan",
    planText: "Er tritt an die Stelle des offenen Plans.", planNew: "Er wird geöffnet, wie er gespeichert wurde.",
    changes: "Was sich ändert", rows: "Zeilen", added: "Neu", updated: "Geändert", unchanged: "Unverändert", deleted: "Neu gelöscht", refused: "Nicht lesbare Zeilen",
    conflicts: "Widersprüchliche Zeilen, nicht übernommen", drift: "Lizenzen, die vom Plan abweichen; die Datei gilt",
    line: (line) => `Zeile ${number(line)}`,
    mapping: "Spalten und erste Zeilen",
    take: (n) => `${plural(n, "Zeile", "Zeilen")} übernehmen`, takePlan: "Diesen Plan öffnen",
    more: (n) => `und ${number(n)} weitere`,
    failed: (name) => `${name} konnte nicht gelesen werden`,
    of: (n, of) => `Datei ${n} von ${of}`,
    done: (name) => `${name} wurde übernommen.`,
    opened: (name) => `${name} wurde geöffnet.`,
  },

  contract: {
    heading: "Lizenzen und Preise",
    purchased: "Gekaufte Lizenzen", standard: "Standard", archived: "Archiv",
    account: "Konto", accounts: { paid: "Bezahlt", trial: "Testkonto", expired: "Abgelaufen" },
    prices: "Preise", pricesText: "Eine Lizenz für eine ganze Laufzeit. Ohne Preise werden keine Kosten gezeigt.",
    currency: "Währung", termStart: "Laufzeit ab", renewal: "Verlängerung",
    policy: "Regeln", graceDays: "Tage, die Daten nach dem Entzug einer Standardlizenz bleiben",
    archivedDeactivation: "Wird eine Archivlizenz entzogen", immediate: "sind die Daten sofort verloren", grace: "bleiben die Daten so lange wie oben",
    retention: "Sicherungen behalten (Tage; leer: ohne Grenze)",
    mailboxes: "Freigegebene Postfächer", perLicense: "eines je gekaufter Lizenz", unlimited: "ohne Grenze",
    trialCap: "Standardlizenzen im Test, höchstens",
    save: "Speichern", wrong: "So lässt sich das nicht speichern:",
    usePrices: "Preise sind bekannt",
  },

  person: {
    whatIf: "Was jede Handlung bewirkt", fields: "Alles Bekannte", at: (when) => `am ${when}`,
    until: (iso) => `bis ${instant(iso)}`, nextBackup: (iso) => `nächste Sicherung bis ${instant(iso)}`,
    short: "Dafür ist keine Lizenz frei.",
  },

  help: {
    heading: "Hilfe", rules: "Die Regeln", keys: "Tasten", search: "Suchen",
    searchText: "Wörter finden Namen und Adressen. Bedingungen schreibt man Spalte:Wert, ein Leerzeichen heißt und.",
    columns: "Spalten in diesem Plan",
    about: (version) => `seatplan ${version}. Ein unabhängiges Werkzeug zum Planen; an Ihrem Mandanten ändert es nichts.`,
  },

  said: (text) => text,
  say: sentences(number, instant), reasons, columnNames,

  helpFile: "text/help.de.json",
  rulesFile: "text/rules.de.json",
});

/** The German words, with the page's way to write numbers and dates. */
export function german(writing: Writing): Text {
  ({ date, day, instant, number } = writing);
  return de();
}
