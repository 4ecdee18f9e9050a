import type { RecordStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { reachOf } from './tiers.ts';

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

/** A release that is bad everywhere is rolled back wherever it got. */
export const rolledBack = (
  delivery: Places,
  service: string,
  tier: string,
  sentence: RegExp,
): readonly RecordStatement[] =>
  repeated(reachOf(delivery, tier).bad, { kind: 'rollout', service, tier, outcome: 'rolled-back', sentence });
