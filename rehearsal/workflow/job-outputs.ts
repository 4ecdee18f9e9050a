import { limitOf } from '../../catalogue/github-limits.ts';

/** How much one letter counts: GitHub measures texts as UTF-16. */
const LETTER = 2;

/** GitHub's sentence for a job whose outputs are too large together.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 *  @see https://github.com/google/osv-scanner-action/issues/129 (the sentence) */
export function outputsProblem(outputs: Readonly<Record<string, string>>): string | undefined {
  const most = limitOf('job-outputs');
  const size = Object.values(outputs).reduce((sum, text) => sum + text.length * LETTER, 0);
  return size > most ? `Job outputs exceed ${most.toLocaleString('en-US')} bytes` : undefined;
}
