import { isDeepStrictEqual } from 'node:util';
import type { TokenPermissions } from '../github/model.ts';
import { compareSteps } from './compare-steps.ts';
import { compareWaits } from './compare-waits.ts';
import type { SeenJob, SeenRun } from './seen.ts';
import type { JobStatement } from './statement.ts';

/** One sentence for the first job of a run that is not as stated, in the order in which things happened; what follows from it is
 *  counted. Where all jobs are there and end as stated, one for each other way in which one is not. */
export function compareJobs(stated: Readonly<Record<string, JobStatement>>, run: SeenRun): readonly string[] {
  const wrong = [...wrongResults(stated, run)].sort((one, other) => one.at - other.at);
  const [first, ...others] = wrong;
  if (first !== undefined) {
    const more =
      others.length === 0 ? '' : `; after it ${others.map(({ path }) => path).join(', ')} went otherwise, too`;
    return [`${first.sentence}${more}.`];
  }
  return run.jobs.flatMap((job) => {
    const wanted = stated[job.path];
    return wanted === undefined ? [] : compareJob(wanted, job, run);
  });
}

interface WrongResult {
  readonly path: string;
  readonly at: number;
  readonly sentence: string;
}

function* wrongResults(stated: Readonly<Record<string, JobStatement>>, { jobs }: SeenRun): Generator<WrongResult> {
  const seen = new Set<string>();
  for (const job of jobs) {
    const { path, result = 'without a result' } = job;
    const at = job.ended ?? Number.POSITIVE_INFINITY;
    const said = result === 'failure' && job.errors[0] !== undefined ? ` ("${firstLine(job.errors[0])}")` : '';
    const wanted = stated[path]?.result;
    if (wanted === undefined) yield { path, at, sentence: `there is a job ${path}, ${result}${said}, wanted none` };
    else if (seen.has(path)) yield { path, at, sentence: `there is a second job ${path}, wanted one` };
    else if (wanted !== result) yield { path, at, sentence: `${path} ended ${result}${said}, wanted ${wanted}` };
    seen.add(path);
  }
  for (const [path, { result }] of Object.entries(stated))
    if (!seen.has(path))
      yield { path, at: Number.POSITIVE_INFINITY, sentence: `there is no job ${path}, wanted one that ends ${result}` };
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

function compareJob(wanted: JobStatement, job: SeenJob, run: SeenRun): string[] {
  return [
    ...compareOrder(wanted, job, run),
    ...compareWaits(wanted.waits ?? [], job, run),
    ...compareErrors(wanted.errors ?? [], job),
    ...compareToken(wanted.token, job),
    ...compareSteps(stepsFor(wanted, job), job.path, job.steps),
    ...compareHang(wanted.hangs, job),
  ];
}

const stepsFor = ({ steps }: JobStatement, { passedBefore }: SeenJob): JobStatement['steps'] =>
  passedBefore ? steps?.filter(({ unlessPassed }) => unlessPassed !== true) : steps;

/** A job with `after` began only when those had ended; a call has ended when its last job has. */
function compareOrder({ after = [] }: JobStatement, { path, began }: SeenJob, { jobs }: SeenRun): string[] {
  // Jobs that never began are over: they were skipped, or an attempt before has run them.
  const late = jobs.find(
    (job) =>
      began !== undefined &&
      job.began !== undefined &&
      after.some((before) => isOf(job, before)) &&
      (job.ended ?? began + 1) > began,
  );
  return late === undefined
    ? []
    : [`${path} began before ${late.path} had ended, wanted it after ${after.join(' and ')}.`];
}

const isOf = ({ path }: SeenJob, before: string): boolean => path === before || path.startsWith(`${before} / `);

function compareErrors(wanted: readonly RegExp[], { path, errors }: SeenJob): string[] {
  const left = [...errors];
  const missing = wanted.filter((pattern) => {
    const index = left.findIndex((error) => pattern.test(error));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const found = left.map((error) => `"${firstLine(error)}"`).join(' and ');
  if (missing.length > 0)
    return [
      `${path} has no error that says ${missing.join(' or ')}, wanted one${found === '' ? '' : `, and has ${found}`}.`,
    ];
  return left.length === 0 ? [] : [`${path} has the error ${found}, wanted none such.`];
}

/** Stated in the order of the documentation, granted in any. */
function compareToken(wanted: TokenPermissions | undefined, { path, token, began }: SeenJob): string[] {
  if (wanted === undefined || began === undefined || isDeepStrictEqual({ ...token }, { ...wanted })) return [];
  return [`the token of ${path} may do ${rights(token)}, wanted ${rights(wanted)}.`];
}

const rights = (token: TokenPermissions): string =>
  Object.entries(token)
    .map(([scope, level]) => `${scope}: ${level}`)
    .sort()
    .join(', ') || 'nothing';

function compareHang(wanted: JobStatement['hangs'], { path, hung }: SeenJob): string[] {
  if (wanted === undefined) return [];
  const { atLeast, atMost } = wanted;
  if (hung === undefined) return [`${path} did not hang, wanted it ended while it hangs.`];
  return hung >= atLeast && hung <= atMost
    ? []
    : [`${path} was ended after ${hung} minutes, wanted ${atLeast} to ${atMost}.`];
}
