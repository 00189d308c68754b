// Asks a peer the questions of the workload, in Node and in the browser alike. Only `run` is timed: from the call to an answer
// that can be shown. What a question needs before it (`before`) and what it leaves behind (`after`) is not.

const LOADS = 3;
/** What takes more milliseconds than these is repeated less: questions three times, loading twice. */
const PATIENCE = { ask: 4000, load: 20_000 };
const enough = (list = [], least, patience) => list.length >= least && list.reduce((sum, [ms]) => sum + ms, 0) > patience;

/** The questions: each takes a tenant, an argument of the workload, and what `before` gave. */
function questions(peer) {
  const view = { before: peer.view, after: (view) => view?.free?.() };
  const narrowing = { before: (tenant, [wide]) => peer.search(tenant, wide) };
  return {
    letter: { run: peer.search },
    hits: { run: peer.search },
    absent: { run: peer.search },
    names: { run: peer.names },
    tenth: { ...narrowing, run: peer.refine && ((tenant, [, narrow]) => peer.search(tenant, narrow)) },
    refine: { ...narrowing, run: peer.refine && ((tenant, [, narrow]) => peer.refine(tenant, narrow)) },
    filter: { run: peer.filter },
    scan: { run: peer.scan },
    facets: { ...view, run: peer.facets && ((tenant, _, view) => peer.facets(tenant, view)) },
    sort: { run: peer.sort },
    top: { run: peer.top },
    page: { run: peer.page },
    activate: {
      before: (tenant, [from, to]) => peer.targets(tenant, from, to),
      run: peer.activate && ((tenant, _, targets) => peer.activate(tenant, targets)),
      after: (targets) => targets.free?.(),
    },
    shortage: { before: peer.prepareShortage, run: peer.shortage && ((tenant) => peer.shortage(tenant)) },
  };
}

/** Loads a tenant from bytes of its own, which are gone afterwards. */
async function loaded(peer, bytes) {
  const copy = bytes.slice();
  const start = performance.now();
  let tenant = peer.load(copy);
  if (tenant instanceof Promise) tenant = await tenant;
  return { ms: performance.now() - start, tenant };
}

/** Asks once; the time in milliseconds, and the answer. */
async function ask(peer, tenant, { before, run, after }, argument) {
  const given = await before?.(tenant, argument);
  const start = performance.now();
  let answer = run(tenant, argument, given);
  if (answer instanceof Promise) answer = await answer;
  const ms = performance.now() - start;
  after?.(given);
  peer.reset?.(tenant);
  return { ms, answer };
}

/** The answers, for comparing them with those of the others. */
export async function check(peer, environment, bytes, { check, batch }) {
  await peer.start?.(environment);
  const { tenant } = await loaded(peer, bytes);
  const asked = questions(peer);
  const answers = {};
  const collect = async (mark, list, shape, question = asked[mark]) => {
    if (!question?.run) return;
    answers[mark] = [];
    for (const argument of list) answers[mark].push(shape((await ask(peer, tenant, question, argument)).answer));
  };
  const page = ({ count, rows }) => ({ count, rows: peer.normal.rows(rows) });
  const plain = (list) => list.filter(([, count]) => count > 0).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  await collect("search", check.search, page, { run: peer.search });
  await collect("refine", check.refine, page);
  await collect("filter", check.filter, page);
  await collect("facets", check.facets, (answer) => ({ count: answer.count, columns: peer.normal.facets(answer).map(plain) }));
  await collect("sort", [null], ({ rows }) => peer.normal.rows(rows));
  await collect("page", check.page, ({ rows }) => peer.normal.rows(rows));
  await collect("top", [null], ({ rows }) => peer.normal.rows(rows));
  await collect("activate", [[0, batch], [batch / 2, 2 * batch]], (answer) => answer);
  await collect("shortage", [7], ({ count, available, shortfall, purchase }) => ({ count, available, shortfall, purchase }));
  if (answers.top) answers.top = answers.top.map((rows, at) => JSON.stringify(rows) === JSON.stringify(answers.sort[at]));
  if (peer.out) {
    const again = peer.back(peer.out(tenant));
    answers.kept = [page(await peer.search(again.tenant, check.search[4]))];
  }
  return answers;
}

/** The times: of each mark a list of [milliseconds, count], the first one cold. */
export async function time(peer, environment, bytes, { time }, memory = () => null) {
  const times = {};
  const add = (mark, ms, count) => (times[mark] ??= []).push([ms, count ?? null]);
  const timed = async (mark, run) => {
    const start = performance.now();
    const answer = await run();
    add(mark, performance.now() - start);
    return answer;
  };
  await timed("start", () => peer.start?.(environment));
  const before = memory();
  let used = null;
  for (let load = 0; load < LOADS && !enough(times.import, 2, PATIENCE.load); load += 1) {
    const { ms, tenant } = await loaded(peer, bytes);
    if (!peer.skips?.includes("import")) add("import", ms);
    if (load === 0) {
      const after = memory(tenant);
      used = before && { ...after, heap: after.heap - before.heap, buffers: after.buffers - before.buffers };
    }
    for (const [mark, question] of Object.entries(questions(peer))) {
      if (!question.run || (load > 0 && mark !== "sort")) continue;
      for (const argument of time[mark] ?? [null]) {
        if (load === 0 && enough(times[mark], 3, PATIENCE.ask)) break;
        const { ms, answer } = await ask(peer, tenant, question, argument);
        if (answer.refused) throw new Error(`${peer.name} refuses ${mark}`);
        add(mark, ms, answer.count);
      }
    }
    if (peer.out) {
      const kept = await timed("out", () => peer.out(tenant));
      const again = await timed("back", () => peer.back(kept));
      again.free?.();
    }
    await peer.free?.(tenant);
  }
  for (let count = 0; peer.parse && count < LOADS && !enough(times.parse, 2, PATIENCE.load); count += 1) {
    const copy = bytes.slice();
    await timed("parse", () => peer.parse(copy));
  }
  return { times, memory: used };
}
