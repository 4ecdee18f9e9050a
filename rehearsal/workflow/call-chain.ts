import { limitOf } from '../../catalogue/github-limits.ts';
import type { CallJob } from './definition.ts';
import { InvalidWorkflow } from './problems.ts';
import { at } from './token.ts';

/** How a workflow file came to be read: the first file, and each call on the way. */
export interface CallChain {
  readonly first: string;
  readonly calls: readonly { readonly uses: string; readonly sha: string | undefined }[];
}

export const start = (path: string): CallChain => ({ first: path, calls: [] });

/** @param sha commit that the called file is from, where there is one */
export const calledFrom = ({ first, calls }: CallChain, { uses }: CallJob, sha: string | undefined): CallChain => ({
  first,
  calls: [...calls, { uses, sha }],
});

/** GitHub's words for a called workflow that cannot be used, the way to it first.
 *  @see https://github.com/actions/runner/issues/2674 */
export function calledError({ first, calls }: CallChain, job: CallJob, reason: string): InvalidWorkflow {
  const way = calls.map(({ uses, sha }, index) => {
    const from = sha === undefined ? '' : ` (source branch with sha:${sha})`;
    return `${'-'.repeat(index + 1)}> "${uses}"${from}`;
  });
  return new InvalidWorkflow([
    [`${at(job.usesPlace)}: error parsing called workflow`, `"${first}"`, ...way, `: ${reason}`].join('\n'),
  ]);
}

/** @see https://github.com/alandtse/CrashLoggerSSE/issues/23, a run's own words */
export const notFound = (job: CallJob, chain: CallChain): InvalidWorkflow =>
  calledError(chain, job, 'failed to fetch workflow: workflow was not found.');

/** A workflow that calls itself ends here, too.
 *  @throws {InvalidWorkflow} */
export function tooDeep(job: CallJob, chain: CallChain): void {
  const most = limitOf('called-workflow-levels') - 1;
  if (chain.calls.length < most) return;
  const reason = `job "${job.id}" calls workflow "${job.uses}", but doing so would exceed the limit on called workflow depth of ${most}`;
  throw calledError(chain, job, reason);
}

/** @throws {InvalidWorkflow}
 *  @see https://github.com/rhysd/actionlint/issues/362 */
export function tooMany(job: CallJob, total: number): void {
  const most = limitOf('called-workflows');
  if (total <= most) return;
  throw new InvalidWorkflow([
    `${at(job.usesPlace)}: too many workflows are referenced, total: ${total}, limit: ${most}`,
  ]);
}

/** What is wrong with the called file itself is told as an error of the call. */
export async function callProblem<Result>(
  job: CallJob,
  chain: CallChain,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InvalidWorkflow)) throw error;
    throw calledError(chain, job, error.problems.join('\n'));
  }
}
