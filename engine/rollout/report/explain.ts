import type { Failed } from '../../../domain/verdict/verdict.ts';
import type { AttemptEnd } from '../ending.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { Sighting } from '../watch/watch-rollout.ts';
import { collectEvidence } from './evidence.ts';
import { withLastWords } from './last-words.ts';
import { logEvidence } from './progress-log.ts';

/** A failed verdict with its proof, collected before anything is undone. */
export async function explained(
  end: Failed,
  { observation }: Sighting,
  { graces }: RolloutRequest,
  { cluster, clock, log }: RolloutPorts,
): Promise<Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'>> {
  log.warning(end.sentence);
  const evidence = await collectEvidence(observation, end, graces, cluster, clock);
  logEvidence(evidence, log);
  return {
    class: end.class,
    sentence: withLastWords(end.sentence, end.class, evidence),
    remedy: end.remedy,
    evidence,
  };
}
