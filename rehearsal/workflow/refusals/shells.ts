import type { StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { literalText } from '../token.ts';

/** Shells that every machine of GitHub's with Linux has, and that no step brings along. */
const ALWAYS_THERE: readonly string[] = ['bash', 'sh', 'pwsh'];

/** Shells that GitHub's machines have and this one has not. Those of Windows fail on Linux, here as there. */
export function shellRefusals(step: StepDefinition, hasProgram: (name: string) => boolean): readonly Refusal[] {
  if (step.kind !== 'run') return [];
  const shell = literalText(step.shell)?.split(' ')[0] ?? '';
  if (!ALWAYS_THERE.includes(shell) || hasProgram(shell)) return [];
  return [{ what: `"shell: ${shell}"`, place: step.shell?.place ?? step.place, next: 'install it' }];
}
