import { describe, expect, it } from '@jest/globals';
import { PODS, type Pod, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { QUICK_TIMING, REAL_TIMING } from '../../../../../rehearsal/cluster/kubelet/timing.ts';
import { embeddedCluster, NAMESPACE, object } from '../controllers/embedded-cluster.ts';

const TIMINGS = [
  { what: 'looked at between its probes', timing: QUICK_TIMING },
  { what: 'probed alone', timing: REAL_TIMING },
];

/** @param readyAfter milliseconds, or never */
function started(timing: typeof REAL_TIMING, readyAfter: number | 'never', probe: object = {}) {
  const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter }, { readyAfter }] } }, timing);
  const startupProbe = { httpGet: { path: '/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3, ...probe };
  const containers = [{ name: 'app', image: 'app:1', startupProbe }];
  cluster.store.create(PODS, object('v1', 'Pod', { name: 'one', namespace: NAMESPACE }, { spec: { containers } }));
  const status = () =>
    resource<Pod>(cluster.store, PODS).get(NAMESPACE, 'one')?.status?.containerStatuses?.[0] ?? {
      started: false,
      restartCount: 0,
    };
  return { cluster, status };
}

describe('a container that starts', () => {
  it('counts as started soon after it answers where it is looked at, else with its next probe', () => {
    const seconds = TIMINGS.map(({ timing }) => {
      const { cluster, status } = started(timing, 2500);
      const begin = cluster.clock.now();
      cluster.clock.runUntil(() => status().started === true);
      return Math.floor((cluster.clock.now() - begin) / 1000);
    });
    expect(seconds[0]).toBeLessThan(4);
    expect(seconds[1]).toBeGreaterThanOrEqual(9);
  });

  it.each(TIMINGS)('gets as long as its probe says, $what', ({ timing }) => {
    const { cluster, status } = started(timing, 'never');
    const begin = cluster.clock.now();
    cluster.clock.runUntil(() => status().restartCount === 1);
    expect((cluster.clock.now() - begin) / 1000).toBeGreaterThanOrEqual(28);
    expect(cluster.events('Unhealthy').length).toBeLessThanOrEqual(2);
  });

  it.each(TIMINGS)('is not asked before its initial delay is over, $what', ({ timing }) => {
    const { cluster, status } = started(timing, 0, { initialDelaySeconds: 6, periodSeconds: 1 });
    cluster.clock.advance(5000);
    expect(status().started).toBe(false);
    cluster.clock.advance(4000);
    expect(status().started).toBe(true);
  });
});
