import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveFenceposts } from '../../../../../../rehearsal/cluster/controllers/deployment/fenceposts.ts';
import { isActivePod, isReadyPod } from '../../../../../../rehearsal/cluster/controllers/replica-set/deletion-order.ts';
import { embeddedCluster } from '../embedded-cluster.ts';

const readiness = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1, failureThreshold: 1 } };
const amount = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 100 }).map((value) => `${value}%`),
);
const milliseconds = fc.integer({ min: 0, max: 3000 });
const strategy = fc
  .record({ maxSurge: amount, maxUnavailable: amount })
  .filter(({ maxSurge, maxUnavailable }) => !/^0%?$/.test(String(maxSurge)) || !/^0%?$/.test(String(maxUnavailable)));

describe('a rolling update', () => {
  it('has at every moment at most the desired pods and the surge, and at least the desired ones without the unavailable', () => {
    fc.assert(
      fc.property(
        strategy,
        fc.integer({ min: 1, max: 4 }),
        milliseconds,
        milliseconds,
        fc.array(fc.record({ image: fc.constantFrom('app:1', 'app:2', 'app:3', 'app:never'), after: milliseconds }), {
          minLength: 1,
          maxLength: 2,
        }),
        (rollingUpdate, replicas, second, third, updates) => {
          const cluster = embeddedCluster({
            'app:1': { runs: [{ readyAfter: 500 }] },
            'app:2': { runs: [{ readyAfter: second, onTerm: { code: 0, after: third } }] },
            'app:3': { pulls: [{ after: third }], runs: [{ readyAfter: second }] },
            'app:never': { runs: [{ readyAfter: 'never' }] },
          });
          const spec = { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } };
          cluster.deploy('app', 'app:1', spec, readiness);
          cluster.clock.runUntil(() => cluster.isComplete('app'));
          const { maxSurge, maxUnavailable } = resolveFenceposts(
            rollingUpdate.maxSurge,
            rollingUpdate.maxUnavailable,
            replicas,
          );
          const ready = (): number => cluster.pods().filter(isActivePod).filter(isReadyPod).length;
          cluster.store.subscribe(() => {
            const wanted = cluster.replicaSets().reduce((sum, { spec: { replicas: size } }) => sum + (size ?? 0), 0);
            expect(wanted).toBeLessThanOrEqual(replicas + maxSurge);
            expect(ready()).toBeGreaterThanOrEqual(replicas - maxUnavailable);
          });
          // Between two writes of one instant one ReplicaSet may be a pod ahead of the other, as in a real cluster.
          const countPods = (): void => {
            expect(cluster.pods().filter(isActivePod).length).toBeLessThanOrEqual(replicas + maxSurge);
            cluster.clock.after(250.5, countPods);
          };
          countPods();
          for (const { image, after } of updates) {
            cluster.deploy('app', image, spec, readiness);
            cluster.clock.advance(after);
          }
          cluster.deploy('app', 'app:2', spec, readiness);
          cluster.clock.runUntil(() => cluster.isComplete('app'));
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
