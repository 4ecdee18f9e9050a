import type { TierEdge } from '../../domain/edge/tier-edge.ts';
import type { CustomObject } from '../object.ts';
import { CERT_MANAGER_VERSION, CERTIFICATE_SECRET, EDGE } from './names.ts';

/** One for all hosts of a tier: of two Ingresses with certificates of their own for one host, nginx would take either. */
export const certificate = ({ tier, hosts }: TierEdge): CustomObject => ({
  apiVersion: CERT_MANAGER_VERSION,
  kind: 'Certificate',
  metadata: { name: EDGE, namespace: tier.namespace },
  spec: {
    secretName: CERTIFICATE_SECRET,
    dnsNames: hosts,
    issuerRef: { kind: 'Issuer', name: EDGE },
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
  },
});
