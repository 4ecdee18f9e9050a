import { isDeepStrictEqual } from 'node:util';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { nameOf } from '../../../../rehearsal/story/deed.ts';
import type { SeenJob, SeenRecord, SeenRun } from '../../../../rehearsal/story/seen.ts';
import { VERSION } from '../../../../rehearsal/story/sights.ts';
import type { Played, Stage } from '../../../../rehearsal/story/stage.ts';
import type { RunStatement, Sight } from '../../../../rehearsal/story/statement.ts';
import type { Act } from '../../../../rehearsal/story/story.ts';

/** What jobs say that fail in the main story. */
const ERRORS = [
  'FEATURE_FLAGS is not set',
  '"7" names no state in the history of this tier; deployment records are for display.',
];

/** What a stage could show of one act. */
export interface Shown extends Played {
  readonly records: readonly SeenRecord[];
  /** Environments of deployments that GitHub recorded itself. */
  readonly otherDeployments?: readonly string[];
  /** Pages, by `service in tier path`. */
  readonly pages: Readonly<Record<string, string>>;
}

/** A stage where everything goes as each act states it, but for what `bend` makes of it. */
export function fakeStage(acts: readonly Act[], bend: (shown: Shown, act: number) => Shown = (shown) => shown): Stage {
  let records: readonly SeenRecord[] = [];
  let pages: Readonly<Record<string, string>> = {};
  let others: readonly string[] = [];
  let begun = 0;
  const pageOf = async (tier: string, service: string, path: string): Promise<string> => {
    const page = pages[`${service} in ${tier} ${path}`];
    if (page === undefined) throw new Error('connect ECONNREFUSED');
    return page;
  };
  return {
    async play() {
      const number = begun;
      begun += 1;
      const act = acts[number];
      if (act === undefined) throw new Error('There is no such act.');
      const shown = bend(asStated(act, number, records), number);
      records = [...records, ...shown.records];
      others = [...others, ...(shown.otherDeployments ?? [])];
      pages = { ...pages, ...shown.pages };
      return shown;
    },
    records: () => records,
    otherDeployments: () => others,
    visit: pageOf,
    async knock(tier, call) {
      const found = acts
        .slice(0, begun)
        .flatMap(({ states }) => states.visits ?? [])
        .findLast(
          ({ tier: at, by, host, path, from, forges }) =>
            at === tier &&
            isDeepStrictEqual(call, {
              ...{ by, host, path, from },
              headers: forges === undefined ? {} : { 'x-forwarded-for': forges },
            }),
        );
      if (found === undefined) throw new Error('connect ECONNREFUSED');
      const { status, headers = {}, shows = '' } = found.gets;
      return { status, headers, body: shows };
    },
    async watch({ tier, service, page, seconds }) {
      const { alerts } = acts[begun - 1]?.states ?? {};
      if (alerts?.tier !== tier || alerts.service !== service || alerts.page !== page)
        throw new Error('Nothing is watched there.');
      if (seconds !== alerts.minutes * 60) throw new Error('It is watched for another time.');
      return {
        ...{ kind: 'judged', seconds },
        fired: alerts.fires.map((name) => ({
          ...{ name, after: 120, labels: { alertname: name, service, severity: 'critical' }, annotations: {} },
        })),
      };
    },
    version: (tier, service) => pageOf(tier, service, VERSION),
  };
}

