import type { Seconds } from '../../../domain/seconds.ts';
import { binary, type Expression, type Series } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';

/** Pods that tell their numbers, and did not so long ago: a deploy, or a pod that was made anew. */
export function starts(namespace: string, since: Seconds): Expression {
  const up: Series = clusterSeries('up', { namespace });
  return binary(up, 'unless', { ...up, offset: since });
}
