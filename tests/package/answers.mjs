// Real answers of every kind, by the type each must have. Together they hold every status, outcome and remedy.
const at = "2026-03-01T00:00:00Z";
const bytes = (text) => new TextEncoder().encode(text);

const state = {
  asOf: at,
  account: "paid",
  purchased: { standard: 3, archived: 3 },
  prices: { currency: "EUR", standard: 4800, archived: 2400, termStart: "2026-01-01", renewal: "2027-01-01" },
  policy: { retentionDays: 400, groupLicensing: { groups: ["sales"] } },
  users: [
    {
      id: "whole", principalName: "whole@example.com", displayName: "Whole", mail: "whole@example.com", userType: "Member",
      accountEnabled: false, mailboxType: "UserMailbox", groups: ["sales", "it"], joinedAt: at, license: "standard",
      licensedAt: "2025-06-01T00:00:00Z", data: { from: "2025-06-02T00:00:00Z", to: null }, attributes: { Floor: "3" },
    },
    { id: "paused", license: "standard", deletedAt: "2026-02-01T00:00:00Z", data: { from: null, to: "2026-01-31T00:00:00Z" } },
    { id: "archived", license: "archived", data: { from: "2025-12-01T00:00:00Z", to: "2025-12-24T00:00:00Z" } },
    { id: "empty", license: "archived", data: null },
    { id: "grace", unassignedAt: "2026-02-01T00:00:00Z", previousLicense: "standard", purgeAt: "2026-04-02T00:00:00Z" },
    { id: "purged", unassignedAt: "2025-02-01T00:00:00Z", previousLicense: "standard", purgedAt: "2025-04-02T00:00:00Z", data: null },
    { id: "aged", unassignedAt: "2026-02-01T00:00:00Z", purgeAt: "2026-04-02T00:00:00Z", data: { from: null, to: "2024-01-01T00:00:00Z" } },
    { id: "guest#EXT#", userType: "Guest" },
    { id: "room", mailboxType: "RoomMailbox" },
    { id: "deleted", principalName: "again@example.com", deletedAt: "2026-02-01T00:00:00Z" },
    { id: "again", principalName: "again@example.com" },
  ],
  mailboxes: [{ id: "shared", mailboxType: "SharedMailbox" }],
};
const everyone = [...state.users, ...state.mailboxes].map((user) => user.id);
const actions = ["activateStandard", "activateArchived", "deactivate"];

/** A list of [the type's name, an answer]. */
export function answers({ Tenant, validateAssignment, insufficientLicenses, previewRetention, rules }) {
  const tenant = new Tenant(state);
  const found = [];
  const add = (type, answer) => (found.push([type, answer]), answer);
  const thrown = (call) => { try { call(); } catch (error) { return error; } };

  add("RuleText[]", rules());
  add("TenantState", tenant.state());
  add("TenantState", new Tenant().state());
  add("Contract", tenant.contract());
  add("Contract", new Tenant().contract());
  for (const id of everyone) add("UserRecord", tenant.user(id));
  add("UserRecord | null", tenant.user("nobody"));
  add("Pool[]", tenant.pools());
  add("Pool[]", new Tenant({ ...state, policy: { mailboxes: "unlimited" } }).pools());
  add("Column[]", tenant.columns());

  for (const action of actions) {
    for (const account of ["paid", "trial", "expired"]) {
      for (const targets of [everyone, [...everyone, "nobody"], ["grace", "purged", "again"], { filter: "" }, { filter: "license:none" }, []]) {
        for (const whenShort of ["refuse", "fill"]) {
          const request = { action, targets, whenShort };
          add("AssignmentReport", validateAssignment({ ...state, account }, request, at));
          add("InsufficientLicenses[]", insufficientLicenses({ ...state, account }, request, at));
          add("RetentionOutcome[]", previewRetention({ ...state, account }, request, at));
        }
      }
    }
    const request = { action, targets: everyone.filter((id) => id !== "room") };
    for (const when of ["2025-01-01T00:00:00Z", "2028-01-01T00:00:00Z"]) add("AssignmentReport", validateAssignment(state, request, when));
    add("Preview", tenant.preview(request, { limit: 3 }));
    const refused = thrown(() => new Tenant(state).apply({ ...request, targets: everyone }));
    if (refused) add("AssignmentReport", refused.details);
  }
  add("RetentionOutcome[]", previewRetention(state, null, at));
  add("Preview", tenant.preview(null));

  const view = tenant.select();
  add("Page", tenant.page(view, { marked: tenant.select("license:none"), sort: [{ column: "id", descending: true }] }));
  add("Completion[]", tenant.complete("license:", 8));
  add("Completion[]", tenant.complete("lic", 3));
  add("Facet[]", tenant.facets(view, ["license", "status", "groups", "Floor"], 2));
  for (const text of ["", "license:none (department~x OR *~y) -mail:* id:a,b joinedAt<2026-01-01 NOT \"q\"", "lisence:none", "(", "joinedAt<soon"]) {
    add("ParsedFilter", tenant.parseFilter(text));
  }
  for (const call of [() => new Tenant({ users: [{ id: 5 }] }), () => tenant.select("lisence:none"), () => tenant.import(bytes("\0\0\0")), () => tenant.select({ search: 5 })]) {
    add("Problem[]", thrown(call).details);
  }

  const csv = bytes(`Display name,User principal name,Object Id,Block credential,Licenses,Floor\nWhole,whole@example.com,whole,False,E3,4\nNew,new@example.com,new,maybe,Unlicensed,1\n,,,,,\n"Twice",new@example.com,other,False,E3,2\n`);
  add("Sniffed", Tenant.sniff(csv));
  add("Sniffed", Tenant.sniff(bytes('{"value":[{"id":"g","displayName":"G"}]}')));
  add("ImportReport", tenant.import(csv, { dryRun: true }));
  add("ImportReport", tenant.import(csv));
  add("ImportReport", tenant.import(bytes("User principal name,Department\nagain@example.com,Sales\n")));
  add("ImportReport", tenant.import(bytes('{"users":[{"userPrincipalName":"whole@example.com","msId":"whole","assigned":true,"isArchive":true,"isDeleted":false}],"nextLink":""}')));
  add("ImportReport", tenant.import(bytes('{"value":[{"id":"gone","deletedDateTime":"2026-02-01T00:00:00Z"},{"id":5}]}'), { role: "deleted" }));

  add("Receipt", tenant.configure({ policy: { retentionDays: 60 } }));
  add("Receipt", tenant.apply([{ action: "purchase", standard: 1 }, { action: "activateStandard", targets: ["grace"] }], "2026-03-02T00:00:00Z"));
  add("Receipt", tenant.apply({ action: "deactivate", targets: ["whole", "grace", "archived"] }));
  add("Receipt", tenant.applyRemedy({ action: "activateStandard", targets: everyone.filter((id) => id !== "room") }, "purchase", "2026-09-01T00:00:00Z"));
  return found;
}
