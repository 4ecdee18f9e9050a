import { describe, expect, it } from '@jest/globals';
import { endOwned, endOwnedAtOnce, type Ownership, ownedBy } from '../../../../rehearsal/enclosure/owned-processes.ts';
import type { SeenProcess } from '../../../../rehearsal/enclosure/seen-processes.ts';

const seen = (pid: number, parent: number, of: Partial<SeenProcess> = {}): SeenProcess => ({
  pid,
  parent,
  group: pid,
  terminal: false,
  folder: '/',
  trackingId: '',
  ...of,
});
const owner = (of: Partial<Ownership> = {}): Ownership => ({ folder: '/tmp/r', roots: [], groups: [], ...of });
const owned = (ownership: Ownership, ...all: readonly SeenProcess[]) => [...ownedBy(ownership, all)].sort();

describe('what belongs to a rehearsal', () => {
  it('is all that descends from it, parents listed after children or not; nobody else’s', () => {
    expect(owned(owner({ roots: [10] }), seen(30, 20), seen(20, 10), seen(10, 1), seen(60, 5), seen(5, 1))).toEqual([
      20, 30,
    ]);
  });

  it('is what carries its tracking id, and what descends from that', () => {
    const mine = seen(40, 1, { trackingId: 'github_/tmp/r/job-1/work/shop' });
    const other = seen(50, 1, { trackingId: 'github_/tmp/r2/job-1/work/shop' });
    expect(owned(owner(), mine, seen(41, 40), other, seen(51, 50))).toEqual([40, 41]);
  });

  it('is what works in its folder without a terminal', () => {
    const daemon = seen(40, 1, { folder: '/tmp/r/job-1/work' });
    const person = seen(50, 1, { folder: '/tmp/r/job-1/work', terminal: true });
    expect(
      owned(owner(), daemon, person, seen(60, 1, { folder: '/tmp/r2' }), seen(70, 1, { folder: '/tmp/r' })),
    ).toEqual([40, 70]);
  });

  it('is what is in one of its process groups, when the owner is gone', () => {
    expect(
      owned(owner({ groups: [40] }), seen(41, 1, { group: 40 }), seen(42, 41, { group: 42 }), seen(43, 1)),
    ).toEqual([41, 42]);
  });

  it('is never itself, nor the process that asks', () => {
    const asking = seen(process.pid, 10, { folder: '/tmp/r' });
    expect(owned(owner({ roots: [10] }), seen(10, 1, { trackingId: 'github_/tmp/r/job' }), asking)).toEqual([]);
  });
});

const child = (pid: number) => seen(pid, 1, { folder: '/tmp/r' });

describe.each([
  { name: 'what ends it', end: endOwned },
  { name: 'what ends it at once', end: endOwnedAtOnce },
])('$name', ({ end }) => {
  it.each([
    { what: 'kills all that it sees', looks: [[40, 50], [], [], []], killed: [40, 50] },
    { what: 'looks again for what was started meanwhile', looks: [[40], [41], [42], [], [], []], killed: [40, 41, 42] },
    { what: 'does not trust two looks that show nothing', looks: [[40], [], [], [41], [], [], []], killed: [40, 41] },
  ])('$what', async ({ looks, killed }) => {
    const left = [...looks];
    const kills: number[] = [];
    await end(owner(), { seen: () => (left.shift() ?? [99]).map(child), kill: (pid) => kills.push(pid) });
    expect(kills).toEqual(killed);
    expect(left).toEqual([]);
  });
});
