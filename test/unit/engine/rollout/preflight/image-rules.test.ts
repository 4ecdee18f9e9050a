import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { cutOffServices } from '../../../../../engine/rollout/preflight/cut-off-service.ts';
import { hasInTime, missingImages } from '../../../../../engine/rollout/preflight/image-presence.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { clusterOf, deploymentOf } from './answering-cluster.ts';

const object = (kind: string, more: object = {}, apiVersion = 'v1', name = 'x'): KubernetesObject => ({
  ...{ apiVersion, kind, metadata: { name } },
  ...more,
});

describe('images', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const using = (image: string, name = 'api'): KubernetesObject => ({
    ...deploymentOf({ containers: [{ name: 'api', image }] }),
    metadata: { name },
  });
  const clock = new VirtualClock();

  it('are asked for once, in the name of who wants them first', async () => {
    const asked: string[] = [];
    const has = async ({ repository }: { readonly repository: string }) => {
      asked.push(repository);
      return false;
    };
    const objects = [
      using(`r.example/a@${digest}`),
      using(`r.example/a@${digest}`, 'web'),
      using(`r.example/b@${digest}`),
      object('Service'),
    ];
    expect(await missingImages({ has }, objects, 'r.example/a', clock)).toEqual({
      refusals: [
        `Deployment "api" wants image r.example/a@${digest}, which its registry does not have. Build and push it, or roll out a release whose image is there.`,
      ],
      notes: [
        `Deployment "api" wants image r.example/b@${digest}, which its registry does not have. Build and push it, or roll out a release whose image is there.`,
      ],
    });
    expect(asked).toEqual(['r.example/a', 'r.example/b']);
    expect(await missingImages(undefined, objects, undefined, clock)).toEqual({ refusals: [], notes: [] });
    const failing = { has: () => Promise.reject(new Error('401')) };
    expect(await missingImages(failing, [using(`r.example/a@${digest}`)], undefined, clock)).toEqual({
      refusals: [],
      notes: ['Whether r.example/a has the image could not be asked: 401'],
    });
  });

  it('are waited for three seconds', async () => {
    const waited: number[] = [];
    const impatient = {
      now: () => 0,
      after: (milliseconds: number, callback: () => void) => {
        waited.push(milliseconds);
        callback();
        return () => {};
      },
    };
    const never = { has: () => new Promise<boolean>(() => {}) };
    expect(
      await hasInTime(never, { repository: 'r', digest } as Parameters<typeof hasInTime>[1], impatient),
    ).toBeUndefined();
    expect(waited).toEqual([3000]);
    expect((await missingImages(never, [using(`r.example/a@${digest}`)], undefined, impatient)).notes).toEqual([
      'Whether r.example/a has the image could not be asked: no answer in 3 s',
    ]);
  });
});

describe('a Service that is cut off', () => {
  const service = (selector: object | undefined, kind = 'Service', apiVersion = 'v1') =>
    object(kind, { spec: { ...(selector === undefined ? {} : { selector }) } }, apiVersion);
  const pod = (labels: Readonly<Record<string, string>>, change: object = {}): KubernetesObject => ({
    ...object('Pod', { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }, ...change }),
    metadata: { name: 'p', labels, ...(change as { readonly metadata?: object }).metadata },
  });
  const OLD = { app: 'old' };
  const release = deploymentOf({ containers: [] }, { selector: { matchLabels: OLD } });
  const cut = (live: readonly KubernetesObject[], ...objects: readonly KubernetesObject[]) =>
    cutOffServices(clusterOf(...live), objects, 'shop');
  const SENTENCE =
    'Service "x" selects 1 pod now and would select none: no pod of this release, and none that stays in namespace "shop", has the labels app=new,b=c. Correct spec.selector of the Service, or the labels of the pods.';

  it('selects pods now and would select none', async () => {
    const next = service({ app: 'new', b: 'c' });
    expect(await cut([service(OLD), pod(OLD)], next, release)).toEqual([SENTENCE]);
    expect(
      await cut([service(OLD), pod(OLD), { ...pod(OLD), metadata: { name: 'q', labels: OLD } }], next, release),
    ).toEqual([SENTENCE.replace('1 pod', '2 pods')]);
  });

  it.each<[string, readonly KubernetesObject[], readonly KubernetesObject[]]>([
    ['is not there yet', [pod(OLD)], [service({ app: 'new' })]],
    ['selects nothing now', [service(undefined), pod(OLD)], [service({ app: 'new' })]],
    ['selects no pod now', [service({ app: 'x' }), pod(OLD)], [service({ app: 'new' })]],
    [
      'selects a pod that leaves',
      [service(OLD), pod(OLD, { metadata: { deletionTimestamp: 'x' } })],
      [service({ app: 'new' })],
    ],
    [
      'selects a pod that does not run',
      [service(OLD), pod(OLD, { status: { phase: 'Pending', conditions: [{ type: 'Ready', status: 'True' }] } })],
      [service({ app: 'new' })],
    ],
    [
      'selects a pod that is not ready',
      [service(OLD), pod(OLD, { status: { phase: 'Running' } })],
      [service({ app: 'new' })],
    ],
    ['selects a pod without a status', [service(OLD), pod(OLD, { status: undefined })], [service({ app: 'new' })]],
    [
      'would select a pod that stays',
      [service(OLD), pod(OLD), { ...pod({ app: 'new' }), metadata: { name: 'q', labels: { app: 'new' } } }],
      [service({ app: 'new' })],
    ],
    ['is to select nothing', [service(OLD), pod(OLD)], [service(undefined)]],
    ['is to lead to pods of this release', [service(OLD), pod(OLD)], [service({ app: 'api' })]],
    ['is none of Kubernetes', [service(OLD), pod(OLD)], [service({ app: 'new' }, 'Service', 'serving.knative.dev/v1')]],
    ['is no Service', [service(OLD), pod(OLD)], [service({ app: 'new' }, 'Endpoints')]],
  ])('is none that %s', async (_, live, objects) => {
    expect(await cut(live, ...objects, release)).toEqual([]);
  });

  it('is one that would select only what this release replaces', async () => {
    const selector = deploymentOf({ containers: [] }, { selector: { matchLabels: { app: 'old' } } });
    expect(await cut([service(OLD), pod(OLD)], service(OLD), selector)).toHaveLength(1);
    expect(
      await cut([service(OLD), pod(OLD)], service(OLD), deploymentOf({ containers: [] }, { selector: {} })),
    ).toEqual([]);
    expect(await cut([service(OLD), pod(OLD)], service(OLD), deploymentOf({ containers: [] }))).toEqual([]);
  });

  it('is left to the rollout where we may not look, and ends it by our own mistakes', async () => {
    const cluster = clusterOf();
    cluster.fails = 403;
    expect(await cutOffServices(cluster, [service({ app: 'new' }), release], 'shop')).toEqual([]);
    cluster.get = () => Promise.reject(new TypeError('ours'));
    await expect(cutOffServices(cluster, [service({ app: 'new' }), release], 'shop')).rejects.toThrow('ours');
  });
});
