import { describe, expect, it } from '@jest/globals';
import { cancelledLines } from '../../../../cli/rehearsal/tell-cancelled.ts';
import type { RunResult } from '../../../../rehearsal/workflow/run-result.ts';

const result = (conclusion: string, jobs: Readonly<Record<string, string>>) =>
  ({
    run: { workflowPath: '.github/workflows/deploy.yml', headBranch: 'main', event: 'push', conclusion },
    jobs: Object.entries(jobs).map(([name, outcome]) => ({ name, result: outcome })),
  }) as unknown as RunResult;

describe('what an interruption tells', () => {
  it('is each run with the jobs that did not stay out', () => {
    const jobs = { Test: 'success', Deploy: 'cancelled', Repair: 'success', Verify: 'skipped' };
    expect(cancelledLines([result('cancelled', jobs)])).toEqual([
      '⊘ deploy.yml on main (push): cancelled',
      '    Test: success',
      '    Deploy: cancelled',
      '    Repair: success',
      '    1 skipped',
      'Interrupted: one run was cancelled. Everything is ended.',
    ]);
  });

  it('is that no run was under way, where none was', () => {
    expect(cancelledLines([])).toEqual(['Interrupted: no run was under way. Everything is ended.']);
  });
});
