import { describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { allFinished } from '../../../../rehearsal/story/all-runs.ts';

const run = (name: string): WorkflowRun =>
  recordedRun({
    ...{ id: 1, number: 1, workflowPath: name, name, event: 'push', headBranch: 'main', headSha: 'a' },
    ...{ actor: 'mina', createdAt: '2026-03-01T00:00:00Z' },
  });

describe('what comes of an event', () => {
  it('are its runs, and those that follow them, level by level', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(run) as [WorkflowRun, WorkflowRun, WorkflowRun, WorkflowRun];
    const followers = new Map([
      [a, [c]],
      [c, [d]],
    ]);
    const results = await allFinished(
      {
        finished: async (one) => ({ run: one, title: '', superseded: undefined, jobs: [], problems: [] }),
        followers: async (one) => followers.get(one) ?? [],
      },
      [a, b],
    );
    expect(results.map((result) => result.run.name)).toEqual(['a', 'b', 'c', 'd']);
  });
});
