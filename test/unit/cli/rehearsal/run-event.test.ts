import { describe, expect, it } from '@jest/globals';
import { listing } from '../../../../cli/rehearsal/run-event.ts';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';

describe('what is listed of a run', () => {
  it('is why GitHub refuses its file, where it does', () => {
    const run = { workflowPath: 'w.yml', event: 'push', conclusion: 'failure' } as WorkflowRun;
    expect(listing({ run, problems: ['w.yml:3: one\n(read as: x)', 'w.yml: two'], jobs: [] })).toEqual([
      '',
      'w.yml (push): failure',
      '  w.yml:3: one',
      '  (read as: x)',
      '  w.yml: two',
    ]);
  });
});
