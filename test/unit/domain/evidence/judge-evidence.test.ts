import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { judgeEvidence } from '../../../../domain/evidence/judge-evidence.ts';
import { evidence, RELEASE, run, wanted } from './evidence-of.ts';

const code = (...given: Parameters<typeof judgeEvidence>) => {
  const judged = judgeEvidence(...given);
  return judged.accepted ? 'accepted' : judged.refusal.code;
};
const other = parseCommitSha('b'.repeat(40));

describe('evidence', () => {
  it('is accepted of what is wanted, by a run that is as it says', () => {
    expect(judgeEvidence(evidence(), wanted(), run())).toEqual({
      accepted: true,
      evidence: evidence(),
      sentence: 'Run 40 said "complete" of it in staging.',
    });
  });

  it.each([
    ['other-release', wanted({ release: { ...RELEASE, digest: digestOf('other') } })],
    ['other-release', wanted({ release: { ...RELEASE, repository: 'r.example/p/services-dev/api' } })],
    ['other-repository', wanted({ repository: 8 })],
    ['other-service', wanted({ service: 'web' })],
    ['other-tier', wanted({ tier: 'dev' })],
    ['other-workflow', wanted({ workflows: [{ file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' }] })],
    ['other-workflow', wanted({ workflows: [{ file: '.github/workflows/promote.yml', ref: 'refs/heads/develop' }] })],
    ['other-workflow', wanted({ workflows: [] })],
  ])('is refused as of another: %s', (expected, asked) => {
    expect(code(evidence(), asked, run())).toBe(expected);
    expect(code(evidence(), { ...asked, purpose: 'rollback' }, undefined)).toBe(expected);
  });

  it.each([
    ['other-run', run({ id: 41 })],
    ['other-repository', run({ repository: { id: 8, name: 'acme/platform' } })],
    ['other-commit', run({ commit: other })],
    ['other-workflow', run({ file: '.github/workflows/promote.yml' })],
    ['other-workflow', run({ branch: 'feature/evil' })],
    ['other-run', run({ createdAt: '2026-03-01T00:00:01Z' })],
    // Its files are those of a merge into another branch, or of the default one.
    ...['pull_request', 'pull_request_target', 'workflow_run', 'schedule', 'merge_group', 'release'].map(
      (event) => ['other-run', run({ event })] as const,
    ),
  ])('is refused where GitHub tells otherwise of the run: %s', (expected, facts) => {
    expect(code(evidence(), wanted(), facts)).toBe(expected);
  });

  it('is of a run that somebody has started by hand, too', () => {
    expect(code(evidence(), wanted(), run({ event: 'workflow_dispatch' }))).toBe('accepted');
  });

  it('is of an attempt that there was', () => {
    const second = evidence({ run: { ...evidence().run, attempt: 2 } });
    expect(code(second, wanted(), run())).toBe('other-run');
    expect(code(second, wanted(), run({ attempt: 2 }))).toBe('accepted');
    expect(code(evidence(), wanted(), run({ attempt: 2 }))).toBe('accepted');
  });

  it('is good for a rollback alone when GitHub has the run no longer, and says so', () => {
    expect(code(evidence(), wanted(), undefined)).toBe('run-gone');
    expect(judgeEvidence(evidence(), wanted({ purpose: 'rollback' }), undefined)).toMatchObject({
      accepted: true,
      sentence: expect.stringContaining('GitHub has that run no longer'),
    });
  });

  it.each(['failed', 'withdrawn'] as const)('that says "%s" holds when somebody has deleted its run', (said) => {
    expect(code(evidence({ said }), wanted(), undefined)).toBe('accepted');
  });
});
