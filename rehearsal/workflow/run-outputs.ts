import { limitOf } from '../../catalogue/github-limits.ts';
import type { Refusal } from './problems.ts';
import type { Place } from './token.ts';

type Outputs = Readonly<Record<string, string>>;

/** How much one letter counts: GitHub measures texts as UTF-16.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs */
const LETTER = 2;
const sizeOf = (outputs: Outputs): number =>
  Object.values(outputs).reduce((sum, text) => sum + text.length * LETTER, 0);

/** GitHub has a bound for the outputs of all jobs of a run together, and does not say what happens there.
 *  @param jobs that ended before */
export function runOutputsRefusal(
  jobs: readonly { readonly outputs: Outputs }[],
  outputs: Outputs,
  place: Place,
): Refusal | undefined {
  const most = limitOf('run-outputs');
  const size = jobs.reduce((sum, job) => sum + sizeOf(job.outputs), sizeOf(outputs));
  return size > most ? { what: `a run whose outputs exceed ${most.toLocaleString('en-US')} bytes`, place } : undefined;
}
