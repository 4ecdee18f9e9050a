import { describe, expect, it } from '@jest/globals';
import { referencesOf } from '../../../../../engine/rollout/preflight/pod-references.ts';
import { missingReferences } from '../../../../../engine/rollout/preflight/references.ts';
import { clusterOf, deploymentOf } from './answering-cluster.ts';

const key = { name: 'settings', key: 'a' };
const one = (kind: string, name: string, key?: string) => ({
  ...{ by: 'Deployment "api"', apiVersion: 'v1', kind, name, key },
  isOptional: false,
});

describe('what the pods of a workload refer to', () => {
  it.each<[string, object, readonly object[]]>([
    ['nothing', {}, []],
    [
      'a key of a variable, from a ConfigMap or a Secret',
      {
        containers: [
          {
            env: [
              { value: 'x' },
              { valueFrom: {} },
              { valueFrom: { configMapKeyRef: key } },
              { valueFrom: { secretKeyRef: key } },
            ],
          },
        ],
      },
      [one('ConfigMap', 'settings', 'a'), one('Secret', 'settings', 'a')],
    ],
    [
      'all variables of a ConfigMap and of a Secret',
      { containers: [{ envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'keys' } }] }] },
      [one('ConfigMap', 'settings'), one('Secret', 'keys')],
    ],
    [
      'what an init container refers to',
      { containers: [{}], initContainers: [{ envFrom: [{ configMapRef: { name: 'settings' } }] }] },
      [one('ConfigMap', 'settings')],
    ],
    [
      'a volume: a ConfigMap, a Secret by its own word, a claim',
      {
        volumes: [
          { configMap: { name: 'settings' } },
          { secret: { secretName: 'keys' } },
          { persistentVolumeClaim: { claimName: 'disk' } },
          { emptyDir: {} },
        ],
      },
      [one('ConfigMap', 'settings'), one('Secret', 'keys'), one('PersistentVolumeClaim', 'disk')],
    ],
    [
      'each key that a volume takes out',
      { volumes: [{ configMap: { name: 'settings', items: [{ key: 'a' }, { key: 'b' }] } }] },
      [one('ConfigMap', 'settings', 'a'), one('ConfigMap', 'settings', 'b')],
    ],
    [
      'what is projected into one volume',
      {
        volumes: [
          { projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'keys' } }] } },
          { projected: {} },
        ],
      },
      [one('ConfigMap', 'settings'), one('Secret', 'keys')],
    ],
    [
      'not what it may do without, and not what has no name',
      {
        containers: [
          { env: [{ valueFrom: { secretKeyRef: { ...key, optional: true } } }], envFrom: [{ configMapRef: {} }] },
        ],
        volumes: [{ configMap: { name: 'settings', optional: true } }, { secret: { optional: false } }],
      },
      [],
    ],
    [
      'a class of priority, unless every cluster has it',
      { priorityClassName: 'urgent' },
      [{ ...one('PriorityClass', 'urgent'), apiVersion: 'scheduling.k8s.io/v1' }],
    ],
    ['no class that every cluster has', { priorityClassName: 'system-node-critical' }, []],
    [
      'a ServiceAccount, unless every namespace has it',
      { serviceAccountName: 'robot' },
      [one('ServiceAccount', 'robot')],
    ],
    ['no ServiceAccount that every namespace has', { serviceAccountName: 'default' }, []],
    [
      'Secrets for pulling, without which it starts',
      { imagePullSecrets: [{ name: 'puller' }, {}, { name: '' }] },
      [{ ...one('Secret', 'puller'), isOptional: true }],
    ],
  ])('%s', (_, spec, wanted) => {
    expect(referencesOf(deploymentOf(spec))).toEqual(wanted);
  });
});

describe('a reference', () => {
  const workload = deploymentOf({
    containers: [
      { env: [{ valueFrom: { configMapKeyRef: key } }, { valueFrom: { configMapKeyRef: { ...key, key: 'b' } } }] },
    ],
  });
  const settings = (content: object) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    ...content,
  });
  const found = async (cluster: ReturnType<typeof clusterOf>, ...more: readonly object[]) =>
    await missingReferences(cluster, [workload, ...(more as (typeof workload)[])], 'shop', true);

  it('is to what is in the cluster, in any of its parts', async () => {
    const cluster = clusterOf(settings({ data: { a: '1' }, binaryData: { b: '2' } }));
    expect(await found(cluster)).toEqual({ refusals: [], notes: [] });
    expect(cluster.asked).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'settings' }]);
  });

  it('is to what comes with it, and to nothing else of its name', async () => {
    const cluster = clusterOf();
    expect(await found(cluster, settings({ stringData: { a: '1', b: '2' } }))).toEqual({ refusals: [], notes: [] });
    expect(cluster.asked).toEqual([]);
    const others = [
      { ...settings({ data: { a: '1' } }), kind: 'Secret' },
      { ...settings({ data: { a: '1' } }), metadata: { name: 'other' } },
    ];
    expect(await found(cluster, ...others)).toEqual({
      refusals: [
        'Deployment "api" needs ConfigMap "settings", which does not exist in namespace "shop". Create it, or correct the name.',
      ],
      notes: [],
    });
  });

  it('misses each key with those that are there', async () => {
    expect((await found(clusterOf(settings({ data: { b: '1', c: '2' } })))).refusals).toEqual([
      'Deployment "api" needs key "a" of ConfigMap "settings", which has "b", "c". Add it, or correct the key.',
    ]);
    expect((await found(clusterOf(settings({})))).refusals).toEqual([
      'Deployment "api" needs key "a" of ConfigMap "settings", which has none. Add it, or correct the key.',
      'Deployment "api" needs key "b" of ConfigMap "settings", which has none. Add it, or correct the key.',
    ]);
  });

  it('is asked for by the kinds of Kubernetes alone', async () => {
    const pod = { ...workload, kind: 'CronTab' };
    expect(await missingReferences(clusterOf(), [pod], 'shop', true)).toEqual({ refusals: [], notes: [] });
  });

  it('that nobody can say anything about ends the preflight', async () => {
    const cluster = clusterOf();
    cluster.fails = 500;
    await expect(found(cluster)).rejects.toMatchObject({ status: 500 });
  });
});

describe('what makes no pods', () => {
  it('needs nothing for them', () => {
    expect(referencesOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'words' } })).toEqual([]);
  });
});
