// The table of a run, as text: our figure, the best peer's, the ratio, what the ratio must be. Losses stand where they are.
//
//   node tests/bench/report.mjs target/bench/results-1000000.json     writes RESULTS.md again
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MARKS = [
  { mark: "import", work: "import of the CSV to a usable tenant", faster: 5 },
  { mark: "letter", work: "search, the first letter: count and first page", faster: 8 },
  { mark: "hits", work: "search, a part of a name: count and first page", faster: 8 },
  { mark: "absent", work: "search, nobody found", faster: 3 },
  { mark: "refine", work: "search, one more letter on a result of a tenth, against the same search anew", faster: 3, own: "tenth" },
  { mark: "refine", work: "the same, against the peers' refining or searching" },
  { mark: "filter", work: "four facet predicates: count and first page", faster: 25 },
  // The mark names plain JavaScript and DuckDB.
  { mark: "filter", work: "the same, against all but sql.js, which has an index on each of the columns", faster: 25, but: "sqljs" },
  { mark: "facets", work: "facets of the 7 enum columns of a filtered view", faster: 15 },
  { mark: "sort", work: "full sort by display name, first time, and its first page", faster: 5 },
  { mark: "page", work: "a page of the sorted list, again", under: 2 },
  { mark: "activate", work: "activate standard for {batch} filtered users, validated, with undo", faster: 5 },
  // The scan the mark was set by was one of the arena of names and addresses: 6 ms on that machine.
  { mark: "shortage", work: "shortage report with remedies, against one scan of all names and addresses (for a character nobody has)", within: 3, own: "names" },
  { mark: "shortage", work: "the same, against a search that finds nobody", own: "absent" },
  { mark: "shortage", work: "the same, against one scan of a column of codes", own: "scan" },
  { mark: "shortage", work: "the same, against counting in plain JavaScript" },
  { mark: "out", work: "snapshot out, against JSON", faster: 20 },
  { mark: "back", work: "snapshot in, against JSON", faster: 20 },
];
const DETAILS = [
  ...MARKS.filter(({ mark }, at) => MARKS.findIndex((other) => other.mark === mark) === at).map(({ mark, work }) => [mark, work.split(/,? against /)[0]]),
  ["tenth", "search for the needle of a refining, anew"],
  ["scan", "one column scan: who has a value, counted"],
  ["names", "one scan of all names and addresses, for a character nobody has"],
  ["top", "the first page by display name alone, without a full sort"],
  ["parse", "CSV to rows alone: nothing to search by, no map by id"],
  ["start", "starting the library"],
];

const PEERS = 7;

