import type { Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ManifestObject } from '../object.ts';

/** What `rollout` and `rollback` need in one namespace, and nothing else: no secrets, nothing cluster-scoped. */
export const deployerRole = ({ namespace, rollout }: Tier): Role & ManifestObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'sluice-deployer', namespace },
  rules: [
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'create', 'patch'] },
    { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods', 'events'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    {
      apiGroups: [''],
      resources: ['services', 'serviceaccounts', 'configmaps'],
      verbs: ['get', 'list', 'watch', 'create', 'patch'],
    },
    {
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      verbs: ['get', 'list', 'watch', 'create', 'patch'],
    },
    { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['get', 'list', 'watch', 'create', 'patch'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'patch'] },
    // Where the traffic really goes.
    ...(rollout.kind === 'rolling'
      ? []
      : [{ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] }]),
  ],
});

/** The group that an administrator maps the workload identity of the tier's GitHub environment to. */
export const deployerRoleBinding = (
  { name, namespace }: Tier,
  { cluster }: Delivery,
): RoleBinding & ManifestObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'sluice-deployer', namespace },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'sluice-deployer' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: `${cluster.name}-${name}-deployers` }],
});
