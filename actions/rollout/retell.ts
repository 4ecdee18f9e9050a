import type { Ending } from '../_shell/invocation.ts';
import type { RolloutInvocation } from './act.ts';
import { FINISHED, SENTENCE } from './kept.ts';

/** The post step after a step that ended by itself. A cancelled one is told again, because of a cancelled job people open the last
 *  step that ran; everything else was told where it happened. Loads no client of anything. */
export function retell({ saved, inputs: { service, tier }, log }: RolloutInvocation): Ending {
  if (saved(FINISHED) === 'cancelled') log.warning(`The rollout of "${service}" to ${tier}: ${saved(SENTENCE)}`);
  return { ok: true };
}
