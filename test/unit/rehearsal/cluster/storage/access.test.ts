import { describe, expect, it } from '@jest/globals';
import { newStore, refusal } from './manifests.ts';

const GROUP = 'rbac.authorization.k8s.io';
const create = (kind: string, fields: Record<string, unknown>) => {
  const namespace = kind.startsWith('Cluster') ? {} : { namespace: 'default' };
  return newStore().create(
    { group: GROUP, resource: `${kind.toLowerCase()}s` },
    { apiVersion: `${GROUP}/v1`, kind, metadata: { name: 'a', ...namespace }, ...fields },
  );
};
const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
const health = { nonResourceURLs: ['/healthz'], verbs: ['get'] };
const reader = { apiGroup: GROUP, kind: 'Role', name: 'reader' };
const nodes = { ...reader, kind: 'ClusterRole' };
const robot = { kind: 'ServiceAccount', name: 'robot' };

describe('roles and bindings', () => {
  it.each([
    ['ClusterRole', { rules: [pods, health] }],
    ['ClusterRole', { aggregationRule: { clusterRoleSelectors: [{}] } }],
    ['Role', { rules: [pods] }],
    ['RoleBinding', { roleRef: reader, subjects: [robot, { kind: 'User', name: 'ann' }] }],
    ['ClusterRoleBinding', { roleRef: nodes, subjects: [{ ...robot, namespace: 'default' }] }],
  ])('%s %j is stored', (kind, fields) => {
    expect(create(kind, fields)).toMatchObject({ kind });
  });

  it.each([
    [
      'Role',
      { rules: [health] },
      'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply',
    ],
    ['ClusterRole', { rules: [{ ...pods, ...health }] }, 'rules cannot apply to both regular resources and'],
    ['ClusterRole', { rules: [{ ...pods, verbs: [] }] }, 'rules[0].verbs: Required value: verbs must contain'],
    ['ClusterRole', { rules: [{ ...pods, apiGroups: [] }] }, 'rules[0].apiGroups: Required value'],
    ['Role', { rules: [{ ...pods, resources: [] }] }, 'rules[0].resources: Required value'],
    ['ClusterRole', { aggregationRule: {} }, 'aggregationRule.clusterRoleSelectors: Required value'],
    [
      'ClusterRoleBinding',
      { roleRef: reader },
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
    ],
    ['RoleBinding', { roleRef: { ...reader, name: '' } }, 'roleRef.name: Required value'],
    [
      'RoleBinding',
      { roleRef: reader, subjects: [{ kind: 'Robot', name: 'a' }] },
      'subjects[0].kind: Unsupported value',
    ],
    ['RoleBinding', { roleRef: reader, subjects: [{ kind: 'User' }] }, 'subjects[0].name: Required value'],
    [
      'RoleBinding',
      { roleRef: reader, subjects: [{ ...robot, apiGroup: GROUP }] },
      'subjects[0].apiGroup: Unsupported',
    ],
    ['ClusterRoleBinding', { roleRef: nodes, subjects: [robot] }, 'subjects[0].namespace: Required value'],
  ])('%s %j is refused', (kind, fields, why) => {
    expect(refusal(() => create(kind, fields))).toMatchObject({ code: 422, message: expect.stringContaining(why) });
  });
});
