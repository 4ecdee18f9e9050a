import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { baseLine } from '../../../../engine/approval/base.ts';
import { judgeConsent, type ObservedConsent, type WantedConsent } from '../../../../engine/approval/consent.ts';

const base = { service: 'api', commit: parseCommitSha('a'.repeat(40)), release: 'sha256:1' };
const [mina, omar] = [
  { id: 1, login: 'mina' },
  { id: 2, login: 'omar' },
];
const wanted: WantedConsent = {
  run: 7,
  gate: 'live-approval',
  bypass: 'refused',
  expires: 60,
  shown: [baseLine(base)],
};
const OPENED = 1_000_000;
const yes = { state: 'approved', by: mina, environments: ['live-approval'] };
const gateJob = { run: 7, attempt: 1, conclusion: 'success', startedAt: OPENED };
const observed: ObservedConsent = { answers: [yes], gateJob, now: OPENED + 60_000, base, excluded: [omar] };

const codes = (change: Partial<ObservedConsent>, want: Partial<WantedConsent> = {}): readonly string[] =>
  judgeConsent({ ...wanted, ...want }, { ...observed, ...change }).refusals.map(({ code }) => code);

describe('a yes', () => {
  it('counts of somebody who had no part in it, in this run, in time, to what still runs', () => {
    expect(judgeConsent(wanted, observed)).toEqual({ by: [mina], refusals: [] });
  });

  it('is missing where nobody has answered, or somewhere else', () => {
    expect(codes({ answers: [] })).toEqual(['approval-missing']);
    expect(codes({ answers: [{ ...yes, environments: ['staging-approval'] }] })).toEqual(['approval-missing']);
    expect(codes({ answers: [{ ...yes, environments: ['x', 'Live-Approval'] }] })).toEqual([]);
  });

  it('is not wanted where administrators may go past', () => {
    expect(codes({ answers: [] }, { bypass: 'allowed' })).toEqual([]);
    // They did not go past: somebody said yes who may not.
    expect(codes({ excluded: [mina] }, { bypass: 'allowed' })).toEqual(['approver-excluded']);
  });

  it('of somebody who had a part in it is none, by number and not by name', () => {
    expect(codes({ excluded: [{ id: 1, login: 'renamed' }] })).toEqual(['approver-excluded']);
    expect(codes({ excluded: [{ id: 3, login: 'mina' }] })).toEqual([]);
    expect(codes({ excluded: [mina], answers: [yes, { ...yes, by: omar }] })).toEqual([]);
  });

  it('does not outweigh a no', () => {
    expect(codes({ answers: [{ ...yes, state: 'rejected' }] })).toEqual(['approval-rejected', 'approval-missing']);
    expect(codes({ answers: [yes, { ...yes, state: 'rejected', by: omar }] })).toEqual(['approval-rejected']);
    expect(codes({ answers: [yes, { ...yes, state: 'pending', by: omar }] })).toEqual(['approval-rejected']);
  });

  it('is good for its time, to the second', () => {
    expect(codes({ now: OPENED })).toEqual([]);
    expect(codes({ now: OPENED + 61_000 })).toEqual(['approval-expired']);
    // A job cannot begin before the one that it waits for.
    expect(codes({ now: OPENED - 1_000 })).toEqual(['approval-expired']);
  });

  it.each([
    ['another run', { run: 8 }],
    ['another attempt', { attempt: 2 }],
    ['a job that failed', { conclusion: 'failure' }],
    ['a job that runs', { conclusion: undefined }],
  ])('is not told by %s', (_, change) => {
    expect(codes({ gateJob: { ...gateJob, ...change } })).toEqual(['gate-unknown']);
  });

  it('is to what ran then, and to nothing else', () => {
    expect(codes({ base: { ...base, release: 'sha256:2' } })).toEqual(['base-moved']);
    expect(codes({ base: { ...base, commit: undefined } })).toEqual(['base-moved']);
    expect(codes({}, { shown: [] })).toEqual(['base-moved']);
    expect(codes({}, { shown: [baseLine({ ...base, service: 'web' })] })).toEqual(['base-moved']);
    // Of another cluster of the tier: what runs there was shown to nobody.
    expect(codes({}, { shown: undefined })).toEqual([]);
  });
});
