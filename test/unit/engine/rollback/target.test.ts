import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { Outcome } from '../../../../domain/outcome.ts';
import type { DeploymentRecord } from '../../../../domain/record.ts';
import { chooseTarget } from '../../../../engine/rollback/target.ts';

const digest = (name: string) => digestOf(name);
const record = (
  id: number,
  name: string,
  outcome: Outcome | 'verifying' = 'complete',
  kind: 'rollout' | 'rollback' = 'rollout',
): DeploymentRecord => ({
  schema: 'sluice.record/v1',
  kind,
  service: 'api',
  tier: 'production',
  release: { repository: 'registry.example/api', digest: digest(name) },
  commit: parseCommitSha(String(id % 10).repeat(40)),
  run: { id, attempt: 1, createdAt: '2026-11-23T12:00:00Z' },
  actor: 'octocat',
  id,
  createdAt: '2026-11-23T12:00:00Z',
  state: outcome === 'verifying' ? { phase: 'verifying' } : { phase: 'ended', outcome, sentence: '' },
});
const chosen = (oldestFirst: readonly DeploymentRecord[], running: string, to = '') => {
  const choice = chooseTarget(oldestFirst.toReversed(), digest(running), to);
  return choice.kind === 'release' ? choice.record.id : choice.sentence;
};

describe('the release to return to', () => {
  it('is the last good one before what runs, past all that failed', () => {
    expect(chosen([record(1, 'a'), record(2, 'b', 'failed'), record(3, 'c', 'rolled-back'), record(4, 'd')], 'd')).toBe(
      1,
    );
  });

  it('is the newest good one when what runs was never good', () => {
    expect(chosen([record(1, 'a'), record(2, 'b'), record(3, 'c', 'failed')], 'c')).toBe(2);
  });

  it('goes back another step after a rollback, not forth again', () => {
    expect(chosen([record(1, 'a'), record(2, 'b'), record(3, 'c'), record(4, 'b', 'complete', 'rollback')], 'b')).toBe(
      1,
    );
  });

  it('a release that is not verified yet is no target', () => {
    expect(chosen([record(1, 'a'), record(2, 'b', 'verifying'), record(3, 'c')], 'c')).toBe(1);
  });

  it('does not exist on a first deploy', () => {
    expect(chosen([record(1, 'a')], 'a')).toMatch(/nothing to return to/);
  });

  it('can be named by digest, commit or record', () => {
    const records = [record(1, 'a'), record(2, 'b'), record(3, 'c')];
    expect(chosen(records, 'c', digest('a'))).toBe(1);
    expect(chosen(records, 'c', '2'.repeat(40))).toBe(2);
    expect(chosen(records, 'c', '1')).toBe(1);
  });

  it('is refused when it was never complete, or never there', () => {
    expect(chosen([record(1, 'a', 'failed')], 'x', '1')).toMatch(/never complete/);
    expect(chosen([record(1, 'a')], 'x', '77')).toMatch(/is no release digest/);
  });

  it('was complete and does not run, whatever happened before', () => {
    const anything = fc.array(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c'),
        outcome: fc.constantFrom<Outcome>('complete', 'failed', 'rolled-back', 'superseded'),
        kind: fc.constantFrom('rollout' as const, 'rollback' as const),
      }),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('a', 'b', 'c', 'd'), (steps, running) => {
        const records = steps.map(({ name, outcome, kind }, index) => record(index + 1, name, outcome, kind));
        const choice = chooseTarget(records.toReversed(), digest(running), '');
        if (choice.kind === 'none') return;
        expect(choice.record.state).toMatchObject({ outcome: 'complete' });
        expect(choice.record.release.digest).not.toBe(digest(running));
      }),
    );
  });
});
