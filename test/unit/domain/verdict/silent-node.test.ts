import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { type PodLife, pod } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import * as recorded from './recorded/workloads.ts';
import { DAEMON_SET, DEPLOYMENT } from './recorded/workloads.ts';

const daemon = (name: string, life: PodLife = {}) => pod({ owner: 'DaemonSet', name: `api-${name}`, ...life });
const RUNNING = { running: {} };
/** As the control plane leaves a pod whose node is down. */
const frozen: PodLife = {
  ready: true,
  state: RUNNING,
  conditions: [
    { type: 'Ready', status: 'False' },
    { type: 'ContainersReady', status: 'True' },
  ],
};
const unbegun = (name: string, owner: 'DaemonSet' | 'ReplicaSet' = 'DaemonSet') => ({
  ...pod({ owner, name }),
  status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] },
});
const rolled = () =>
  new Script(DAEMON_SET).at(
    0,
    recorded.daemonSet({ updated: 2, ready: 2 }),
    daemon('a', { ready: true }),
    daemon('b', { ready: true }),
  );

describe('a node that is down', () => {
  it.each([
    ['never begins its new pod', 121, () => rolled().at(1, unbegun('api-c'))],
    [
      'does not end its old pod',
      151,
      () => rolled().at(1, daemon('c', { ...frozen, template: 'old', deleting: true })),
    ],
    ['takes the readiness of its new pod with it', 121, () => rolled().at(1, daemon('c', frozen))],
    ['has lost its pod', 121, () => rolled().at(1, daemon('c', { status: { reason: 'NodeLost' } }))],
  ])('and %s is named, and nothing is undone', (_, second, script) => {
    const told = script();
    expect(told.verdict(second - 1).state).toBe('progressing');
    expect(told.verdict(second)).toMatchObject({
      state: 'unknown',
      sentence: expect.stringMatching(/Node "gk3-node-1" says nothing more of pod "api-c".*Nothing was undone/),
    });
  });

  it('and does not end the only pod that there is makes no failure of it', () => {
    const told = new Script(DAEMON_SET).at(
      0,
      recorded.daemonSet({ replicas: 1, updated: 0, ready: 0 }),
      daemon('c', { ...frozen, template: 'old', deleting: true }),
    );
    expect(told.verdict(149).state).toBe('progressing');
    expect(told.verdict(150).state).toBe('unknown');
  });

  it('is nobody’s business once the rollout is done', () => {
    const patient = { ...GRACES, stableFor: seconds(300) };
    const told = new Script(DAEMON_SET).at(
      0,
      recorded.daemonSet({ replicas: 1 }),
      daemon('a', { ready: true }),
      unbegun('api-c'),
    );
    expect(told.verdict(299, patient).state).toBe('progressing');
  });

  it('is not spoken of while other nodes get on', () => {
    const told = rolled()
      .at(1, unbegun('api-c'))
      .at(100, daemon('d', { ready: true }));
    expect(told.verdict(219).state).toBe('progressing');
    expect(told.verdict(220).state).toBe('unknown');
  });

  it('that speaks again is no reason to stop', () => {
    expect(rolled().at(1, unbegun('api-c')).at(100, daemon('c')).verdict(130).state).toBe('progressing');
  });

  it('is left by the pods of a Deployment after five minutes, and waited for as long', () => {
    const told = new Script(DEPLOYMENT).at(
      0,
      recorded.deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
      recorded.replicaSet(),
      unbegun('api-7f6d8c9b5-x2x9p', 'ReplicaSet'),
    );
    expect(told.verdict(389).state).toBe('progressing');
    expect(told.verdict(390).state).toBe('unknown');
  });

  it('is not one that waits for a readiness gate', () => {
    const spec = { readinessGates: [{ conditionType: 'example.com/gate' }] };
    expect(
      rolled()
        .at(1, daemon('c', { ...frozen, spec }))
        .verdict(500).state,
    ).toBe('progressing');
  });
});
