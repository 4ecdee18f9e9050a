import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { parseDigest } from '../../../../domain/digest.ts';
import type { Outcome } from '../../../../domain/outcome.ts';
import type { DeploymentRecord } from '../../../../domain/record.ts';
import { chooseTierTarget } from '../../../../engine/rollback/tier-target.ts';

type Row = readonly [run: number, kind: DeploymentRecord['kind'], cluster: string, release: number, outcome: Outcome];

/** Records of a tier with two clusters, the newest first. */
const history = (...oldestFirst: readonly Row[]): readonly DeploymentRecord[] =>
  oldestFirst
    .map(
      ([run, kind, cluster, release, outcome], index): DeploymentRecord => ({
        schema: 'sluice.record/v1',
        kind,
        service: 'api',
        tier: 'live',
        cluster,
        release: { repository: 'r.example/services/api', digest: parseDigest(`sha256:${String(release).repeat(64)}`) },
        commit: parseCommitSha(String(release).repeat(40)),
        run: { id: run, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
        actor: 'mina',
        id: index + 1,
        createdAt: '2026-03-01T00:00:00Z',
        state: { phase: 'ended', outcome, sentence: 'why' },
      }),
    )
    .toReversed();

const both = (run: number, release: number): Row[] => [
  [run, 'rollout', 'eu', release, 'complete'],
  [run, 'rollout', 'us', release, 'complete'],
];
const chosen = (records: readonly DeploymentRecord[], ownRun = 99): string | undefined => {
  const choice = chooseTierTarget(records, ownRun, '');
  return choice.kind === 'release' ? choice.record.release.digest.slice(7, 8) : undefined;
};

describe('a rollback of several clusters', () => {
  it('returns all of them to the release before the current one', () => {
    expect(chosen(history(...both(1, 1), ...both(2, 2)))).toBe('1');
  });

  it('returns what a bad wave left to the release that all of them had, and none of them further', () => {
    const half = history(
      ...both(1, 1),
      ...both(2, 2),
      [3, 'rollout', 'eu', 3, 'unknown'],
      [3, 'rollout', 'us', 3, 'rolled-back'],
    );
    expect(chosen(half)).toBe('2');
  });

  it('finds the same release in every cluster, whatever its other legs have recorded meanwhile', () => {
    const before = [...both(1, 1), ...both(2, 2)];
    expect(chosen(history(...before, [9, 'rollback', 'eu', 1, 'complete']), 9)).toBe('1');
  });

  it('finishes a rollback that ended badly in one cluster before it goes further back', () => {
    const half = [
      ...both(1, 1),
      ...both(2, 2),
      ...both(3, 3),
      [4, 'rollback', 'us', 2, 'failed'],
      [4, 'rollback', 'eu', 2, 'complete'],
    ] as const;
    expect(chosen(history(...half))).toBe('2');
    expect(chosen(history(...half, [4, 'rollback', 'us', 2, 'complete']))).toBe('1');
  });

  it('does not take for current what changed nothing', () => {
    expect(chosen(history(...both(1, 1), ...both(2, 2), [3, 'rollout', 'eu', 3, 'refused']))).toBe('1');
  });
});
