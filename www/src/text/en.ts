// Every word the page says of itself, in English. What the engine says is not here.
import { date, day, instant, number } from "./format";

const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

export const en = {
  title: "seatplan",
  claim: "Plan the licenses of your Microsoft 365 backup: who gets which, what is short, and what happens to the data.",
  privacy: "Everything stays in this browser. Nothing is sent anywhere.",
  skip: "Skip to the list",
  close: "Close",
  cancel: "Cancel",
  why: "Why?",
  yes: "Yes",
  no: "No",
  loading: "Loading…",
  working: "Working…",
  stop: "Stop",
  stopped: "Stopped. The plan is as it was saved.",
  none: "–",

  tab: { time: "Timeline", history: "History" },
  room: { users: "Users", mailboxes: "Shared mailboxes" },
  license: { standard: "Standard", archived: "Archived", none: "None" },
  status: {
    protected: "Protected", paused: "Backups paused", archived: "Archived", grace: "In grace", purged: "Data gone",
    unprotected: "Unprotected",
  },
  action: { activateStandard: "Activate standard", activateArchived: "Activate archived", deactivate: "Deactivate" },
  outcome: {
    backupsStart: "Backups start", backupsResume: "Backups resume", backupsContinue: "Backups go on",
    retained: "Data is kept", retainedUntil: "Data is kept until its purge", lost: "Data is lost at once",
    nothingToRetain: "No data to keep", unchanged: "Nothing changes", agedOut: "Data is too old to keep",
    refused: "Not possible",
  },

  start: {
    heading: "Open a list of your users",
    drop: "Drop a file anywhere on this page, or choose one.",
    open: "Open files…",
    sample: "Try the sample tenant",
    kinds: "Files that are recognised by their content",
    kind: [
      ["Microsoft 365 admin center", "Users › Active users › Export users (CSV)"],
      ["Entra", "Users › Download users (CSV)"],
      ["Microsoft Graph", "/users, /directory/deletedItems, group members (JSON)"],
      ["Exchange Online", "Get-Mailbox | Export-Csv, with RecipientTypeDetails"],
      ["Spanning Backup", "users and tenant of the API (JSON)"],
      ["seatplan", "a plan saved here"],
    ] as [string, string][],
    dropHere: "Drop to open",
  },

  menu: {
    open: "Open files…", licenses: "Licenses and prices…", names: "Select by a list of names…", backup: "Save plan as a file", forget: "Close and forget this plan…",
    help: "Help", settings: "Settings", plan: "Plan", language: "Language", theme: "Theme",
    themes: { auto: "As the system", light: "Light", dark: "Dark" } as Record<string, string>,
    sample: "Sample tenant",
  },
  names: {
    heading: "Select by a list of names", label: "Ids, principal names, mail addresses or display names, one a line. A list pasted onto the page comes here too.",
    take: (n: number) => `Select ${plural(n, "name", "names")}`,
    missing: (n: number) => `${plural(n, "name is", "names are")} nobody's:`,
  },
  forget: {
    heading: "Close and forget this plan?",
    text: "The plan is removed from this browser. Save it as a file first if you want to keep it.",
    confirm: "Forget this plan",
  },

  keeping: {
    saving: "Saving…", saved: "Saved in this browser", otherTab: "Open in another tab", memory: "Not saved", failed: "Not saved",
    otherTabText: "This plan is open in another tab. What you change here is not kept.",
    memoryText: "This browser keeps nothing for this page. Save the plan as a file before you leave.",
    failedText: (message: string) => `The plan could not be saved: ${message}`,
    takeOver: "Take over here",
    damaged: "A plan kept in this browser was damaged. It was put aside, and nothing was overwritten.",
  },
  asOf: (clock: string) => `As of ${instant(clock)}`,
  sampleDay: (clock: string) => `This is a sample. Its people do not exist, and its day is ${date(clock)}.`,
  due: (count: number) => `Since your last visit ${plural(count, "purge", "purges")} came due.`,
  restarted: "The engine stopped unexpectedly and was started again with the plan as it was saved.",

  day: {
    label: "Day", show: "Show this day", now: "Back to now", choose: "Look at a later day",
    text: "The whole page shows the plan as it will be at the end of that day (UTC) if nobody does anything.",
    banner: (clock: string) => `This is the plan as it will be on ${date(clock)} if nobody does anything. Nothing can be changed here.`,
  },
  time: {
    heading: "What happens if nobody does anything", until: "Until",
    summary: (purges: number, days: number, until: string) =>
      purges === 0 ? `No data is purged until ${day(until)}.` : `The data of ${plural(purges, "holder", "holders")} is purged until ${day(until)}, on ${plural(days, "day", "days")}.`,
    purges: "Purges by the last safe day (UTC)", pools: "Use of the pools",
    lastSafe: "Last safe day (UTC)", people: "People",
    of: (assigned: number, purchased: number | null) => (purchased === null ? number(assigned) : `${number(assigned)} of ${number(purchased)}`),
    data: "The same as a table", show: (n: number) => `Show ${plural(n, "holder", "holders")}`,
  },
  history: {
    heading: "What was done", when: "When (UTC)", what: "What", people: "People", cost: "Cost", undone: "taken back",
    undo: "Undo", redo: "Redo", undoThis: (what: string) => `Undo: ${what}`, redoThis: (what: string) => `Redo: ${what}`,
    empty: "Nothing yet.", turned: { undo: "The change was taken back.", redo: "The change was done again." },
  },
  exports: {
    csv: "Changes as a table (CSV)", json: "Plan and state (JSON)", powershell: "PowerShell script", requests: "Requests of the API (JSON)",
    ics: "Purge dates as a calendar", checklist: "Checklist for the portal",
  },

  pools: {
    heading: "License pools",
    name: { users: { standard: "Users, standard", archived: "Users, archived" }, mailboxes: { standard: "Mailboxes, standard", archived: "Mailboxes, archived" } },
    available: "available", unlimited: "unlimited",
    assigned: (assigned: number, purchased: number | null) =>
      purchased === null ? `${number(assigned)} assigned` : `${number(assigned)} of ${number(purchased)} assigned`,
    over: (over: number) => `${number(over)} over`,
    show: (name: string) => `Show who holds: ${name}`,
    unset: "How many licenses have you bought? Until you say so, nobody can get one.",
    set: "Set counts…",
  },

  search: {
    label: "Search and filter",
    placeholder: "Name, mail, or license:none department:Sales",
    help: "How to search", suggestions: "Suggestions",
    filters: "Filters",
    empty: "(empty)",
    remove: (filter: string) => `Remove the filter ${filter}`,
    all: "Clear filters",
    more: (n: number) => `${number(n)} more`, fewer: "Fewer",
  },

  list: {
    label: { users: "Users and their licenses", mailboxes: "Shared mailboxes and their licenses" },
    count: { users: (n: number) => plural(n, "user", "users"), mailboxes: (n: number) => plural(n, "shared mailbox", "shared mailboxes") },
    matching: (n: number, of: number) => `${number(n)} of ${number(of)} match`,
    selected: (n: number) => `${number(n)} selected`,
    elsewhere: (n: number) => `${number(n)} of them not in this list`,
    selectAll: "Select all in the list",
    selectAllMatching: (n: number) => `Select all ${number(n)}`,
    clear: "Clear selection",
    select: (name: string) => `Select ${name}`,
    scopeSelected: (n: number) => `for ${number(n)} selected`,
    scopeAll: (n: number) => `for all ${number(n)} in the list`,
    empty: "Nobody matches.",
    emptyHint: "Change the search, or clear it.",
    noMailboxes: "No shared mailboxes yet. Open an Exchange mailbox list to add them.",
    tags: "Tags",
    grid: "Grid", table: "Table", display: "Display",
    columns: "Columns", reset: "Standard columns",
    moveLeft: (name: string) => `Move ${name} to the left`, moveRight: (name: string) => `Move ${name} to the right`,
    pager: "Pages", previous: "Previous", next: "Next",
    rows: (from: number, to: number, of: number) => `${number(from)}–${number(to)} of ${number(of)}`,
    utc: (label: string) => `${label} (UTC)`,
    commands: "License commands",
  },
  tag: {
    data: { users: "User data", mailboxes: "Shared mailbox" },
    under: (data: string, license: string) => `${data}: ${license}`,
    deleted: "Deleted", guest: "Guest", blocked: "Sign-in blocked", paused: "Backups paused", purged: "Data gone",
    purge: (iso: string) => `Purge ${date(iso)}`,
    purgeUnknown: "Purge date unknown",
  },

  preview: {
    heading: { activateStandard: "Activate standard licenses", activateArchived: "Activate archived licenses", deactivate: "Deactivate licenses" },
    pools: "Licenses", pool: "Pool", assigned: "Assigned", availableColumn: "Available",
    becomes: (before: string, after: string) => `${before} → ${after}`,
    warnings: "Good to know",
    people: "What happens to each person's data",
    columns: { person: "Person", status: "Status", outcome: "What happens", until: "Data until (UTC)", next: "Next backup by (UTC)" },
    leaveOut: (n: number) => `Leave ${n === 1 ? "it" : `these ${number(n)}`} out`,
    confirm: {
      activateStandard: (n: number) => `Activate ${plural(n, "standard license", "standard licenses")}`,
      activateArchived: (n: number) => `Activate ${plural(n, "archived license", "archived licenses")}`,
      deactivate: (n: number) => `Deactivate ${plural(n, "license", "licenses")}`,
    },
    nothing: "Nothing to apply",
    lose: (n: number) => `The data of ${plural(n, "holder", "holders")} is lost at once and cannot be brought back.`,
    type: (n: number) => `Type ${n} to confirm`,
  },
  short: {
    heading: "Insufficient licenses",
    remedies: "Three ways out",
    fewer: "Select fewer", fewerButton: (n: number) => `Take the ${number(n)} that fit`, fewerText: (n: number) => `${number(n)} stay as they are.`, fewerNone: "None fits",
    purchase: "Purchase more", purchaseButton: (n: number, changes: number) => `Buy ${number(n)} and activate ${number(changes)}`,
    cost: (cost: string) => `${cost} until the renewal`, noCost: "No prices are known, so no cost is given.",
    notOffered: "Only a paid account can purchase.",
    free: "Deactivate others", freeButton: (n: number, changes: number) => `Free ${number(n)} and activate ${number(changes)}`,
    freeMissing: (n: number) => `${number(n)} more than can be freed.`,
    see: (n: number) => `See who: ${plural(n, "holder", "holders")}`,
    how: { archive: "gets an archived license", deactivate: "loses the license" },
    purge: (iso: string) => `data until ${instant(iso)}`,
    nothingLost: "nothing is lost",
  },
  done: { cost: (cost: string) => `Cost: ${cost}.` },

  file: {
    heading: "Open a file",
    kinds: {
      m365Users: "Microsoft 365 users", entraUsers: "Entra users", entraGroup: "Entra group members", graph: "Microsoft Graph",
      exchangeMailboxes: "Exchange mailboxes", spanning: "Spanning Backup",
    } as Record<string, string>,
    table: "A table with people", plan: "A plan saved by seatplan",
    planText: "It takes the place of the plan that is open.", planNew: "It is opened as it was saved.",
    changes: "What changes", rows: "Rows", added: "New", updated: "Changed", unchanged: "Unchanged", deleted: "Newly deleted", refused: "Rows that cannot be read",
    conflicts: "Rows in conflict, not taken", drift: "Licenses that differ from the plan; the file wins",
    line: (line: number) => `Line ${number(line)}`,
    mapping: "Columns and first rows",
    take: (n: number) => `Import ${plural(n, "row", "rows")}`, takePlan: "Open this plan",
    more: (n: number) => `and ${number(n)} more`,
    failed: (name: string) => `${name} could not be read`,
    of: (n: number, of: number) => `File ${n} of ${of}`,
    done: (name: string) => `${name} was imported.`,
    opened: (name: string) => `${name} was opened.`,
  },

  contract: {
    heading: "Licenses and prices",
    purchased: "Licenses purchased", standard: "Standard", archived: "Archived",
    account: "Account", accounts: { paid: "Paid", trial: "Trial", expired: "Expired" },
    prices: "Prices", pricesText: "A license for a whole term. Without prices, no costs are shown.",
    currency: "Currency", termStart: "Term starts", renewal: "Renewal",
    policy: "Policy", graceDays: "Days data is kept after a standard license is taken away",
    archivedDeactivation: "When an archived license is taken away", immediate: "data is lost at once", grace: "data is kept as long as above",
    retention: "Keep backups for (days; empty: without limit)",
    mailboxes: "Shared mailboxes", perLicense: "one for each license purchased", unlimited: "without limit",
    trialCap: "Standard licenses on trial, at most",
    save: "Save", wrong: "This cannot be saved:",
    usePrices: "Prices are known",
  },

  person: {
    whatIf: "What each action would do", fields: "Everything known", at: (date: string) => `at ${date}`,
    until: (iso: string) => `until ${instant(iso)}`, nextBackup: (iso: string) => `next backup by ${instant(iso)}`,
    short: "No license is free for this.",
  },

  help: {
    heading: "Help", rules: "The rules", keys: "Keys", search: "Searching",
    searchText: "Words find names and addresses. Conditions are written column:value, and a space means and.",
    columns: "Columns in this plan",
    about: (version: string) => `seatplan ${version}. An independent planning tool; it changes nothing in your tenant.`,
  },

  /** A text of the engine, where there is no other for it. */
  said: (text: string) => text,
  /** Sentences by code, reasons, names of columns: in English they are the engine's own. */
  say: {} as Record<string, (params: Record<string, string | number>, count: number) => string | null>,
  reasons: {} as Record<string, string>,
  columnNames: {} as Record<string, string>,

  /** Files of what is read seldom: help, and the rules where the engine's own are not in this language. */
  helpFile: "text/help.en.json",
  rulesFile: null as string | null,
};

/** The words of a language. */
export type Text = typeof en;
