import type { PolicyRule, Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { edgeOf } from '../../domain/edge/tier-edge.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';
import { historyName } from '../../domain/history-object.ts';
import { clusterUserOf } from '../../domain/identity.ts';
import type { KnownKind } from '../../domain/object-life.ts';
import type { Tier } from '../../domain/tier.ts';
import { checksOf } from '../../domain/tier-checks.ts';
import type { ManifestObject } from '../object.ts';
import { ruleOn } from './rule-on.ts';

/** What `rollout` and `rollback` need in one namespace, and nothing else: of Secrets the histories of the services, by name; nothing
 *  cluster-scoped. What an administrator applies is looked at and never written: that follows from the table of lives. */
export const deployerRole = (
  tier: Tier,
  delivery: Pick<Delivery, 'services' | 'evidence' | 'edge'>,
): Role & ManifestObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'sluice-deployer', namespace: tier.namespace },
  rules: [
    // What only a failed release brought is deleted, and what is pruned.
    ruleOn(['Deployment'], 'list', 'watch'),
    { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list', 'watch'] },
    ...(delivery.services.some(({ kind }) => kind === 'cron') ? [ruleOn(['CronJob'])] : []),
    ...(checksOf(tier) !== undefined || delivery.services.some(({ kind }) => kind === 'job')
      ? [ruleOn(['Job'], 'list', 'watch')]
      : []),
    { apiGroups: [''], resources: ['pods', 'events'], verbs: ['list', 'watch'] },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    ruleOn(['Service', 'ServiceAccount']),
    // The history of a service, which the administrator has made.
    {
      apiGroups: [''],
      resources: ['secrets'],
      resourceNames: delivery.services.map(({ name }) => historyName(name)),
      verbs: ['get', 'patch'],
    },
    // Where what the tier has proven lies here, it is a ConfigMap. Else those that pods need are looked for, and of the histories of
    // earlier versions, which are moved, nothing is left.
    ...(evidenceHome(delivery) === 'cluster'
      ? [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'create', 'patch'] }]
      : [
          { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: delivery.services.map(({ name }) => historyName(name)),
            verbs: ['patch'],
          },
        ]),
    // The borders of the tier are its administrator's; whether they are there is looked at before anything is written.
    ruleOn(['NetworkPolicy']),
    ruleOn(['LimitRange']),
    ruleOn(['ResourceQuota'], 'list'),
    ruleOn(['PodDisruptionBudget']),
    ...edgeRules(tier, delivery),
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'patch'] },
    // Where the traffic really goes.
    ...(tier.rollout.kind === 'rolling'
      ? []
      : [{ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] }]),
  ],
});

/** Where paths lead is a release's; who may come in, and by which certificate, is not. */
function edgeRules(tier: Tier, delivery: Pick<Delivery, 'services' | 'edge'>): readonly PolicyRule[] {
  const at = edgeOf(tier, delivery);
  if (at === undefined) return [];
  switch (at.edge.kind) {
    case 'gateway':
      return [ruleOn(['HTTPRoute']), ruleOn(['Gateway']), ruleOn(GKE_POLICIES)];
    case 'nginx':
      return [ruleOn(['Ingress']), ruleOn(['Certificate', 'Issuer'])];
    default:
      return assertNever(at.edge);
  }
}

const GKE_POLICIES = ['GCPBackendPolicy', 'GCPGatewayPolicy', 'HealthCheckPolicy'] as const satisfies readonly [
  KnownKind,
  ...KnownKind[],
];

/** Binds the Role to the one user that the tier's identity is, or acts as, as GKE names it. A group would be every token that somebody else
 *  gives the attribute to. Nothing where the delivery does not say its repository and pool: then who it is is not known here. */
export function deployerRoleBinding(tier: Tier, { repository, cluster }: Delivery): (RoleBinding & ManifestObject)[] {
  const { pool } = cluster.identity;
  if (repository === undefined || pool === undefined) return [];
  const name = clusterUserOf(pool, repository, { kind: 'tier', tier });
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'sluice-deployer', namespace: tier.namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'sluice-deployer' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }],
    },
  ];
}
