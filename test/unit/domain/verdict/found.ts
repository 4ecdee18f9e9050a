import type { FailureClass, Finding } from '../../../../domain/verdict/finding.ts';
import { GRACES, type Graces } from '../../../../domain/verdict/graces.ts';
import type { Fact, Observation } from '../../../../domain/verdict/observation.ts';
import { type View, viewOf } from '../../../../domain/verdict/view.ts';
import { replay } from './api-rollout.ts';
import { started } from './stories/story.ts';

export function viewAt(observation: Observation, graces: Graces = GRACES): View {
  const view = viewOf(observation, graces);
  if (view === undefined) throw new Error('The object itself was not seen.');
  return view;
}

/** What a class finds in a rollout of `api-rollout.ts` that has just begun, and of which this is seen. */
export const found = ({ find }: FailureClass, ...facts: readonly Fact[]): readonly Finding[] =>
  find(viewAt(replay([[0, ...started, ...facts]])));
