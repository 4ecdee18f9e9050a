import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { crashing, ended, pod } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from './recorded/workloads.ts';

/** A pod that was ready, and then ended three times, each time after so many seconds. */
const loop = (length: number) =>
  new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), pod({ ready: true }))
    .at(300, pod(crashing(3, ended(1, 'Error', { from: 3, to: 3 + length }))));

describe('a process that ends again and again', () => {
  it.each([
    [59, 10, 'failed'],
    [60, 10, 'progressing'],
    [60, 120, 'failed'],
    [119, 120, 'failed'],
    [120, 120, 'progressing'],
  ])('after %d s, where its pod is to be ready for %d s, is %s', (length, stableFor, state) => {
    expect(loop(length).verdict(301, { ...GRACES, stableFor: seconds(stableFor) }).state).toBe(state);
  });
});
