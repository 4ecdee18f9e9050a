import { SECRET_READER } from '../../domain/external-secrets.ts';
import type { IdentityPool } from '../../domain/identity-pool.ts';
import type { Tier } from '../../domain/tier.ts';
import type { CustomObject } from '../object.ts';
import { EXTERNAL_SECRETS_VERSION, SECRET_STORE } from './names.ts';

/** Where the values are. The cluster is not named: the operator asks the metadata server which one it is in, so that one file is right in
 *  every cluster of a tier. */
export const secretStore = ({ namespace }: Tier, { project }: Pick<IdentityPool, 'project'>): CustomObject => ({
  apiVersion: EXTERNAL_SECRETS_VERSION,
  kind: 'SecretStore',
  metadata: { name: SECRET_STORE, namespace },
  spec: {
    provider: {
      gcpsm: { projectID: project, auth: { workloadIdentity: { serviceAccountRef: { name: SECRET_READER } } } },
    },
  },
});
