// The four functions against the model, field by field.
// SEED=7 CASES=100000 node --test tests/oracle/
import { holds, iso, seatplan, spokenAnswer } from "./cases.mjs";
import * as compare from "./compare.mjs";
import * as generate from "./generate.mjs";
import { matches, words } from "./filter.mjs";
import { people } from "./pools.mjs";
import { decide, standing } from "./request.mjs";

const { spoken } = generate;
const { validateAssignment, insufficientLicenses, previewRetention, filterUsers } = seatplan;

holds("validateAssignment", ({ at, state, request }) =>
  compare.differences(spokenAnswer(compare.report(decide(state, request, at).report)), compare.report(validateAssignment(spoken(state), request, iso(at)))));

holds("insufficientLicenses", ({ at, state, request }) =>
  compare.differences(spokenAnswer(compare.plain(decide(state, request, at).shortages)), compare.plain(insufficientLicenses(spoken(state), request, iso(at)))));

holds("previewRetention of a request", ({ at, state, request }) =>
  compare.differences(spokenAnswer(compare.outcomes(decide(state, request, at).outcomes)), compare.outcomes(previewRetention(spoken(state), request, iso(at)))));

holds("previewRetention of nothing", ({ at, state }) =>
  compare.differences(spokenAnswer(compare.outcomes(standing(state, at))), compare.outcomes(previewRetention(spoken(state), null, iso(at)))));

holds("filterUsers, as a tree and in words", ({ at, state, filter }) => {
  const users = spoken(state.users);
  const everyone = people({ users: state.users });
  const expected = state.users.filter((u) => matches(everyone.find((p) => p.record === u), filter, state.policy, at)).map((u) => u.id);
  const met = (f) => filterUsers(users, f, iso(at), state.policy);
  if (met(filter).some((u) => !users.includes(u))) return ["not the very objects"];
  const found = (f, how) => compare.differences(expected, met(f).map((u) => u.id), how);
  return [...found(filter, `tree ${JSON.stringify(filter)}`), ...found(words(filter), `words ${words(filter)}`)];
});

const SLUGS = new Set(seatplan.rules().map((rule) => rule.slug));

holds("every outcome, warning and refusal names a rule", ({ at, state, request }) => {
  const report = validateAssignment(spoken(state), request, iso(at));
  const all = [...previewRetention(spoken(state), request, iso(at)), ...previewRetention(spoken(state), null, iso(at))];
  return [
    ...[...report.errors, ...report.warnings].filter((p) => !SLUGS.has(p.rule) || !p.message).map((p) => `${p.code} has no rule or message`),
    ...all.filter((o) => !o.rules.length || o.rules.some((slug) => !SLUGS.has(slug))).map((o) => `${o.id} ${o.outcome}: ${o.rules}`),
    ...all.flatMap((o) => (BY_OUTCOME[o.outcome] ?? []).filter((rules) => !rules.some((slug) => o.rules.includes(slug))).map((rules) => `${o.id} ${o.outcome}: ${rules} not among ${o.rules}`)),
  ];
}, 0.25);

/** Of each list an outcome must name one. */
const BY_OUTCOME = {
  backupsStart: [["standard-starts-backups"]],
  backupsResume: [["reapply-standard", "archive-frees-standard"]],
  backupsContinue: [["standard-starts-backups"]],
  retained: [["reapply-archived", "archived-keeps-data", "deleted-has-no-backups"]],
  retainedUntil: [["grace-60", "archived-deactivation"]],
  lost: [["archived-deactivation", "grace-60"]],
  agedOut: [["retention-setting"]],
  refused: [["who-can-hold", "insufficient-licenses"]],
};
