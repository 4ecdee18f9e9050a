import type { LimitRange, Namespace, ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { assertNever } from '../../domain/brand.ts';
import { runsAtOnce } from '../../domain/cron-service.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { edgeOf, type TierEdge } from '../../domain/edge/tier-edge.ts';
import { type Service, strategyIn } from '../../domain/service.ts';
import { surgeOf } from '../../domain/strategy.ts';
import type { Tier } from '../../domain/tier.ts';
import { checksOf } from '../../domain/tier-checks.ts';
import { edgeBootstrap } from '../edge/edge-bootstrap.ts';
import { checksPolicies } from '../network/checks-policy.ts';
import { servicePolicy } from '../network/service-policy.ts';
import type { ManifestObject } from '../object.ts';
import { secretsBootstrap } from '../secrets/secrets-bootstrap.ts';
import { resourcesIn } from '../workload/tier-patch.ts';
import { deployerRole, deployerRoleBinding } from './deployer-role.ts';
import { evidenceReaders } from './evidence-reader.ts';
import { emptyHistory } from './history-secret.ts';
import { DEFAULT_DENY, LIMITS, QUOTA } from './tier-needs.ts';

/** What an administrator applies once per tier: releases hold only namespaced objects and cannot create these. */
export const tierBootstrap = (tier: Tier, delivery: Delivery): readonly ManifestObject[] => [
  namespace(tier),
  defaultDeny(tier),
  ...delivery.services.map((service) => servicePolicy(service, tier, delivery)),
  ...checksPolicies(tier, delivery),
  quota(tier, delivery),
  limits(tier),
  ...delivery.services.map((service) => emptyHistory(service, tier)),
  deployerRole(tier, delivery),
  ...deployerRoleBinding(tier, delivery),
  ...evidenceReaders(tier, delivery),
  ...edgesIn(tier, delivery).flatMap(edgeBootstrap),
  ...secretsBootstrap(tier, delivery),
];

/** One or none. */
const edgesIn = (tier: Tier, delivery: Delivery): readonly TierEdge[] => [edgeOf(tier, delivery) ?? []].flat();

const namespace = ({ name, namespace }: Tier): Namespace & ManifestObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace,
    labels: { environment: name, 'pod-security.kubernetes.io/enforce': 'restricted' },
  },
});

/** Nothing in or out unless a service's own policy says so. */
const defaultDeny = ({ namespace }: Tier): NetworkPolicy & ManifestObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: DEFAULT_DENY, namespace },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
});

/** Checks are in no queue: those of a newer run may begin while those of an older one are at work. */
const CHECKS_AT_ONCE = 2;

/** How many pods a tier may have: twice what the services ask for, plus the surge, the pod that shows Let's Encrypt that a host is ours, and those
 *  of checks. */
export const podQuota = (tier: Tier, delivery: Delivery): number =>
  delivery.services.reduce(
    (sum, service) => sum + podsOf(service, tier),
    edgesIn(tier, delivery).reduce(
      (sum, { edge, hosts }) => sum + (edge.kind === 'nginx' ? hosts.length : 0),
      checksOf(tier) === undefined ? 0 : CHECKS_AT_ONCE,
    ),
  );

function podsOf(service: Service, tier: Tier): number {
  switch (service.kind) {
    case 'web':
    case 'worker':
      return 2 * resourcesIn(service, tier).replicas + surgeOf(strategyIn(service, tier)).maxSurge;
    case 'cron':
      return 2 * runsAtOnce(service);
    case 'job':
      return 2;
    default:
      return assertNever(service);
  }
}

/** A runaway stops here and not at the bill. */
const quota = (tier: Tier, delivery: Delivery): ResourceQuota & ManifestObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: QUOTA, namespace: tier.namespace },
  spec: {
    hard: {
      pods: String(podQuota(tier, delivery)),
    },
  },
});

/** A container that does not say what it needs gets what a service of the tier gets, and no more. */
const limits = ({ namespace, resources: { cpu, memory } }: Tier): LimitRange & ManifestObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: LIMITS, namespace },
  spec: { limits: [{ type: 'Container', default: { cpu, memory }, defaultRequest: { cpu, memory } }] },
});
