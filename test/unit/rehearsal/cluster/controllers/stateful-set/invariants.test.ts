import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statefulCluster } from './stateful-cluster.ts';

/** Committed: a newcomer's first run is that of everybody. fast-check tells how to replay a failure. */
const SEED = 20_261_129;

const changes = fc.array(
  fc.oneof(
    fc.record({ replicas: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ image: fc.constantFrom('db:1', 'db:2', 'db:slow') }),
    fc.record({ kill: fc.integer({ min: 0, max: 3 }) }),
  ),
  { minLength: 1, maxLength: 4 },
);
const milliseconds = fc.integer({ min: 0, max: 6000 });

describe('whatever happens to it, an ordered set', () => {
  it('has at most one pod for each number, makes none while one before waits, and gets what it wants in the end', () => {
    fc.assert(
      fc.property(changes, milliseconds, milliseconds, (plan, slow, pause) => {
        const cluster = statefulCluster({
          'db:2': { runs: [{ readyAfter: slow }] },
          'db:slow': { runs: [{ readyAfter: pause, onTerm: { code: 0, after: slow } }] },
        });
        cluster.run({ replicas: 2 });
        cluster.store.subscribe(({ key, type, object }) => {
          if (key.resource !== 'pods') return;
          const members = cluster.members();
          expect(new Set(members.map((one) => one.split(' ')[0])).size).toBe(members.length);
          if (type !== 'ADDED') return;
          const ordinal = Number(object.metadata.name.slice('db-'.length));
          const before = members.filter((one) => Number(/^db-(\d+)/.exec(one)?.[1]) < ordinal);
          expect(before).toHaveLength(ordinal);
          for (const one of before) expect(one).toMatch(/\+$/);
        });
        for (const change of plan) {
          if ('replicas' in change) cluster.change(change);
          if ('image' in change) cluster.roll(change.image);
          if ('kill' in change && cluster.pod(`db-${change.kill}`) !== undefined) cluster.kill(`db-${change.kill}`);
          cluster.clock.advance(pause);
        }
        cluster.clock.runUntil(
          () => cluster.isSettled() && cluster.members().length === cluster.set().spec.replicas,
          3_600_000,
        );
        const wanted = cluster.set().spec.template.spec?.containers[0]?.image;
        expect(cluster.members()).toEqual(
          Array.from({ length: cluster.set().spec.replicas ?? 0 }, (_, ordinal) => `db-${ordinal} ${wanted}+`),
        );
      }),
      { numRuns: 12, seed: SEED },
    );
  }, 60_000);
});
