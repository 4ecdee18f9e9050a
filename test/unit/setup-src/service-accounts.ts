import { workloadIdentity } from '../../../domain/cluster.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { identityPool } from '../../../domain/identity-pool.ts';
import { platform } from '../../fixtures/platform.ts';

/** The same delivery where each identity acts as a service account of its own. */
export function withServiceAccounts(delivery: Delivery = platform): Delivery {
  const { pool, variable } = delivery.cluster.identity;
  if (pool === undefined) throw new Error('The delivery says no pool.');
  const identity = workloadIdentity(variable, identityPool({ ...pool, members: 'service-accounts' }));
  return { ...delivery, cluster: { ...delivery.cluster, identity } };
}

export const accountOf = (identity: string): string => `${identity}@ai-agent-platform.iam.gserviceaccount.com`;
