import type { ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import { SECRET_READER } from '../../domain/external-secrets.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ManifestObject } from '../object.ts';

/** As whom the operator asks for the secrets of this tier and of no other: it gets a token for each question, and no pod has one. */
export const secretReader = ({ namespace }: Tier): ServiceAccount & ManifestObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: SECRET_READER, namespace },
  automountServiceAccountToken: false,
});
