import type { StepDefinition, WorkflowDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { literalText, type Token } from '../token.ts';

/** Shells that every machine of GitHub's with Linux has, and that no step brings along. */
const ALWAYS_THERE: readonly string[] = ['bash', 'sh', 'pwsh'];

type HasProgram = (name: string) => boolean;

/** Shells that GitHub's machines have and this one has not. Those of Windows fail on Linux, here as there. */
export const shellRefusals = (step: StepDefinition, hasProgram: HasProgram): readonly Refusal[] =>
  step.kind === 'run' ? absent(step.shell, hasProgram) : [];

/** The same for the defaults of a file and of its jobs, where a step goes by them. */
export const defaultShellRefusals = (
  { jobs, defaults }: Pick<WorkflowDefinition, 'jobs' | 'defaults'>,
  hasProgram: HasProgram,
): readonly Refusal[] =>
  jobs.flatMap((job) => {
    const goesByThem = job.kind === 'steps' && job.steps.some((step) => step.kind === 'run' && !step.shell);
    return goesByThem ? absent(job.defaults.shell ?? defaults.shell, hasProgram) : [];
  });

function absent(token: Token | undefined, hasProgram: HasProgram): readonly Refusal[] {
  const shell = literalText(token)?.split(' ')[0] ?? '';
  if (!ALWAYS_THERE.includes(shell) || hasProgram(shell)) return [];
  return [{ what: `"shell: ${shell}"`, place: token?.place, next: 'install it' }];
}
