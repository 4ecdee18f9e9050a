import { describe, expect, it } from '@jest/globals';
import { ownRun } from '../../../../engine/rollback/own-run.ts';
import { Unreachable } from '../../../../engine/rollout/cluster.ts';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';

const SERVER = '2026-11-23T12:00:30.000Z';
const OWN = { id: 7, attempt: 2 };
const asked = async (read: () => Promise<never> | Promise<{ id: number; attempt: number; createdAt: string }>) => {
  const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
  const warnings: string[] = [];
  const cluster = { serverTime: async () => SERVER };
  const told = ownRun(OWN, { currentRun: { read }, cluster, clock, log: { warning: (line) => warnings.push(line) } });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(10_000);
  return { run: await told, warnings };
};

describe('the place of a rollback in the order of runs', () => {
  it('is that of its run', async () => {
    const run = { id: 7, attempt: 2, createdAt: '2026-11-23T11:00:00Z' };
    expect(await asked(async () => run)).toEqual({ run, warnings: [] });
  });

  it.each([
    ['does not answer', () => new Promise<never>(() => {}), /no answer in 10 s/],
    ['refuses', () => Promise.reject(new Error('HTTP 403.')), /HTTP 403/],
  ])('is after everything that was asked for before it where GitHub %s', async (_, read, says) => {
    const { run, warnings } = await asked(read);
    expect(run).toEqual({ ...OWN, createdAt: SERVER });
    expect(warnings).toEqual([expect.stringMatching(says)]);
  });

  it('does not fail where nobody answers', async () => {
    const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
    const read = () => Promise.reject(new Error('HTTP 500.'));
    const serverTime = () => Promise.reject(new Unreachable('No.'));
    const ports = { currentRun: { read }, cluster: { serverTime }, clock, log: { warning: () => {} } };
    expect(await ownRun(OWN, ports)).toEqual({ ...OWN, createdAt: '2026-11-23T12:00:00.000Z' });
  });
});
