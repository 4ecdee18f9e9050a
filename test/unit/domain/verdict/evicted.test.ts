import { describe, expect, it } from '@jest/globals';
import { EVICTED } from './recorded/other-kinds.ts';
import { ended, type PodLife, pod } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from './recorded/workloads.ts';

const started = () =>
  new Script(DEPLOYMENT).at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet());
/** One pod after the other, each with a life of its own. */
const row = (seconds: readonly number[], life: PodLife) =>
  seconds.reduce(
    (script, second) => script.at(second, pod({ ...life, name: `api-7f6d8c9b5-p${second}`, created: second })),
    started(),
  );
const PREEMPTED: PodLife = {
  state: { running: {} },
  deleting: true,
  conditions: [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    },
  ],
};

const REJECTED: PodLife = {
  phase: 'Failed',
  status: {
    reason: 'SysctlForbidden',
    message: 'Pod was rejected: forbidden sysctl: "kernel.msgmax" not allowlisted',
    containerStatuses: undefined,
  },
};

describe('pods that the cluster takes away', () => {
  it('count when they are preempted, while they are still on their way out', () => {
    const told = row([1, 2, 3, 4, 5], PREEMPTED);
    expect(told.verdict(4).state).toBe('progressing');
    expect(told.verdict(5)).toMatchObject({
      class: 'evicted',
      sentence: expect.stringContaining('pod "api-7f6d8c9b5-p5": PreemptionByScheduler: default-scheduler: preempting'),
    });
  });

  it('count within five minutes, not over a long rollout', () => {
    expect(row([1, 80, 160, 240, 301], EVICTED).verdict(301)).toMatchObject({ class: 'evicted' });
    expect(row([1, 80, 160, 240, 302], EVICTED).verdict(302).state).toBe('progressing');
  });

  it('are told apart from those that a node does not even begin', () => {
    expect(row([1, 2, 3, 4, 5], REJECTED).verdict(5)).toMatchObject({
      class: 'evicted',
      sentence: expect.stringMatching(/^Nodes rejected 5 pods of Deployment "api".*SysctlForbidden: Pod was rejected/),
      remedy: expect.stringContaining('what the node does not allow'),
    });
    expect(row([1, 2, 3, 4, 5], EVICTED).verdict(5)).toMatchObject({
      sentence: expect.stringMatching(/^The cluster took 5 pods/),
    });
  });

  it('count where a node rejects them for what may heal only while it goes on with that', () => {
    const status = { reason: 'NodeShutdown', message: 'Pod was rejected as the node is shutting down.' };
    const life = { ...REJECTED, status: { ...REJECTED.status, ...status } };
    expect(row([1, 2, 3, 4, 5, 60], life).verdict(500).state).toBe('progressing');
    const goesOn = row([1, 2, 3, 4, 5, 60, 125], life);
    expect(goesOn.verdict(125)).toMatchObject({ class: 'evicted', sentence: expect.stringMatching(/^Nodes rejected/) });
  });

  it('are not those that somebody deletes and that end in phase Failed because they were running', () => {
    const told = row([1, 2, 3, 4, 5, 6], { deleting: true, phase: 'Failed', state: ended(143) });
    expect(told.verdict(300).state).toBe('progressing');
  });
});