const number = (value) => value.toLocaleString("en-US");
const ms = (value) => (value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`);
const mb = (value) => `${(value / 1e6).toFixed(1)} MB`;
const kb = (value) => `${(value / 1e3).toFixed(1)} kB`;
const times = (value) => `${value >= 100 ? value.toFixed(0) : value.toFixed(value < 1 ? 2 : 1)} x`;
const verdict = (met) => (met ? "met" : "**missed**");

/** The first time, and the median, least and most of the others. */
function figures(list) {
  if (!list?.length) return null;
  const [first, ...others] = list.map(([value]) => value);
  const sorted = (others.length > 0 ? others : [first]).sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { first, median, least: sorted[0], most: sorted.at(-1), once: others.length === 0 };
}
const spread = ({ median, least, most }) => (least === most ? ms(median) : `${ms(median)} (${ms(least)} to ${ms(most)})`);

/** The peer that is best by `figure`, but for one. */
function best(peers, mark, figure, but) {
  const found = Object.entries(peers)
    .filter(([id, { times }]) => id !== "seatplan" && id !== but && times?.[mark])
    .map(([, { name, times }]) => ({ name, value: figures(times[mark])[figure] }));
  return found.sort((one, other) => one.value - other.value)[0];
}

/** Our own time of another question; nothing where it was not asked yet. */
const itself = (value) => value && { name: "itself", value };

const table = (head, rows) => [head, head.map((_, at) => (at ? "---:" : "---")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function marks({ peers }, batch) {
  return MARKS.map(({ mark, work, faster, within, under, own, but }) => {
    const name = work.replace("{batch}", batch);
    const ours = figures(peers.seatplan.times[mark]);
    const other = (figure) => (own ? itself(figures(peers.seatplan.times[own])?.[figure]) : best(peers, mark, figure, but));
    const [warm, cold, least] = [other("median"), other("first"), other("least")];
    const ratioOf = (theirs, ours) => (mark === "shortage" && own ? ours / theirs.value : theirs.value / ours);
    if (!ours) return [name, "not there yet", "", warm ? `${ms(warm.value)} ${warm.name}` : "", "", "", "", faster ? `${faster} x` : "", "not measured"];
    const ratio = warm && ratioOf(warm, ours.median);
    const must = faster ? `${faster} x` : within ? `within ${within} x` : under ? `under ${under} ms` : "";
    const met = faster ? ratio >= faster : within ? ratio <= within : under ? ours.median < under : null;
    return [
      name, spread(ours), ms(ours.first), warm ? `${ms(warm.value)} ${warm.name}` : "", warm ? times(ratio) : "", cold ? times(ratioOf(cold, ours.first)) : "",
      least ? times(ratioOf(least, ours.least)) : "", must,
      met === null ? "" : warm || under ? verdict(met) : "not measured",
    ];
  });
}

/** Memory is counted in Node: the heap and its buffers after a collection, and the memory of WebAssembly. */
const held = ({ memory }) => memory && memory.heap + memory.buffers + memory.wasm;

function sizes({ places, wasm, firstRow, rowsOnPage }) {
  const rows = [];
  const node = places.find(({ place }) => place.startsWith("Node"));
  if (node && held(node.peers.seatplan)) {
    const ours = node.peers.seatplan;
    const used = ours.memory.own?.used ?? ours.memory.wasm;
    const objects = node.peers.objects && held(node.peers.objects);
    rows.push([
      `memory of the tenant (${ours.memory.own ? "in use, as the package says" : "all WebAssembly memory, the import's included"})`, mb(used),
      objects ? `${mb(objects)} plain JavaScript` : "", objects ? times(used / objects) : "", "within 0.33 x", objects ? verdict(used * 3 <= objects) : "",
    ]);
    rows.push(["WebAssembly memory held after the import", mb(ours.memory.wasm), "", "", "", ""]);
  }
  const [ours, ...others] = wasm;
  const least = others.sort((one, other) => one.gzip - other.gzip)[0];
  rows.push([
    "bytes of wasm, gzipped", `${kb(ours.gzip)} (${kb(ours.raw)} as it is)`, `${kb(least.gzip)} ${least.name}`, times(ours.gzip / least.gzip), "within 150 kB; 220 kB with plans",
    ours.gzip > 150_000 && ours.gzip <= 220_000 ? "within the second" : verdict(ours.gzip <= 150_000),
  ]);
  const opened = Array.isArray(firstRow) ? figures(firstRow) : null;
  const why = firstRow?.failed ? `failed: ${firstRow.failed}` : "not measured: the page is not built";
  rows.push([`opening the page to the first row, ${number(rowsOnPage)} people kept there`, opened ? `${spread(opened)}, first ${ms(opened.first)}` : why, "", "", "", ""]);
  return rows;
}

function details({ peers }, batch) {
  const ids = Object.keys(peers);
  const rows = DETAILS.map(([mark, work]) => [
    work.replace("{batch}", batch),
    ...ids.map((id) => {
      const found = figures(peers[id].times?.[mark]);
      return found ? (found.once ? ms(found.first) : `${ms(found.first)}; ${spread(found)}`) : "";
    }),
  ]);
  const memory = ids.map((id) => (held(peers[id]) ? mb(held(peers[id])) : ""));
  if (memory.some(Boolean)) {
    rows.push(["memory after load: heap, buffers, WebAssembly", ...memory]);
    rows.push(["resident memory of the process after load", ...ids.map((id) => (peers[id].memory ? mb(peers[id].memory.rss) : ""))]);
  }
  return table(["work", ...ids.map((id) => peers[id].name)], rows.filter(([, ...cells]) => cells.some(Boolean)));
}

/** What a hundred times as many people may take: a hundred times, and what is noise. */
const ABOUT_HUNDREDFOLD = 115;
const ns = (value) => number(Number(value.toPrecision(3)));

/** How times and memory grow with the people, as a section. */
export function growth({ sizes, ...run }) {
  const rows = DETAILS.filter(([mark]) => mark !== "start" && sizes.every(({ times }) => times[mark])).map(([mark, work]) => {
    const medians = sizes.map(({ times }) => figures(times[mark]).median);
    const steps = medians.slice(1).map((median, at) => median / medians[at]);
    const both = medians.at(-1) / medians[0];
    return [
      work.replace("{batch} filtered users", "a tenth of the users"), ...medians.map(ms), medians.map((median, at) => ns((median * 1e6) / sizes[at].rows)).join(" / "),
      ...steps.map(times), times(both), both <= ABOUT_HUNDREDFOLD ? "yes" : "**no**",
    ];
  });
  return [
    "## How it grows",
    when(run),
    `This package alone, in Node, asked the same about ten times as many people, and ten times as many again, each several times in a process of
its own. Times are medians, without the first call in a process. Linear or better: a hundred times as many people take at most about a hundred
times as long (${ABOUT_HUNDREDFOLD} x, for noise). What does not depend on the people, as code that is not warm yet, makes the first tenfold smaller.`,
    table(["work", ...sizes.map(({ rows }) => `${number(rows)} people`), "for one person, in ns", "first tenfold", "second", "both", "linear or better"], rows),
    `Memory of the tenant: ${sizes.map(({ rows, memory }) => `${mb(memory)} (${number(Math.round(memory / rows))} bytes a person)`).join(", ")}.`,
  ].join("\n\n");
}

const when = ({ date, commit, load }) =>
  `${date.slice(0, 16).replace("T", " ")} UTC, commit ${commit}, load ${load.map((value) => value.toFixed(1)).join(" to ")}${Math.max(...load) > 2 ? ": **others were at work, times are noisy**" : ""}.`;

export function report(results, grown = null) {
  const { rows, bytes, machine, versions, places, rowsCompared } = results;
  const batch = number(Math.floor(rows / 10));
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  const text = [
    "# How fast it is, beside its peers",
    `Written by \`make bench\`: ${number(rows)} people, 14 columns, ${mb(bytes)} of CSV.`,
    `Machine: ${machine}.`,
    `Versions: ${versionList}.`,
    `Everybody ran in a process (Node) or a browser (Chromium) of its own, one after the other, on the same file, after the answers of all had been compared row by row
on ${number(rowsCompared)} people; how many each answer finds was compared on all of them.
Times run from a call in JavaScript to an answer that can be shown. No needle, filter or view came twice. *First* is the first call ever in
that process; the median, least and most are of the others. A ratio above 1 is in our favour, save in the shortage report against scans
of our own, where it is how many scans the report takes. Marks are judged by the medians; the ratio of the least times is the one other work on the machine disturbs least.`,
  ];
  for (const place of places) {
    text.push(`## ${place.place}`, when(place));
    const ran = Object.values(place.peers).filter(({ times }) => times).map(({ name }) => name);
    if (ran.length < PEERS + 1) text.push(`**Not everybody ran here**, only ${ran.join(", ")}: the best of the others may be faster, and marks called met may not be.`);
    text.push(table(["work", "this package: median (least to most)", "first", "best peer", "ratio of medians", "of the first", "of the least", "must be", ""], marks(place, batch)));
    for (const { name, failed } of Object.values(place.peers)) if (failed) text.push(`${name} is missing here: ${failed}.`);
  }
  text.push("## Sizes, and the page");
  text.push(table(["what", "this package", "best peer", "ratio", "must be", ""], sizes(results)));
  if (grown) text.push(growth(grown));
  for (const place of places) {
    text.push(`## Everybody in ${place.place}: first; median (least to most)`);
    text.push(details(place, batch));
  }
  text.push(`## How each is used
- **plain JavaScript**: objects read by uDSV, the text to search folded once, a \`Map\` by id, records changed in place, an undo list; typing on filters the last result. JSON goes in parts, for no text can be longer than 512 MiB.
- **PapaParse, uDSV**: \`header: true\`; \`stringObjs\`; then what makes the rows a tenant, as above.
- **DuckDB-wasm**: \`read_csv\` into a table with the folded text as a column; the blocking build in Node, its Worker in Chromium; facets by grouping sets. A full sort is kept as a table; what the first page alone takes is given too.
- **sql.js**: a prepared insert in one transaction, rows read by uDSV, an index on each column of facets, \`ANALYZE\`.
- **Arquero**: \`fromCSV\`, expressions with parameters. **crossfilter2**: a dimension a column, made while loading; it counts facets as it filters, so filtering is within its time for facets.
- Facets leave out the computed columns and \`Licenses\`, which the peers do not have as values. Memory is counted in Node after a collection. A view is made before its facets are timed, a selection before it is applied.`);
  return `${text.join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  const beside = join(dirname(process.argv[2]), "growth.json");
  writeFileSync(fileURLToPath(new URL("RESULTS.md", import.meta.url)), report(read(process.argv[2]), existsSync(beside) ? read(beside) : null));
}
