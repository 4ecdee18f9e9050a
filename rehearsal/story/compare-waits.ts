import type { WaitReason } from '../workflow/run-event.ts';
import type { SeenJob, SeenRun } from './seen.ts';
import type { Answer, WaitStatement } from './statement.ts';

/** One sentence for each thing that a job waited for and should not have, or the other way round, and for each answer of reviewers
 *  that is not as stated. */
export function compareWaits(
  wanted: readonly WaitStatement[],
  { path, waits }: SeenJob,
  { answers }: Pick<SeenRun, 'answers'>,
): readonly string[] {
  const left = waits.map(described);
  const missing = wanted.flatMap((wait) => {
    const index = left.indexOf(describedWanted(wait));
    if (index >= 0) left.splice(index, 1);
    return index >= 0 ? [] : [`${path} did not wait for ${describedWanted(wait)}, wanted it to.`];
  });
  const more = left.map((wait) => `${path} waited for ${wait}, wanted no such wait.`);
  if (missing.length + more.length > 0) return [...missing, ...more];
  return wanted.flatMap((wait) => (wait.for === 'reviewers' ? compareAnswers(wait, path, answers) : []));
}

const UNANSWERED = 'answered by nobody';

const described = (wait: WaitReason): string =>
  wait.for === 'concurrency' ? `the group ${wait.group}` : `${wait.for} of ${wait.environment}`;

const describedWanted = (wait: WaitStatement): string =>
  described(wait.for === 'group' ? { for: 'concurrency', group: wait.group } : wait);

function compareAnswers(
  { environment, earlier, answer }: WaitStatement & { readonly for: 'reviewers' },
  path: string,
  answers: SeenRun['answers'],
): string[] {
  const told = inWords(answers.filter((one) => one.environment === environment));
  const wanted = inWords([earlier, answer].flatMap((one) => one ?? []));
  return told === wanted ? [] : [`${path} was ${told} (${environment}), wanted ${wanted}.`];
}

const inWords = (answers: readonly Answer[]): string =>
  answers.map(({ said, by }) => `${said} by ${by}`).join(' and ') || UNANSWERED;
