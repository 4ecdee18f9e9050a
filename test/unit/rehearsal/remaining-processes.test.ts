import { describe, expect, it } from '@jest/globals';
import { ownedBy } from '../../../rehearsal/remaining-processes.ts';

const seen = (pid: number, parent: number, trackingId = '') => ({ pid, parent, trackingId });

describe('what a rehearsal has started', () => {
  it('is all that descends from it, and what its jobs left to others; nobody else’s', () => {
    const all = [
      seen(30, 20),
      seen(20, 10),
      seen(10, 1),
      seen(40, 1, 'github_/tmp/r/job-1/work/shop'),
      seen(41, 40),
      seen(50, 1, 'github_/tmp/r2/job-1/work/shop'),
      seen(60, 5),
      seen(5, 1),
    ];
    expect([...ownedBy(10, '/tmp/r', all)].sort()).toEqual([20, 30, 40, 41]);
  });

  it('is never itself', () => {
    expect(ownedBy(10, '/tmp/r', [seen(10, 1, 'github_/tmp/r/job'), seen(1, 0)])).toEqual([]);
  });
});
