import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import {
  headroomNotes,
  type PodDemand,
  podDemand,
  quotaHeadroom,
} from '../../../../../engine/rollout/preflight/quota-headroom.ts';
import type { WorkloadManifest } from '../../../../../engine/rollout/workload.ts';
import { clusterOf, deploymentOf } from './answering-cluster.ts';

const object = (kind: string, more: object = {}, apiVersion = 'v1', name = 'x'): KubernetesObject => ({
  ...{ apiVersion, kind, metadata: { name } },
  ...more,
});

describe('pods that a rollout needs more', () => {
  const of = (spec: object, kind: WorkloadManifest['kind'] = 'Deployment', image = 'new'): WorkloadManifest => ({
    ...deploymentOf({ containers: [{ name: 'api', image }] }, spec),
    kind,
  });
  const roll = (spec: object, before: object = spec) => podDemand(of(spec), of(before, 'Deployment', 'old'));
  const budget = (maxSurge?: number | string, maxUnavailable?: number | string) => ({
    strategy: {
      rollingUpdate: {
        ...(maxSurge === undefined ? {} : { maxSurge }),
        ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
      },
    },
  });

  it.each<[string, PodDemand, number, number]>([
    ['all of a first rollout', podDemand(of({ replicas: 3 }), undefined), 3, 3],
    ['one of a first rollout that says nothing', podDemand(of({}), undefined), 1, 1],
    ['the surge of a change', roll({ replicas: 4, ...budget(2, 1) }), 0, 2],
    ['the surge as a part, rounded up', roll({ replicas: 5, ...budget('30%', 1) }), 0, 2],
    ['the surge that is usual', roll({ replicas: 5 }), 0, 2],
    ['the surge that is usual beside no budget', roll({ replicas: 5, strategy: {} }), 0, 2],
    ['the surge that is usual in an empty one', roll({ replicas: 5, ...budget() }), 0, 2],
    ['one at least where none may go first', roll({ replicas: 4, ...budget(2, 0) }), 1, 2],
    ['one at least where that part is less than a pod', roll({ replicas: 3, ...budget(1, '30%') }), 1, 1],
    ['the growth beside it', roll({ replicas: 6, ...budget(1, 0) }, { replicas: 4 }), 2, 3],
    ['the growth from one', podDemand(of({ replicas: 3 }), of({})), 2, 2],
    ['none where it shrinks', podDemand(of({ replicas: 1 }), of({ replicas: 3 })), 0, 0],
    ['none where nothing changes', podDemand(of({ replicas: 3 }), of({ replicas: 3 })), 0, 0],
    ['none where all go first', roll({ replicas: 3, strategy: { type: 'Recreate' } }), 0, 0],
    [
      'none of a StatefulSet',
      podDemand(of({ replicas: 3 }, 'StatefulSet'), of({ replicas: 3 }, 'StatefulSet', 'old')),
      0,
      0,
    ],
    ['none of a DaemonSet', podDemand(of({ replicas: 3 }, 'DaemonSet'), undefined), 0, 0],
  ])('are %s', (_, demand, least, most) => {
    expect(demand).toMatchObject({ by: expect.stringContaining('"api"'), least, most });
  });

  it('count what their containers ask for, limits where they ask for nothing', () => {
    const each = (...containers: readonly object[]) => podDemand(deploymentOf({ containers }), undefined).each;
    expect(
      each(
        { resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } } },
        { resources: { limits: { cpu: '1' } } },
        { resources: {} },
        {},
      ),
    ).toEqual({
      ...{ pods: 1, 'count/pods': 1, 'requests.cpu': 1.5, cpu: 1.5, 'limits.cpu': 1 },
      ...{ 'requests.memory': 2 ** 30, memory: 2 ** 30, 'limits.memory': 2 ** 31 },
    });
    expect(podDemand(deploymentOf({}), undefined).each).toEqual({ pods: 1, 'count/pods': 1 });
  });

  const quota = (hard: object | undefined, used: object | undefined, spec?: object): KubernetesObject =>
    object('ResourceQuota', {
      ...(spec === undefined ? {} : { spec }),
      ...(hard === undefined ? {} : { status: { hard, ...(used === undefined ? {} : { used }) } }),
    });
  const demand = (by: string, least: number, most: number, pods = 1): PodDemand => ({
    by,
    least,
    most,
    each: { pods },
  });

  it.each<[string, KubernetesObject, readonly PodDemand[], readonly string[]]>([
    ['fit exactly', quota({ pods: '4' }, { pods: '3' }), [demand('a', 1, 1)], []],
    ['fit where nothing is used', quota({ pods: '1' }, undefined), [demand('a', 1, 1)], []],
    ['fit into a quota that says nothing', quota(undefined, undefined), [demand('a', 1, 1)], []],
    ['fit into what is no number', quota({ pods: 'many' }, { pods: '3' }), [demand('a', 1, 1)], []],
    ['are not what the quota counts', quota({ services: '0' }, {}), [demand('a', 1, 1)], []],
    [
      'do not fit',
      quota({ pods: '4' }, { pods: '4' }),
      [demand('a', 1, 2)],
      [
        'ResourceQuota "x" has 4 of 4 pods in use, and a needs 1 more. Raise the quota, lower the requests, or allow maxUnavailable.',
      ],
    ],
    [
      'of two workloads do not fit',
      quota({ pods: '1' }, undefined),
      [demand('a', 1, 1), demand('b', 1, 1), demand('c', 0, 0)],
      [
        'ResourceQuota "x" has 0 of 1 pods in use, and a and b need 2 more. Raise the quota, lower the requests, or allow maxUnavailable.',
      ],
    ],
    [
      'fit at last',
      quota({ pods: '4' }, { pods: '3' }),
      [demand('a', 1, 2)],
      ['ResourceQuota "x" has 3 of 4 pods in use, and a needs 2 more for a moment: the rollout may be slow.'],
    ],
    [
      'may not be counted by a quota with scopes',
      quota({ pods: '0' }, {}, { scopes: ['BestEffort'] }),
      [demand('a', 1, 1)],
      ['ResourceQuota "x" has 0 of 0 pods in use, and a needs 1 more for a moment: the rollout may be slow.'],
    ],
    [
      'may not be counted by a quota that selects scopes',
      quota({ pods: '0' }, {}, { scopeSelector: {} }),
      [demand('a', 1, 1)],
      ['ResourceQuota "x" has 0 of 0 pods in use, and a needs 1 more for a moment: the rollout may be slow.'],
    ],
    [
      'are counted by a quota without scopes',
      quota({ pods: '0' }, {}, { scopes: [] }),
      [demand('a', 1, 1, 0.3333)],
      [
        'ResourceQuota "x" has 0 of 0 pods in use, and a needs 0.333 more. Raise the quota, lower the requests, or allow maxUnavailable.',
      ],
    ],
  ])('%s', (_, one, demands, notes) => {
    expect(headroomNotes([one], demands)).toEqual(notes);
  });

  it('are compared with the quotas of the namespace, where anything is needed', async () => {
    const cluster = clusterOf(quota({ pods: '0' }, {}));
    const live = new Map([['Deployment "api"', of({ replicas: 1 })]]);
    expect(await quotaHeadroom(cluster, [of({ replicas: 1 })], live, 'shop')).toEqual([]);
    expect(cluster.lists).toEqual([]);
    expect(await quotaHeadroom(cluster, [of({ replicas: 2 }), object('Service')], live, 'shop')).toHaveLength(1);
    expect(cluster.lists).toEqual([{ apiVersion: 'v1', kind: 'ResourceQuota', namespace: 'shop' }]);
    cluster.fails = 403;
    expect(await quotaHeadroom(cluster, [of({ replicas: 2 })], live, 'shop')).toEqual([]);
    cluster.list = () => Promise.reject(new TypeError('ours'));
    await expect(quotaHeadroom(cluster, [of({ replicas: 2 })], live, 'shop')).rejects.toThrow('ours');
  });
});
