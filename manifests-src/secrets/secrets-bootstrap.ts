import type { Delivery } from '../../domain/delivery.ts';
import { tierSecrets } from '../../domain/external-secrets.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ManifestObject } from '../object.ts';
import { externalSecret } from './external-secret.ts';
import { secretReader } from './secret-reader.ts';
import { secretStore } from './secret-store.ts';

/** What an administrator applies so that the Secrets of a tier come from Secret Manager. Whoever could write these could read what the
 *  account may, under any name. Nothing for a tier whose services read none. */
export function secretsBootstrap(
  tier: Tier,
  delivery: Pick<Delivery, 'cluster' | 'secretsFrom' | 'services'>,
): readonly ManifestObject[] {
  const { secretsFrom, cluster } = delivery;
  const secrets = tierSecrets(delivery, tier);
  const { pool } = cluster.identity;
  if (secretsFrom === undefined || pool === undefined || secrets.length === 0) return [];
  return [
    secretReader(tier),
    secretStore(tier, pool),
    ...secrets.map((secret) => externalSecret(secret, tier, secretsFrom)),
  ];
}
