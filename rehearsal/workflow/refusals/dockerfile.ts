import { join } from 'node:path/posix';
import { dockerfileRefusals, locksNamedIn } from '../../builder/instruction-refusals.ts';
import { baseImage } from '../../registry/base-images.ts';
import { split } from '../../registry/image-source.ts';
import { absentImage } from '../../registry/known-images.ts';
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
  if (text === undefined) return [];
  const locks = locksNamedIn(text).map(async (name) => [name, (await read(join(context ?? '.', name))) ?? ''] as const);
  return dockerfileRefusals(join(path), text, new Map(await Promise.all(locks)));
}

/** The base that a step of ours hands to a build, where there is no stand-in for it. Google's registries are here, as far as somebody pushes
 *  to them: what they do not have is their answer. */
export function handedBaseRefusals(step: StepDefinition): readonly Refusal[] {
  if (step.kind !== 'uses' || !/(^|\/)image-tag(@|$)/.test(step.uses)) return [];
  const base = literalText(childOf(step.with, 'base')) ?? '';
  if (base === '' || baseImage(base) !== undefined || split(base).host.endsWith('.pkg.dev')) return [];
  return absentImage(base).at(step.place).refusals;
}
