import { basename } from 'node:path';
import type { Narrator } from '../../rehearsal/story/narrator.ts';
import { shownText } from '../../rehearsal/story/shown-text.ts';
import type { RunResult } from '../../rehearsal/workflow/run-result.ts';
import type { Cause } from './interruption.ts';

/** What is said when a rehearsal is interrupted, while its runs are being cancelled. */
export function interruptionSentence(cause: Cause): string {
  const why = cause.kind === 'signal' ? `Interrupted by ${cause.signal}` : 'Interrupted: whoever started this is gone';
  return `${why}: runs are cancelled as by GitHub's button, so that their always() steps and jobs run. Once more, and everything is killed.`;
}

/** Tells which runs an interruption has cancelled, and how their jobs ended. */
export function tellCancelled(narrator: Narrator, results: readonly RunResult[]): void {
  for (const line of cancelledLines(results)) narrator.lastWord(line);
}

/** Jobs that were cancelled or ran on are named, the others counted. */
export function cancelledLines(results: readonly RunResult[]): readonly string[] {
  if (results.length === 0) return ['Interrupted: no run was under way. Everything is ended.'];
  return [
    ...results.flatMap(({ run, jobs }) => {
      const skipped = jobs.filter(({ result }) => result === 'skipped').length;
      return [
        `⊘ ${basename(run.workflowPath)} on ${run.headBranch} (${run.event}): ${run.conclusion ?? 'none'}`,
        ...jobs
          .filter(({ result }) => result !== 'skipped')
          .map(({ name, result }) => `    ${shownText(name)}: ${result ?? 'none'}`),
        ...(skipped > 0 ? [`    ${skipped} skipped`] : []),
      ];
    }),
    `Interrupted: ${results.length === 1 ? 'one run was' : `${results.length} runs were`} cancelled. Everything is ended.`,
  ];
}
