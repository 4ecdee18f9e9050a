import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ManifestObject } from '../object.ts';
import { NGINX_NAMESPACE } from './names.ts';

/** The pod that answers Let's Encrypt is cert-manager's, in the namespace of the tier, where everything is denied that nothing allows.
 *  @see https://cert-manager.io/docs/configuration/acme/http01/ */
export const solverPolicy = ({ namespace }: Tier): NetworkPolicy & ManifestObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'edge-acme-solver', namespace },
  spec: {
    podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': NGINX_NAMESPACE } } }],
        ports: [{ port: 8089, protocol: 'TCP' }],
      },
    ],
    egress: [],
  },
});
