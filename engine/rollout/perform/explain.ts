import type { Failed } from '../../../domain/verdict/verdict.ts';
import { viewOf } from '../../../domain/verdict/view.ts';
import type { AttemptEnd } from '../ending.ts';
import { collectEvidence } from '../report/evidence.ts';
import { withLastWords } from '../report/last-words.ts';
import { nodePlatform } from '../report/node-platform.ts';
import { logEvidence } from '../report/progress-log.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { Sighting } from '../watch/watch-rollout.ts';

/** A failed verdict with its proof, collected before anything is undone. */
export async function explained(
  end: Failed,
  { observation }: Pick<Sighting, 'observation'>,
  { graces }: Pick<RolloutRequest, 'graces'>,
  { cluster, clock, log }: Pick<RolloutPorts, 'cluster' | 'clock' | 'log'>,
): Promise<Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'>> {
  log.warning(end.sentence);
  const evidence = await collectEvidence(observation, end, graces, { cluster, clock });
  logEvidence(evidence, log);
  const { class: code, sentence, remedy, trouble, pods } = withLastWords(end, evidence);
  if (trouble !== 'other-platform') return { class: code, sentence, remedy, evidence };
  const hit = (viewOf(observation, graces)?.pods ?? []).filter(({ metadata }) => pods.includes(metadata.name));
  const platform = await nodePlatform(hit, cluster, clock);
  return { class: code, sentence, remedy: platform === undefined ? remedy : `${platform} ${remedy}`, evidence };
}
