import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { crowded, leaving } from './recorded/lives/waiting-lives.ts';
import { event, pod } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import * as recorded from './recorded/workloads.ts';
import { DAEMON_SET, DEPLOYMENT, refusedCreation, STATEFUL_SET } from './recorded/workloads.ts';

const recreating = { spec: { strategy: { type: 'Recreate' } } };
const MULTI_ATTACH = 'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) api-5d9c7b6f4-aaaaa';

describe('a pod that does not end', () => {
  it.each<readonly [string, () => Script, RegExp]>([
    ['keeps a node from the new one', crowded, /no node takes pod/],
    [
      'keeps a volume from the new one',
      () =>
        new Script(DEPLOYMENT)
          .at(0, recorded.deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), recorded.replicaSet(), pod())
          .at(0, event('FailedAttachVolume', MULTI_ATTACH))
          .at(0, pod({ conditions: [{ type: 'PodReadyToStartContainers', status: 'False' }] })),
      /does not get its volume/,
    ],
    [
      'holds the quota of the new one',
      () =>
        new Script(DEPLOYMENT).at(
          0,
          recorded.deployment({ replicas: 1, total: 1, updated: 0, ready: 1 }),
          recorded.replicaSet('new', { conditions: [refusedCreation('exceeded quota: pods')] }),
        ),
      /refuses new pods beside it/,
    ],
    [
      'holds up a strategy that recreates',
      () =>
        new Script(DEPLOYMENT).at(0, recorded.deployment({ replicas: 1, total: 0, updated: 0, ready: 0 }, recreating)),
      /Recreate/,
    ],
    [
      'holds up a StatefulSet',
      () => new Script(STATEFUL_SET).at(0, recorded.statefulSet({ updated: 0, ready: 2 })),
      /made only when it is gone/,
    ],
    [
      'holds up a DaemonSet',
      () => new Script(DAEMON_SET).at(0, recorded.daemonSet({ updated: 2, ready: 2 })),
      /made only when it is gone/,
    ],
  ])('%s: it is the cause, once its grace period is over', (_, script, says) => {
    const told = script().at(2, leaving({ deletionGracePeriodSeconds: 40 }));
    expect(told.verdict(109).state).toBe('progressing');
    expect(told.verdict(110)).toMatchObject({
      class: 'terminating',
      sentence: expect.stringMatching(says),
      remedy: expect.stringContaining('preStop hook'),
      pods: ['api-5d9c7b6f4-aaaaa'],
    });
  });

  it('is nobody’s business where the new pods need nothing of it', () => {
    const told = new Script(DEPLOYMENT).at(
      0,
      recorded.deployment({ replicas: 1, total: 1, updated: 1, ready: 1 }),
      recorded.replicaSet(),
      pod({ ready: true }),
      leaving({ finalizers: ['example.com/drain'] }),
    );
    expect(told.verdict(10).state).toBe('complete');
    const beside = new Script(DEPLOYMENT).at(
      0,
      recorded.deployment({ replicas: 2, total: 2, updated: 1, ready: 1 }),
      recorded.replicaSet(),
      pod(),
      leaving({ finalizers: ['example.com/drain'] }),
    );
    expect(beside.verdict(500).state).toBe('progressing');
  });

  it('is nobody’s business where a rolling update has not made its pods yet, and once the rollout is done', () => {
    const begun = new Script(DEPLOYMENT).at(0, recorded.deployment({ replicas: 1, total: 0, updated: 0, ready: 0 }));
    expect(begun.at(2, leaving()).verdict(500).state).toBe('progressing');
    const patient = { ...GRACES, stableFor: seconds(300) };
    const done = new Script(DAEMON_SET).at(
      0,
      recorded.daemonSet({ replicas: 1 }),
      pod({ owner: 'DaemonSet', name: 'api-a', ready: true }),
    );
    expect(done.at(2, leaving()).verdict(299, patient).state).toBe('progressing');
  });

  it('holds no room once its processes have ended, whatever keeps it, but the name that a StatefulSet needs', () => {
    const ended = { ...leaving({ finalizers: ['example.com/drain'] }), status: { phase: 'Succeeded' } };
    expect(crowded().at(2, ended).verdict(341)).toMatchObject({ class: 'unschedulable' });
    const set = new Script(STATEFUL_SET).at(0, recorded.statefulSet({ updated: 0, ready: 2 }));
    expect(set.at(2, ended).verdict(100)).toMatchObject({ class: 'terminating' });
  });

  it('is waited for as long as its own grace period says, however long, and no node is missed meanwhile', () => {
    const told = crowded().at(2, leaving({ deletionGracePeriodSeconds: 400 }));
    expect(told.verdict(469).state).toBe('progressing');
    expect(told.verdict(470)).toMatchObject({ class: 'terminating' });
    expect(crowded().at(2, leaving()).gone(40, 'Pod', 'api-5d9c7b6f4-aaaaa').verdict(341)).toMatchObject({
      class: 'unschedulable',
    });
  });
});
