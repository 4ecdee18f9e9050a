import { describe, expect, it } from '@jest/globals';
import { deployment, names, problemsOf, read } from './people.ts';

describe('objects of other places', () => {
  const more = (text: string) => `${deployment()}---\n${text}\n`;
  const OTHER = more('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: tools }');
  const ROLE = more(
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r, namespace: shop }',
  );

  it('of another namespace are refused by name, or left out', () => {
    expect(problemsOf(OTHER)).toEqual([expect.stringMatching(/^ConfigMap\/c\.metadata\.namespace: .*-n tools/)]);
    expect(read(OTHER, { otherNamespaces: 'leave-out' }).notes).toEqual([
      'ConfigMap "c" is left out: it is of namespace "tools".',
    ]);
  });

  it('of the whole cluster are refused with both ways on, written first, or left to others', () => {
    expect(problemsOf(ROLE)).toEqual([expect.stringMatching(/ClusterRole\/r: .*scoped apply.*scoped leave-out/)]);
    expect(read(ROLE, { clusterScoped: 'apply' }).clusterObjects).toMatchObject([{ metadata: { name: 'r' } }]);
    expect(read(ROLE, { clusterScoped: 'apply' }).clusterObjects[0]?.metadata).not.toHaveProperty('namespace');
    expect(read(ROLE, { clusterScoped: 'leave-out' })).toMatchObject({
      clusterObjects: [],
      leftToOthers: [{ kind: 'ClusterRole' }],
    });
  });

  it('their own namespace is there already, or is written', () => {
    const text = more('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }');
    expect(read(text)).toMatchObject({ clusterObjects: [], notes: [expect.stringMatching(/is there already/)] });
    expect(read(text, { clusterScoped: 'apply' }).clusterObjects).toMatchObject([{ kind: 'Namespace' }]);
    expect(problemsOf(text.replace('shop', 'tools'), { clusterScoped: 'apply' })).toEqual([
      expect.stringMatching(/^Namespace\/tools/),
    ]);
  });

  const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: backups.ops.example }
spec:
  group: ops.example
  scope: SCOPE
  names: { kind: Backup, plural: backups }
  versions: [{ name: v1, served: true, storage: true }, { name: v1alpha1, served: false }]
---
apiVersion: ops.example/v1
kind: Backup
metadata: { name: nightly }`;

  it('are told by the definition that comes with them, by kind and version', () => {
    const reading = {
      clusterScoped: 'apply',
      scopes: new Map([['ops.example/v1alpha1/Backup', 'none']] as const),
    } as const;
    expect(names(read(more(CRD.replace('SCOPE', 'Namespaced')), reading).objects)).toContain('Backup/nightly');
    expect(names(read(more(CRD.replace('SCOPE', 'Cluster')), reading).clusterObjects)).toContain('Backup/nightly');
    expect(problemsOf(more(CRD.replace('ops.example/v1\n', 'ops.example/v1alpha1\n')), reading)).toEqual([
      expect.stringMatching(/^Backup\/nightly\.apiVersion: The cluster knows no Backup in ops\.example\/v1alpha1/),
    ]);
  });

  it.each([
    ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
    ['extensions/v1beta1', 'Deployment', 'apps/v1'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'],
  ])('%s %s is called %s now', (apiVersion, kind, now) => {
    const scopes = new Map([[`${apiVersion}/${kind}`, 'none']] as const);
    expect(problemsOf(more(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }`), { scopes })).toEqual([
      expect.stringContaining(`Write ${now};`),
    ]);
  });
});
