import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../../../../../../rehearsal/cluster/controllers/history/revision.ts';
import { daemonCluster } from './daemon-cluster.ts';

const settled = (spec: object = {}, nodes = 3, pod: object = {}) => {
  const cluster = daemonCluster(nodes);
  cluster.run(spec, 'agent:1', pod);
  cluster.clock.runUntil(() => cluster.isSettled());
  return cluster;
};

describe('a DaemonSet', () => {
  it('has one pod on each node, and tells how many', () => {
    const cluster = settled();
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n2 agent:1+', 'n3 agent:1+']);
    expect(cluster.set().status).toEqual({
      currentNumberScheduled: 3,
      numberMisscheduled: 0,
      desiredNumberScheduled: 3,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled: 3,
      numberAvailable: 3,
    });
    const names = cluster.pods().map(({ metadata }) => `Normal SuccessfulCreate: Created pod: ${metadata.name}`);
    expect(cluster.told().sort()).toEqual(names.sort());
  });

  it('gives its pods labels, tolerations and the one node they are for', () => {
    const cluster = settled({}, 1);
    const [revision] = cluster.revisions();
    const hash = revision?.metadata.labels?.['controller-revision-hash'];
    const [pod] = cluster.pods();
    expect(revision?.metadata.name).toBe(`agent-${hash}`);
    expect(cluster.set().metadata.annotations).toEqual({ 'deprecated.daemonset.template.generation': '1' });
    expect(pod).toMatchObject({
      metadata: {
        generateName: 'agent-',
        labels: { app: 'agent', 'controller-revision-hash': hash, 'pod-template-generation': '1' },
      },
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }],
            },
          },
        },
      },
    });
    expect(pod?.spec.tolerations?.map(({ key, effect }) => `${key?.split('/')[1]} ${effect}`)).toEqual([
      'not-ready NoExecute',
      'unreachable NoExecute',
      'disk-pressure NoSchedule',
      'memory-pressure NoSchedule',
      'pid-pressure NoSchedule',
      'unschedulable NoSchedule',
    ]);
  });

  it('has pods only where its selector and the taints allow it, and follows when they change', () => {
    const cluster = daemonCluster(3);
    cluster.changeNode('n1', { labels: { disk: 'fast' } });
    cluster.changeNode('n2', { labels: { disk: 'fast' } });
    cluster.changeNode('n2', { spec: { taints: [{ key: 'team', value: 'data', effect: 'NoSchedule' }] } });
    cluster.run({}, 'agent:1', { nodeSelector: { disk: 'fast' } });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.daemons()).toEqual(['n1 agent:1+']);
    cluster.changeNode('n3', { labels: { disk: 'fast' } });
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n3 agent:1+']);
    cluster.changeNode('n1', { labels: { disk: 'slow' } });
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n3 agent:1+']);
  });

  it('leaves a pod where a new taint keeps others away, and counts it; one that executes ends it', () => {
    const cluster = settled({}, 2);
    cluster.changeNode('n2', { spec: { taints: [{ key: 'team', effect: 'NoSchedule' }] } });
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n2 agent:1+']);
    expect(cluster.set().status).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 1 });
    cluster.changeNode('n2', { spec: { taints: [{ key: 'team', effect: 'NoExecute' }] } });
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+']);
    expect(cluster.set().status).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 0 });
  });

  it('runs on nodes that take no other pods', () => {
    const cluster = daemonCluster(1);
    cluster.changeNode('n1', { spec: { unschedulable: true } });
    cluster.run();
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.daemons()).toEqual(['n1 agent:1+']);
  });

  it('makes a pod that was lost again', () => {
    const cluster = settled();
    cluster.kill(cluster.pods()[0]?.metadata.name ?? '');
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n2 agent:1+', 'n3 agent:1+']);
  });

  it('counts a pod as available only after it was ready for long enough', () => {
    const cluster = daemonCluster(1);
    cluster.run({ minReadySeconds: 20 });
    cluster.clock.runUntil(() => cluster.set().status?.numberReady === 1);
    expect(cluster.set().status).toMatchObject({ numberUnavailable: 1 });
    const begin = cluster.clock.now();
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.clock.now() - begin).toBeGreaterThanOrEqual(19_000);
  });
});

describe('the history of a DaemonSet', () => {
  it('counts templates, and gives one that comes back its revision again with the next number', () => {
    const cluster = settled({}, 1);
    const [first] = cluster.revisions();
    for (const image of ['agent:2', 'agent:1']) {
      cluster.roll(image);
      cluster.clock.runUntil(() => cluster.isSettled());
    }
    expect(cluster.revisions().map((one) => [one.revision, templateOf(one).spec?.containers[0]?.image])).toEqual([
      [2, 'agent:2'],
      [3, 'agent:1'],
    ]);
    expect(cluster.revisions().at(-1)?.metadata.name).toBe(first?.metadata.name);
    expect(cluster.set().metadata.annotations).toEqual({ 'deprecated.daemonset.template.generation': '3' });
  });

  it('is as long as its limit', () => {
    const cluster = settled({ revisionHistoryLimit: 1 }, 1);
    for (const image of ['agent:2', 'agent:3', 'agent:4']) {
      cluster.roll(image);
      cluster.clock.advance(30_000);
    }
    expect(cluster.revisions().map(({ revision }) => revision)).toEqual([3, 4]);
  });
});
