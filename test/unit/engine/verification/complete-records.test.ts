import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { OUTCOMES } from '../../../../domain/outcome.ts';
import type { DeploymentRecord, RecordState } from '../../../../domain/record.ts';
import { completeRecords, RESULTS } from '../../../../engine/verification/complete-records.ts';

/** Records by id, of which only the state matters here. */
function memory(states: Readonly<Record<number, RecordState>>) {
  const now = new Map(Object.entries(states).map(([id, state]) => [Number(id), state]));
  const record = (id: number, state: RecordState): DeploymentRecord => ({
    schema: 'sluice.record/v1',
    kind: 'rollout',
    service: 'api',
    tier: 'staging',
    release: undefined,
    commit: parseCommitSha('a'.repeat(40)),
    run: { id: 1, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
    actor: 'mina',
    id,
    createdAt: '2026-03-01T00:00:00Z',
    state,
  });
  return {
    now,
    read: async (id: number) => {
      const state = now.get(id);
      return state === undefined ? undefined : record(id, state);
    },
    update: async (id: number, state: RecordState) => {
      now.set(id, state);
    },
  };
}
const ended = (outcome: (typeof OUTCOMES)[number], sentence = 'why'): RecordState => ({
  phase: 'ended',
  outcome,
  sentence,
});
const verifying: RecordState = { phase: 'verifying' };

describe('a verification', () => {
  it('that passed completes what waited for it, and that failed fails it', async () => {
    for (const [result, outcome] of [
      ['success', 'complete'],
      ['failure', 'failed'],
      ['cancelled', 'cancelled'],
      ['skipped', 'unknown'],
    ] as const) {
      const records = memory({ 1: verifying, 2: verifying });
      expect(await completeRecords([1, 2], result, records)).toMatchObject({ outcome, problems: [] });
      expect([...records.now.values()]).toMatchObject([{ outcome }, { outcome }]);
    }
  });

  it('never makes a rollout good that did not end well', async () => {
    const bad = fc.constantFrom<RecordState>(
      { phase: 'started' },
      ...OUTCOMES.filter((outcome) => outcome !== 'complete').map((outcome) => ended(outcome)),
    );
    await fc.assert(
      fc.asyncProperty(bad, fc.constantFrom(...RESULTS), async (state, result) => {
        const records = memory({ 1: state });
        await completeRecords([1], result, records);
        expect(records.now.get(1)).toEqual(state);
      }),
    );
  });

  it('says so when it cannot complete a record, and goes on with the others', async () => {
    const records = memory({ 1: ended('rolled-back'), 2: verifying, 3: ended('skipped') });
    const { problems } = await completeRecords([1, 9, 2, 3], 'success', records);
    expect(problems).toEqual([
      expect.stringMatching(/Record 1.*is rolled-back, which a verification cannot complete/),
      expect.stringContaining('no record 9'),
    ]);
    expect(records.now.get(2)).toEqual(ended('complete', 'verification passed'));
  });

  it('that is repeated may change its own answer, both ways', async () => {
    const records = memory({ 1: verifying });
    for (const [result, outcome] of [
      ['failure', 'failed'],
      ['success', 'complete'],
      ['failure', 'failed'],
      ['failure', 'failed'],
      ['success', 'complete'],
    ] as const) {
      expect((await completeRecords([1], result, records)).problems).toEqual([]);
      expect(records.now.get(1)).toMatchObject({ outcome });
    }
  });

  it('of nothing has nothing to write', async () => {
    expect(await completeRecords([], 'success', memory({}))).toEqual({
      outcome: 'complete',
      sentences: [],
      problems: [],
    });
  });
});
