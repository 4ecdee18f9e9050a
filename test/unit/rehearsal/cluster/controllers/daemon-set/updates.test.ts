import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fencepostsOf } from '../../../../../../rehearsal/cluster/controllers/daemon-set/fenceposts.ts';
import { daemonCluster } from './daemon-cluster.ts';

/** Committed: a newcomer's first run is that of everybody. fast-check tells how to replay a failure. */
const SEED = 20_261_129;

const rolling = (maxUnavailable: number | string, maxSurge: number | string = 0) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
});
const settled = (spec: object, nodes = 3, scripts = {}) => {
  const cluster = daemonCluster(nodes, scripts);
  cluster.run(spec);
  cluster.clock.runUntil(() => cluster.isSettled());
  return cluster;
};

describe('a new template of a DaemonSet', () => {
  it('replaces the pod of one node after the other', () => {
    const cluster = settled({});
    cluster.store.subscribe(() => {
      expect(cluster.daemons().filter((one) => one.endsWith('+')).length).toBeGreaterThanOrEqual(2);
    });
    cluster.roll('agent:2');
    cluster.clock.runUntil(() => cluster.isSettled());
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:2+', 'n2 agent:2+', 'n3 agent:2+']);
  });

  it('stops at the first pod that is not ready, and goes back from there', () => {
    const cluster = settled({});
    cluster.roll('agent:bad');
    cluster.clock.advance(120_000);
    expect(cluster.daemons().filter((one) => one.includes('bad'))).toHaveLength(1);
    expect(cluster.set().status).toMatchObject({ updatedNumberScheduled: 1, numberAvailable: 2, numberUnavailable: 1 });
    cluster.roll('agent:1');
    cluster.clock.runUntil(() => cluster.isSettled());
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n2 agent:1+', 'n3 agent:1+']);
  });

  it('with a surge comes beside the old pod, which goes when the new one is available', () => {
    const cluster = settled(rolling(0, 1));
    cluster.store.subscribe(() => {
      const nodes = cluster.daemons().filter((one) => one.endsWith('+'));
      expect(new Set(nodes.map((one) => one.split(' ')[0])).size).toBe(3);
    });
    cluster.roll('agent:2');
    cluster.clock.runUntil(() => cluster.isSettled());
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:2+', 'n2 agent:2+', 'n3 agent:2+']);
  });

  it('with a surge that is never ready leaves the old pod where it is', () => {
    const cluster = settled(rolling(0, 1), 2);
    cluster.roll('agent:bad');
    cluster.clock.advance(120_000);
    expect(cluster.daemons().filter((one) => one === 'n1 agent:1+' || one === 'n2 agent:1+')).toHaveLength(2);
    expect(cluster.daemons()).toHaveLength(3);
  });

  it('with OnDelete comes into those pods alone that somebody deletes', () => {
    const cluster = settled({ updateStrategy: { type: 'OnDelete' } });
    cluster.roll('agent:2');
    cluster.clock.advance(60_000);
    const second = cluster.pods().find(({ spec }) => spec.nodeName === 'n2');
    cluster.kill(second?.metadata.name ?? '');
    cluster.clock.advance(10_000);
    expect(cluster.daemons()).toEqual(['n1 agent:1+', 'n2 agent:2+', 'n3 agent:1+']);
    expect(cluster.set().status).toMatchObject({ updatedNumberScheduled: 1 });
  });

  it('keeps to its fenceposts, whatever they are', () => {
    const amount = fc.oneof(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 100 }).map((value) => `${value}%`),
    );
    fc.assert(
      fc.property(amount, fc.boolean(), fc.integer({ min: 1, max: 4 }), fc.nat(4000), (value, surges, nodes, slow) => {
        const spec = surges ? rolling(0, value) : rolling(value, 0);
        const cluster = settled(spec, nodes, {
          'agent:2': { runs: [{ readyAfter: slow, onTerm: { code: 0, after: slow } }] },
        });
        const { maxSurge, maxUnavailable } = fencepostsOf(cluster.set(), nodes);
        cluster.store.subscribe(({ key }) => {
          if (key.resource !== 'pods') return;
          const daemons = cluster.daemons();
          const serving = new Set(daemons.filter((one) => one.endsWith('+')).map((one) => one.split(' ')[0]));
          expect(serving.size).toBeGreaterThanOrEqual(nodes - maxUnavailable);
          const staying = daemons.filter((one) => !one.endsWith('-'));
          expect(staying.length).toBeLessThanOrEqual(nodes + maxSurge);
        });
        cluster.roll('agent:2');
        cluster.clock.runUntil(() => cluster.isSettled());
        cluster.clock.advance(20_000);
        expect(cluster.daemons()).toEqual(Array.from({ length: nodes }, (_, index) => `n${index + 1} agent:2+`));
      }),
      { numRuns: 12, seed: SEED },
    );
  }, 60_000);
});
