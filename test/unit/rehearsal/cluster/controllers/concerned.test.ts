import { describe, expect, it } from '@jest/globals';
import { concerned } from '../../../../../rehearsal/cluster/controllers/concerned.ts';
import { REPLICA_SETS, type ReplicaSet, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { embeddedCluster, NAMESPACE, object } from './embedded-cluster.ts';

const { store } = embeddedCluster({});
const replicaSets = resource<ReplicaSet>(store, REPLICA_SETS);
for (const app of ['one', 'two']) {
  const containers = [{ name: 'main', image: 'registry.example/main:1' }];
  const template = { metadata: { labels: { app } }, spec: { containers } };
  const spec = { replicas: 0, selector: { matchLabels: { app } }, template };
  store.create(REPLICA_SETS, object('apps/v1', 'ReplicaSet', { name: app, namespace: NAMESPACE }, { spec }));
}
const owner = (kind: string, controller: boolean) => ({
  apiVersion: 'apps/v1',
  kind,
  name: 'two',
  uid: 'uid',
  controller,
});
const pod = (labels: Record<string, string>, ...ownerReferences: ReturnType<typeof owner>[]) => ({
  metadata: { name: 'pod', namespace: NAMESPACE, labels, ownerReferences },
});

describe('a change of a pod concerns', () => {
  it.each([
    ['who controls it, whatever its labels say', pod({ app: 'one' }, owner('ReplicaSet', true)), ['shop/two']],
    ['nobody of a kind that does not control it', pod({ app: 'one' }, owner('Job', true)), []],
    ['who selects it, when nobody controls it', pod({ app: 'one' }, owner('ReplicaSet', false)), ['shop/one']],
    ['nobody whose selector does not take it', pod({ app: 'three' }), []],
    ['nobody of another namespace', { metadata: { ...pod({ app: 'one' }).metadata, namespace: 'default' } }, []],
  ])('%s', (_, changed, expected) => {
    expect(concerned('ReplicaSet', replicaSets, changed)).toEqual(expected);
  });
});
