import type { NginxEdge } from '../../domain/edge/edge.ts';
import type { Tier } from '../../domain/tier.ts';
import type { CustomObject } from '../object.ts';
import { CERT_MANAGER_VERSION, EDGE, NGINX_CLASS } from './names.ts';

/** Let's Encrypt gives few certificates of the kind that browsers trust: a tier that anybody may push to takes the others.
 *  @see https://letsencrypt.org/docs/staging-environment/ */
const SERVERS: Readonly<Record<Tier['trust'], string>> = {
  protected: 'https://acme-v02.api.letsencrypt.org/directory',
  unprotected: 'https://acme-staging-v02.api.letsencrypt.org/directory',
};

/** Who gives the tier its certificate, and how it is shown that the hosts are ours: by a file that nginx serves. */
export const issuer = ({ namespace, trust }: Tier, { email }: NginxEdge): CustomObject => ({
  apiVersion: CERT_MANAGER_VERSION,
  kind: 'Issuer',
  metadata: { name: EDGE, namespace },
  spec: {
    acme: {
      server: SERVERS[trust],
      email,
      privateKeySecretRef: { name: 'edge-acme-account' },
      solvers: [{ http01: { ingress: { ingressClassName: NGINX_CLASS } } }],
    },
  },
});
