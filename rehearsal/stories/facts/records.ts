import { strategyIn } from '../../../domain/service.ts';
import type { RecordStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { reachOf, serviceOf, tierOf } from './tiers.ts';

type Places = Pick<StoryDelivery, 'cluster' | 'tiers'>;

const repeated = (count: number, record: RecordStatement): readonly RecordStatement[] =>
  Array.from({ length: count }, () => record);

/** A release that is good is complete in every cluster of the tier. */
export const complete = (
  delivery: Places,
  service: string,
  tier: string,
  more: Partial<RecordStatement> = {},
): readonly RecordStatement[] =>
  repeated(reachOf(delivery, tier).good, { kind: 'rollout', service, tier, outcome: 'complete', ...more });

/** A release that is bad everywhere is taken back wherever it got. A copy that never had traffic is only scaled down: there is nothing
 *  to take back, and the rollout has failed. */
export const bad = (
  delivery: Places & Pick<StoryDelivery, 'services'>,
  service: string,
  tier: string,
  sentence: RegExp,
): readonly RecordStatement[] => {
  const { kind } = strategyIn(serviceOf(delivery, service), tierOf(delivery, tier));
  const outcome = kind === 'blueGreen' ? 'failed' : 'rolled-back';
  return repeated(reachOf(delivery, tier).bad, { kind: 'rollout', service, tier, outcome, sentence });
};

/** Nobody goes back to what a tier never was. */
export const refusedBack = (delivery: Places, service: string, tier: string): readonly RecordStatement[] =>
  repeated(reachOf(delivery, tier).good, { kind: 'rollback', service, tier, outcome: 'refused' });
