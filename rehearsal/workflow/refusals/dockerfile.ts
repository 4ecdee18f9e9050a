import { join } from 'node:path/posix';
import { dockerfileRefusals } from '../../builder/instruction-refusals.ts';
import type { StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { childOf, literalText } from '../token.ts';
import type { ReadFile } from '../workflow-source.ts';

const BUILD = 'docker/build-push-action@';

/** What of the Dockerfile is not rehearsed that a step builds, where the step says which it is without an expression. */
export async function builtFileRefusals(step: StepDefinition, read: ReadFile): Promise<readonly Refusal[]> {
  if (step.kind !== 'uses' || !step.uses.startsWith(BUILD)) return [];
  const context = literalText(childOf(step.with, 'context'));
  const file = childOf(step.with, 'file');
  const path = file === undefined ? context && join(context, 'Dockerfile') : literalText(file);
  if (path === undefined) return [];
  const text = await read(join(path));
  return text === undefined ? [] : dockerfileRefusals(join(path), text);
}
