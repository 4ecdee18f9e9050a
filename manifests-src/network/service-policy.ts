import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { commonLabels, type ManifestObject, selectorLabels } from '../object.ts';
import { fromCallers, toCalled } from './reasons/calls.ts';
import { fromChecks } from './reasons/checks.ts';
import { fromCollectors } from './reasons/collectors.ts';
import { fromEdge } from './reasons/edge.ts';
import { https } from './reasons/https.ts';
import { metadataServer } from './reasons/metadata-server.ts';
import { resolvers } from './reasons/resolvers.ts';

/** What a service may be reached by and what it may reach; everything else is closed by the namespace's default-deny. */
export const servicePolicy = (service: Service, tier: Tier, delivery: Delivery): NetworkPolicy & ManifestObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: service.name, namespace: tier.namespace, labels: commonLabels(service.name) },
  spec: {
    podSelector: { matchLabels: selectorLabels(service.name) },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      ...fromEdge(service, tier, delivery),
      ...fromCallers(service, delivery.services),
      ...fromChecks(service, tier),
      ...fromCollectors(service, delivery),
    ],
    egress: [resolvers(tier, delivery), https, ...metadataServer, ...toCalled(service, delivery.services)],
  },
});