function asStated({ deeds, states }: Act, number: number, before: readonly SeenRecord[]): Shown {
  const by = deeds[0] === undefined ? '' : nameOf(deeds[0]);
  const runs = states.runs.map((run, index) => runAsStated(run, 100 * number + index, by));
  const records: SeenRecord[] = [];
  for (const { kind, service, tier, outcome, provenIn } of states.records) {
    const proof = [...before, ...records].findLast((one) => one.service === service && one.tier === provenIn);
    records.push({
      schema: 'sluice.record/v1',
      kind,
      service,
      tier,
      release: proof?.release ?? { repository: 'r/p/a', digest: digestOf(`${number}`) },
      commit: parseCommitSha('a'.repeat(40)),
      run: { id: 100 * number, attempt: 1, createdAt: '2026-01-01T00:00:00Z' },
      actor: 'ada',
      id: before.length + records.length + 1,
      createdAt: '2026-01-01T00:00:00Z',
      state:
        outcome === 'started'
          ? { phase: outcome }
          : { phase: 'ended', outcome, sentence: 'container exits with exit code 1' },
      seconds: 1.25,
      failure: outcome === 'rolled-back' ? 'crash-loop' : undefined,
      approvedBy: runs.flatMap(({ answers }) => answers.map((answer) => answer.by)),
    });
  }
  const pages = states.served.flatMap((sight: Sight) => [
    [`${sight.service} in ${sight.tier} ${sight.path}`, `<p>${sight.shows}</p>`],
    [`${sight.service} in ${sight.tier} /version`, `${number}`],
  ]);
  return { runs, refusals: {}, records, pages: Object.fromEntries(pages) };
}

/** Jobs in an order that their `after` allows: as they are listed, with skipped ones at once. */
function runAsStated({ file, event, conclusion, jobs, attempt = 1 }: RunStatement, id: number, by: string): SeenRun {
  const entries = Object.entries(jobs);
  return {
    id,
    by,
    file,
    event,
    attempt,
    conclusion,
    problems: [],
    jobs: entries.map(([path, { result, waits = [], errors = [], token = {}, steps }], index): SeenJob => {
      const waited = waits.map((wait) =>
        wait.for === 'group'
          ? { for: 'concurrency' as const, group: wait.group }
          : { for: wait.for, environment: wait.environment },
      );
      return {
        path,
        name: path,
        result,
        began: result === 'skipped' ? undefined : 2 * rank(path, jobs),
        ended: result === 'skipped' ? 0 : 2 * rank(path, jobs) + 1,
        waits: waited,
        errors: errors.map((says) => ERRORS.find((text) => says.test(text)) ?? ''),
        token,
        passedBefore: false,
        hung: undefined,
        steps: steps?.map(({ run, with: given = {}, env = {} }) => ({
          run: exact(run),
          with: exactly(given),
          env: exactly(env),
        })),
        logFile: `${index}.log`,
        summaryFile: undefined,
      };
    }),
    answers: entries.flatMap(([, { waits = [] }]) =>
      waits.flatMap((wait) =>
        wait.for === 'reviewers'
          ? [wait.earlier, wait.answer].flatMap((one) =>
              one === undefined ? [] : [{ environment: wait.environment, ...one }],
            )
          : [],
      ),
    ),
  };
}

/** How many jobs come one after the other before this one. */
function rank(path: string, jobs: RunStatement['jobs']): number {
  const after = jobs[path]?.after ?? [];
  const before = Object.keys(jobs).filter((other) =>
    after.some((one) => other === one || other.startsWith(`${one} / `)),
  );
  return 1 + Math.max(0, ...before.map((other) => rank(other, jobs)));
}

const exactly = (texts: Readonly<Record<string, string | RegExp>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, exact(text)]));

/** Some text that a pattern of the stories admits. */
function exact(wanted: string | RegExp): string {
  if (typeof wanted === 'string') return wanted;
  const text = wanted.source
    .replaceAll('[^]*^', '\n')
    .replaceAll('\\n', '\n')
    .replaceAll(/\(.*\)\?/gs, '')
    .replaceAll(/\\s[*+]|[$^](?!\])/g, '')
    .replaceAll(/\(.*\)\*/g, '')
    .replaceAll('\\d+', '1')
    .replaceAll('\\S+', 'x')
    .replaceAll('[0-9a-f]{40}', '0'.repeat(40))
    .replaceAll('[0-9a-f]{64}', '0'.repeat(64))
    .replaceAll('[^]*', '\n')
    .replaceAll(/\\(.)/g, '$1');
  if (!wanted.test(text)) throw new Error(`"${text}" is not as ${wanted}.`);
  return text;
}
