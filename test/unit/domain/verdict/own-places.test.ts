import { describe, expect, it } from '@jest/globals';
import { event, pod, unplaced } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import * as recorded from './recorded/workloads.ts';
import { DAEMON_SET, DEPLOYMENT, podSpec } from './recorded/workloads.ts';

const PORTS = { containers: [{ ...podSpec('new').containers[0], ports: [{ containerPort: 80, hostPort: 8080 }] }] };
const OTHER_PORT = { containers: [{ ...podSpec('old').containers[0], ports: [{ containerPort: 80, hostPort: 81 }] }] };
const FREE_PORTS = "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.";
const ANTI_AFFINITY = "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.";
const EXISTING =
  "0/3 nodes are available: 3 node(s) didn't match pod affinity/anti-affinity, 3 node(s) didn't satisfy existing pods anti-affinity rules.";
const NODE_DOWN =
  "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't have free ports for the requested pod ports.";
const SPREAD = "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints.";
const ONE_POD =
  '0/1 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.';
const ZONE = '0/3 nodes are available: 3 node(s) had volume node affinity conflict.';

const SURGE = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const REPLACE = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
const old = (spec: object = PORTS) => pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ready: true, spec });
const told = (message: string, spec: object = SURGE, ...others: Parameters<Script['at']>[1][]) =>
  new Script(DEPLOYMENT).at(
    0,
    recorded.deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }, { spec }),
    recorded.replicaSet(),
    unplaced({ reason: 'Unschedulable', message }, { spec: PORTS }),
    ...others,
  );

describe('a place that our own old pod holds', () => {
  it.each([
    [FREE_PORTS, /host port 8080 is held by our own old pod "api-5d9c7b6f4-aaaaa"/, /maxSurge 0.*Recreate/],
    [ANTI_AFFINITY, /rule of spreading counts our own old pod/, /matchLabelKeys/],
    [SPREAD, /rule of spreading counts our own old pod/, /matchLabelKeys/],
    // kubernetes/kubernetes#116891, #90669
    [EXISTING, /rule of spreading counts our own old pod/, /matchLabelKeys/],
    [NODE_DOWN, /host port 8080 is held by our own old pod/, /maxSurge 0.*Recreate/],
    [ONE_POD, /may be used by one pod alone/, /ReadWriteOnce\b/],
  ])('%s is told in a minute, with what helps', (message, says, helps) => {
    const script = told(message, SURGE, old());
    expect(script.verdict(59).state).toBe('progressing');
    expect(script.verdict(60)).toMatchObject({
      class: 'unschedulable',
      sentence: expect.stringMatching(says),
      remedy: expect.stringMatching(helps),
    });
  });

  it('is waited for while a new node comes', () => {
    const script = told(
      FREE_PORTS,
      SURGE,
      old(),
      event('TriggeredScaleUp', 'pod triggered scale-up', { type: 'Normal' }),
    );
    expect(script.verdict(599).state).toBe('progressing');
  });

  it.each([
    ['nobody of ours is left', told(FREE_PORTS)],
    ['the old pod has another port', told(FREE_PORTS, SURGE, old(OTHER_PORT))],
    ['the strategy lets the old pod go first', told(FREE_PORTS, REPLACE, old())],
    ['it is about something else', told('0/1 nodes are available: 1 Insufficient cpu.', SURGE, old())],
  ])('is none where %s', (_, script) => {
    expect(script.verdict(339).state).toBe('progressing');
    expect(script.verdict(340)).toMatchObject({ sentence: expect.not.stringContaining('old pod') });
  });

  it('is one on a node of a DaemonSet that surges, too', () => {
    const surge = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const daemon = { owner: 'DaemonSet', spec: PORTS } as const;
    const script = new Script(DAEMON_SET).at(
      0,
      recorded.daemonSet({ replicas: 1, updated: 0 }, { spec: surge }),
      pod({ ...daemon, template: 'old', name: 'api-a', ready: true }),
      unplaced({ reason: 'Unschedulable', message: FREE_PORTS }, { ...daemon, name: 'api-b' }),
    );
    expect(script.verdict(60)).toMatchObject({ class: 'unschedulable', sentence: expect.stringContaining('"api-a"') });
  });

  it('may be a volume of one node, on another one', () => {
    const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const script = (spec: object, held: object) =>
      new Script(DEPLOYMENT).at(
        0,
        recorded.deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }, { spec }),
        recorded.replicaSet(),
        old({ ...held, nodeName: 'gk3-node-2' }),
        pod({ spec: claim, conditions: [{ type: 'PodReadyToStartContainers', status: 'False' }] }),
        event(
          'FailedAttachVolume',
          'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node',
        ),
      );
    expect(script(SURGE, claim).verdict(67).state).toBe('progressing');
    expect(script(SURGE, claim).verdict(68)).toMatchObject({
      class: 'volume-failed',
      sentence: expect.stringContaining('old pod "api-5d9c7b6f4-aaaaa" has claim "data" on another node'),
      remedy: expect.stringContaining('Recreate'),
    });
    expect(script(REPLACE, claim).verdict(68).state).toBe('progressing');
    expect(script(SURGE, {}).verdict(68).state).toBe('progressing');
  });
});

describe('a volume in another zone', () => {
  it('is told with what helps', () => {
    expect(told(ZONE).verdict(340)).toMatchObject({ remedy: expect.stringContaining('zone') });
  });
});
