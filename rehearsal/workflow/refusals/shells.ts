import type { StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { literalText } from '../token.ts';

const ABSENT: readonly string[] = ['pwsh', 'powershell', 'cmd'];

/** Shells that GitHub's machines have and this one may not. */
export function shellRefusals(step: StepDefinition): readonly Refusal[] {
  if (step.kind !== 'run') return [];
  const shell = literalText(step.shell)?.trim().split(/\s+/)[0] ?? '';
  return ABSENT.includes(shell) ? [{ what: `"shell: ${shell}"`, place: step.shell?.place ?? step.place }] : [];
}
