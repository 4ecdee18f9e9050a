import { describe, expect, it } from '@jest/globals';
import { nextAvailable } from '../../../../../rehearsal/cluster/controllers/replica-set/deletion-order.ts';
import type { Pod } from '../../../../../rehearsal/cluster/controllers/resource.ts';

const NOW = Date.parse('2026-01-01T00:01:00Z');
const pod = (name: string, readyFor?: number): Pod => ({
  metadata: { name },
  spec: { containers: [] },
  status: {
    conditions: [
      {
        type: 'Ready',
        status: readyFor === undefined ? 'False' : 'True',
        lastTransitionTime: new Date(NOW - (readyFor ?? 0) * 1000).toISOString(),
      },
    ],
  },
});

describe('the next pod to be available', () => {
  it.each([
    ['is the one that has been ready longest', [pod('a', 2), pod('b', 5), pod('c', 1)], 5_000],
    ['is none that is available already', [pod('a', 12), pod('b', 4)], 6_000],
    ['is none that is not ready', [pod('a'), pod('b', 10)], undefined],
  ])('%s', (_, pods, expected) => {
    expect(nextAvailable(pods, { minReadySeconds: 10 }, NOW)).toBe(expected);
  });

  it('is none where nobody has to wait', () => {
    expect(nextAvailable([pod('a', 0)], {}, NOW)).toBeUndefined();
  });
});
