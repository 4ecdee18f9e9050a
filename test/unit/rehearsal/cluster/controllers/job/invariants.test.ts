import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  countOf,
  firstFree,
  hasIndex,
  indexesText,
  parseIndexes,
  withIndexes,
} from '../../../../../../rehearsal/cluster/controllers/job/indexes.ts';
import { isTracked } from '../../../../../../rehearsal/cluster/controllers/job/job-pods.ts';
import { isActivePod } from '../../../../../../rehearsal/cluster/controllers/replica-set/deletion-order.ts';
import { jobCluster } from './job-cluster.ts';

/** Committed: a newcomer's first run is that of everybody. fast-check tells how to replay a failure. */
const SEED = 20_261_129;

const plans = fc.record({
  completions: fc.integer({ min: 0, max: 5 }),
  parallelism: fc.integer({ min: 1, max: 4 }),
  backoffLimit: fc.integer({ min: 0, max: 4 }),
  completionMode: fc.constantFrom('Indexed', 'NonIndexed'),
  podReplacementPolicy: fc.constantFrom('Failed', 'TerminatingOrFailed'),
});

describe('whatever its pods do, a Job', () => {
  it('never runs more pods than it may, counts each once, and ends with none of them held', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.constantFrom(0, 0, 3), { minLength: 1, maxLength: 8 }), (spec, codes) => {
        const cluster = jobCluster(...codes, 0);
        const created = new Set<string>();
        cluster.store.subscribe(({ key, object }) => {
          if (key.resource === 'pods') created.add(object.metadata.uid ?? '');
          if (key.resource !== 'jobs') return;
          const { status } = cluster.job();
          const active = cluster.pods().filter(isActivePod).length;
          expect(active).toBeLessThanOrEqual(Math.min(spec.parallelism, spec.completions));
          expect(status?.succeeded ?? 0).toBeLessThanOrEqual(spec.completions);
          expect(status?.ready ?? 0).toBeLessThanOrEqual(status?.active ?? 0);
        });
        cluster.run(spec);
        cluster.untilFinished();
        const { status } = cluster.job();
        const isComplete = cluster.conditions().at(-1)?.startsWith('Complete') === true;
        expect(isComplete).toBe((status?.failed ?? 0) <= spec.backoffLimit);
        if (isComplete) expect(status?.succeeded ?? 0).toBe(spec.completions);
        expect((status?.succeeded ?? 0) + (status?.failed ?? 0)).toBe(created.size);
        expect(cluster.pods().filter(isTracked)).toEqual([]);
        expect(cluster.pods().filter(isActivePod)).toEqual([]);
      }),
      { numRuns: 15, seed: SEED },
    );
  }, 60_000);
});

describe('completion indexes', () => {
  const indexes = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });

  it('are the same after they were written and read', () => {
    fc.assert(
      fc.property(indexes, (some) => {
        const intervals = withIndexes([], some);
        expect(parseIndexes(indexesText(intervals), 41)).toEqual(intervals);
        expect(countOf(intervals)).toBe(some.length);
        for (let index = 0; index <= 41; index += 1) expect(hasIndex(intervals, index)).toBe(some.includes(index));
      }),
      { seed: SEED },
    );
  });

  it('that are free are the first that are not taken', () => {
    fc.assert(
      fc.property(indexes, fc.nat(10), fc.nat(41), (taken, count, completions) => {
        const free = Array.from({ length: completions }, (_, index) => index).filter((one) => !taken.includes(one));
        expect(firstFree(withIndexes([], taken), count, completions)).toEqual(free.slice(0, count));
      }),
      { seed: SEED },
    );
  });

  it.each([
    ['', ''],
    ['0', '0'],
    ['0,1', '0,1'],
    ['0,1,2', '0-2'],
    ['1-3,5,6', '1-3'],
    ['3-9', '3,4'],
    ['5-9', ''],
    ['x,2', '2'],
  ])('%j of five are %j', (text, read) => {
    expect(indexesText(parseIndexes(text, 5))).toBe(read);
  });
});
