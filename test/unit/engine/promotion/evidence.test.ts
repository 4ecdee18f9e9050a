import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { OUTCOMES, type Outcome } from '../../../../domain/outcome.ts';
import type { DeploymentRecord, RecordState } from '../../../../domain/record.ts';
import { evidenceOf } from '../../../../engine/promotion/evidence.ts';
import { findEvidence } from '../../../../engine/promotion/find-evidence.ts';

const asked = { release: digestOf('ours'), service: 'api', from: 'staging' };
type Phase = Outcome | 'started' | 'verifying';

const record = (
  id: number,
  phase: Phase,
  release = 'ours',
  kind: 'rollout' | 'rollback' = 'rollout',
): DeploymentRecord => ({
  schema: 'sluice.record/v1',
  kind,
  service: 'api',
  tier: 'staging',
  release: { repository: 'r.example/p/api', digest: digestOf(release) },
  commit: parseCommitSha('a'.repeat(40)),
  run: { id, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  actor: 'mina',
  id,
  createdAt: '2026-03-01T00:00:00Z',
  state: state(phase),
});
const state = (phase: Phase): RecordState =>
  phase === 'started' || phase === 'verifying' ? { phase } : { phase: 'ended', outcome: phase, sentence: 'why' };

describe('evidence for a promotion', () => {
  it('is a complete rollout of this very release', () => {
    expect(evidenceOf([record(5, 'complete')], asked)).toEqual({
      adopted: true,
      record: 5,
      sentence: expect.stringMatching(
        /^Release [0-9a-f]{12} of api is complete in staging: record 5, commit aaaaaaa\.$/,
      ),
    });
  });

  it('is not a complete rollout of another release, nor one of plain manifests', () => {
    expect(evidenceOf([record(5, 'complete', 'theirs')], asked)).toMatchObject({
      adopted: false,
      sentence: expect.stringContaining('it was never rolled out there'),
    });
    expect(evidenceOf([{ ...record(5, 'complete'), release: undefined }], asked).adopted).toBe(false);
  });

  it('is the newest complete record, in whatever order records come', () => {
    const records = [record(3, 'complete'), record(9, 'complete'), record(5, 'skipped')];
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: 3 }), (some) => {
        expect(evidenceOf(some, asked)).toMatchObject({ adopted: true, record: 9 });
      }),
    );
  });

  it('is taken back by every later failure of the same release, and by nothing else that ends', () => {
    const taken = OUTCOMES.filter((outcome) => !evidenceOf([record(1, 'complete'), record(2, outcome)], asked).adopted);
    expect(taken).toEqual(['failed', 'rolled-back', 'timeout']);
    expect(evidenceOf([record(1, 'complete'), record(2, 'failed', 'theirs')], asked).adopted).toBe(true);
  });

  it('is there again when the release completes after a failure', () => {
    expect(evidenceOf([record(1, 'failed'), record(2, 'complete')], asked).adopted).toBe(true);
  });

  it('is not what is still under way', () => {
    expect(evidenceOf([record(1, 'verifying')], asked)).toMatchObject({
      adopted: false,
      sentence: expect.stringContaining('record 1 is still verifying'),
    });
    expect(evidenceOf([record(1, 'complete'), record(2, 'started')], asked).adopted).toBe(true);
  });

  it('is not a rollback: that returns to what was good, and verifies nothing', () => {
    expect(evidenceOf([record(1, 'complete', 'ours', 'rollback')], asked).adopted).toBe(false);
  });

  it('is taken back when people rolled the tier back to another release', () => {
    const undone = [record(1, 'complete'), record(2, 'complete', 'theirs', 'rollback')];
    expect(evidenceOf(undone, asked)).toMatchObject({
      adopted: false,
      sentence: expect.stringContaining('was undone in staging by rollback 2'),
    });
    expect(evidenceOf([...undone, record(3, 'complete')], asked).adopted).toBe(true);
  });

  it('never comes from records that are all of other releases', () => {
    const other = fc.record({ id: fc.nat(), phase: fc.constantFrom<Phase>(...OUTCOMES, 'started', 'verifying') });
    fc.assert(
      fc.property(fc.array(other), (some) => {
        const records = some.map(({ id, phase }) => record(id, phase, 'theirs'));
        expect(evidenceOf(records, asked).adopted).toBe(false);
      }),
    );
  });

  it('is looked for in the records of the release, and in what came after them', async () => {
    const all = [record(1, 'complete'), record(2, 'complete', 'theirs', 'rollback')];
    const queries: unknown[] = [];
    const evidence = await findEvidence(asked, {
      start: async () => 0,
      update: async () => undefined,
      list: async (query) => {
        queries.push(query);
        return all.filter(
          ({ id, release }) => id > (query.after ?? 0) && (query.release ?? release?.digest) === release?.digest,
        );
      },
    });
    expect(evidence.adopted).toBe(false);
    expect(queries).toEqual([
      { service: 'api', tier: 'staging', release: asked.release, limit: Number.POSITIVE_INFINITY },
      { service: 'api', tier: 'staging', kind: 'rollback', after: 1, limit: Number.POSITIVE_INFINITY },
    ]);
  });
});
