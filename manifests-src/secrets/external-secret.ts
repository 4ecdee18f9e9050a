import type { ExternalSecrets, TierSecret } from '../../domain/external-secrets.ts';
import type { Tier } from '../../domain/tier.ts';
import type { CustomObject } from '../object.ts';
import { EXTERNAL_SECRETS_VERSION, SECRET_STORE } from './names.ts';

/** One Secret, key by key. It is written when every key has a value, and stays as it is where one has none any more: pods that start
 *  meanwhile start with what the others have. */
export const externalSecret = (
  { name, keys }: TierSecret,
  { namespace }: Tier,
  { refresh }: Pick<ExternalSecrets, 'refresh'>,
): CustomObject => ({
  apiVersion: EXTERNAL_SECRETS_VERSION,
  kind: 'ExternalSecret',
  metadata: { name, namespace },
  spec: {
    refreshInterval: `${refresh}s`,
    secretStoreRef: { kind: 'SecretStore', name: SECRET_STORE },
    target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: keys.map(({ key, id }) => ({ secretKey: key, remoteRef: { key: id } })),
  },
});
