import { proxiesOf } from '../../domain/edge/proxies.ts';
import type { TierEdge } from '../../domain/edge/tier-edge.ts';
import type { Variables } from '../../domain/environment.ts';

/** What a process is told of X-Forwarded-For: how many addresses at its end are the edge's, and from where the edge calls. */
export function edgeVariables({ edge }: Pick<TierEdge, 'edge'>): Variables {
  const { hops, from } = proxiesOf(edge);
  return { FORWARDED_HOPS: String(hops), FORWARDED_FROM: from.join(',') };
}
