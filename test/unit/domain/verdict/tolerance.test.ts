import { describe, expect, it } from '@jest/globals';
import { toleratedPods } from '../../../../domain/verdict/tolerance.ts';
import { bare } from './objects.ts';

const rolling = (maxUnavailable?: number | string) => ({
  rollingUpdate: maxUnavailable === undefined ? {} : { maxUnavailable },
});

describe('new pods that may be broken while a rollout gets on', () => {
  it.each<[string, Parameters<typeof bare>, number]>([
    ['of a Deployment that says nothing', ['Deployment'], 0],
    ['of one with a strategy alone', ['Deployment', { strategy: {} }], 0],
    ['of one that leaves it open', ['Deployment', { strategy: rolling() }], 0],
    ['of one that says how many', ['Deployment', { strategy: rolling(2), replicas: 9 }], 2],
    ['of one that says which part, rounded down', ['Deployment', { strategy: rolling('25%'), replicas: 7 }], 1],
    ['of one with all of its only pod', ['Deployment', { strategy: rolling('100%') }], 1],
    ['of an ordered StatefulSet', ['StatefulSet', { replicas: 3 }], 0],
    ['of one that touches several at once', ['StatefulSet', { replicas: 9, updateStrategy: rolling(2) }], 2],
    ['of a parallel one', ['StatefulSet', { podManagementPolicy: 'Parallel', updateStrategy: {} }], 1],
    [
      'of a parallel one that leaves it open',
      ['StatefulSet', { podManagementPolicy: 'Parallel', updateStrategy: rolling() }],
      1,
    ],
    [
      'of a parallel one by parts of its only pod',
      ['StatefulSet', { podManagementPolicy: 'Parallel', updateStrategy: rolling('100%') }],
      1,
    ],
    [
      'of a parallel one by parts',
      ['StatefulSet', { podManagementPolicy: 'Parallel', replicas: 4, updateStrategy: rolling('50%') }],
      2,
    ],
    ['of a DaemonSet that says nothing', ['DaemonSet'], 1],
    ['of one with a strategy alone', ['DaemonSet', { updateStrategy: {} }], 1],
    ['of one that leaves it open', ['DaemonSet', { updateStrategy: rolling() }], 1],
    [
      'of one by parts of its nodes',
      ['DaemonSet', { updateStrategy: rolling('50%') }, { desiredNumberScheduled: 5 }],
      2,
    ],
    ['of one by parts of nodes that nobody knows yet', ['DaemonSet', { updateStrategy: rolling('100%') }], 0],
    ['of one without any node yet', ['DaemonSet', { updateStrategy: rolling('100%') }, {}], 0],
    ['of a Job', ['Job'], 0],
    ['of a claim', ['PersistentVolumeClaim'], 0],
    ['of anything else', ['Custom'], 0],
  ])('%s', (_, parts, many) => {
    expect(toleratedPods(bare(...parts))).toBe(many);
  });
});
