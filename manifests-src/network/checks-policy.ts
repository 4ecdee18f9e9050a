import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Tier } from '../../domain/tier.ts';
import { checksOf } from '../../domain/tier-checks.ts';
import { commonLabels, type ManifestObject, selectorLabels } from '../object.ts';
import { toChecked } from './reasons/checks.ts';
import { resolvers } from './reasons/resolvers.ts';

/** What checks that run inside a tier may reach: the resolvers, and the services that they check. Not the internet, not the metadata server, and
 *  nobody reaches them. One or none. */
export function checksPolicies(tier: Tier, delivery: Delivery): readonly (NetworkPolicy & ManifestObject)[] {
  const checks = checksOf(tier);
  if (checks === undefined) return [];
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: checks.name, namespace: tier.namespace, labels: commonLabels(checks.name) },
      spec: {
        podSelector: { matchLabels: selectorLabels(checks.name) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [],
        egress: [resolvers(tier, delivery), ...toChecked(delivery.services)],
      },
    },
  ];
}
