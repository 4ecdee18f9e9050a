import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { type Digest, parseDigest } from '../../../../domain/digest.ts';
import { OUTCOMES, type Outcome } from '../../../../domain/outcome.ts';
import type { DeploymentRecord, RecordPayload, RecordState } from '../../../../domain/record.ts';
import type { Records } from '../../../../engine/records.ts';
import { PARTIAL } from '../../../../engine/waves/judge-wave.ts';
import { settleWave, type WaveRequest } from '../../../../engine/waves/settle-wave.ts';

const RELEASE: Digest = parseDigest(`sha256:${'1'.repeat(64)}`);
const ALL = ['eu/prod', 'us/prod', 'asia/prod'];
const ended = (outcome: Outcome, sentence = 'why'): RecordState => ({ phase: 'ended', outcome, sentence });
const verifying: RecordState = { phase: 'verifying' };

/** Records in memory, newest first, as `list` gives them. */
class MemoryRecords implements Records {
  readonly kept: DeploymentRecord[] = [];
  add(cluster: string, state: RecordState, run = 7): void {
    this.kept.unshift({
      schema: 'sluice.record/v1',
      kind: 'rollout',
      service: 'api',
      tier: 'live',
      cluster,
      release: { repository: 'r.example/services/api', digest: RELEASE },
      commit: parseCommitSha('a'.repeat(40)),
      run: { id: run, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
      actor: 'mina',
      id: this.kept.length + 1,
      createdAt: '2026-03-01T00:00:00Z',
      state,
    });
  }
  async start(_payload: RecordPayload): Promise<number | undefined> {
    throw new Error('A wave starts no record.');
  }
  async update(id: number, state: RecordState): Promise<void> {
    const at = this.kept.findIndex((record) => record.id === id);
    const record = this.kept[at];
    if (record === undefined) throw new Error(`There is no record ${id}.`);
    this.kept[at] = { ...record, state };
  }
  async list(): Promise<readonly DeploymentRecord[]> {
    return this.kept;
  }
  state(cluster: string): RecordState | undefined {
    return this.kept.find((record) => record.cluster === cluster)?.state;
  }
  get isComplete(): boolean {
    const bearing = ['complete', 'failed', 'rolled-back', 'timeout'];
    const ends = [...this.kept]
      .sort((a, b) => a.id - b.id)
      .flatMap(({ state }) => (state.phase === 'ended' && bearing.includes(state.outcome) ? [state.outcome] : []));
    return ends.at(-1) === 'complete';
  }
}

const request = (change: Partial<WaveRequest> = {}): WaveRequest => ({
  service: 'api',
  tier: 'live',
  release: RELEASE,
  run: 7,
  clusters: ALL,
  later: [],
  result: 'success',
  verification: 'none',
  ...change,
});

describe('a wave', () => {
  it('of a tier with more to come is complete without ending a record, so nothing is complete yet', async () => {
    const records = new MemoryRecords();
    records.add('eu/prod', verifying);
    const early = request({ clusters: ['eu/prod'], later: ['us/prod', 'asia/prod'] });
    expect(await settleWave(early, records)).toMatchObject({ outcome: 'complete' });
    expect(records.state('eu/prod')).toEqual(verifying);
    expect(records.isComplete).toBe(false);
  });

  it('that is the last completes the records of all clusters, and then the release is complete', async () => {
    const records = new MemoryRecords();
    for (const cluster of ALL) records.add(cluster, verifying);
    expect(await settleWave(request(), records)).toMatchObject({ outcome: 'complete' });
    expect(records.kept.map(({ state }) => state)).toEqual(
      ALL.map(() => ended('complete', 'complete in all 3 clusters')),
    );
    expect(records.isComplete).toBe(true);
  });

  it('leaves the records to the verification where the tier has one', async () => {
    const records = new MemoryRecords();
    for (const cluster of ALL) records.add(cluster, verifying);
    expect(await settleWave(request({ verification: 'pending' }), records)).toMatchObject({ outcome: 'complete' });
    expect(records.isComplete).toBe(false);
  });

  it('that is bad says which clusters have the release, which failed and which never started', async () => {
    const records = new MemoryRecords();
    records.add('eu/prod', verifying);
    records.add('us/prod', ended('rolled-back'));
    const bad = request({ clusters: ['eu/prod', 'us/prod'], later: ['asia/prod'], result: 'failure' });
    const { outcome, sentence } = await settleWave(bad, records);
    expect(outcome).toBe('rolled-back');
    expect(sentence).toBe(
      'Not complete: us/prod (rolled-back). The release stays in eu/prod. Never started: asia/prod. Run the failed jobs again, or start "Roll back" to return every cluster to one release.',
    );
    expect(records.state('eu/prod')).toEqual(ended('unknown', PARTIAL));
    expect(records.isComplete).toBe(false);
  });

  it('becomes complete when the failed jobs are run again', async () => {
    const records = new MemoryRecords();
    records.add('eu/prod', ended('unknown', PARTIAL));
    records.add('us/prod', ended('failed'));
    records.add('asia/prod', ended('unknown', PARTIAL));
    records.add('us/prod', verifying);
    expect(await settleWave(request(), records)).toMatchObject({ outcome: 'complete' });
    expect(records.isComplete).toBe(true);
  });

  it('is not complete when GitHub says otherwise, whatever the records say', async () => {
    const records = new MemoryRecords();
    for (const cluster of ALL) records.add(cluster, verifying);
    for (const result of ['failure', 'cancelled', 'skipped'] as const) {
      expect(await settleWave(request({ result }), records)).toMatchObject({ outcome: 'unknown' });
      expect(records.isComplete).toBe(false);
    }
  });

  it('is complete when every leg is, whatever records say: anybody can write one', async () => {
    const records = new MemoryRecords();
    for (const cluster of ALL) records.add(cluster, verifying);
    records.add('us/prod', ended('failed', 'It is bad, says somebody.'));
    expect(await settleWave(request(), records)).toMatchObject({ outcome: 'complete' });
  });

  it('writes nothing to the records of an earlier run', async () => {
    const records = new MemoryRecords();
    for (const cluster of ALL) records.add(cluster, verifying, 6);
    expect(await settleWave(request(), records)).toMatchObject({ outcome: 'complete' });
    expect(await settleWave(request({ result: 'failure' }), records)).toMatchObject({ outcome: 'unknown' });
    expect(records.state('eu/prod')).toEqual(verifying);
    expect(records.isComplete).toBe(false);
  });

  const state = fc.oneof(
    fc.constant<RecordState>(verifying),
    fc.constant<RecordState>({ phase: 'started' }),
    fc.constantFrom(...OUTCOMES).map((outcome) => ended(outcome)),
    fc.constant(undefined),
  );
  it('is never complete because of records', async () => {
    const bad = fc.constantFrom('failure' as const, 'cancelled' as const, 'skipped' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(state, { minLength: 3, maxLength: 3 }), bad, async (states, result) => {
        const records = new MemoryRecords();
        states.forEach((one, index) => {
          if (one !== undefined) records.add(ALL[index] ?? '', one);
        });
        expect((await settleWave(request({ result }), records)).outcome).not.toBe('complete');
      }),
      { numRuns: 500 },
    );
  });
});
