import { describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import type { Moment } from '../../../../rehearsal/story/moment.ts';
import { Witness } from '../../../../rehearsal/story/witness.ts';
import type { RunEvent } from '../../../../rehearsal/workflow/run-event.ts';
import type { JobRecord, RunResult } from '../../../../rehearsal/workflow/run-result.ts';

const run = { id: 7, attempt: 1, workflowPath: 'a/w.yml', approvals: [] } as unknown as WorkflowRun;
const job = { path: 'build', name: 'Build' };
const step = { number: 1, id: 's', name: 'Step', place: { file: 'w.yml', line: 1 } };
const waiting: RunEvent = { run, job, kind: 'job-waiting', reason: { for: 'reviewers', environment: 'production' } };
const started: RunEvent = { run, job, kind: 'job-started' };
const stepStarted: RunEvent = { run, job, kind: 'step-started', step };
const line: RunEvent = { run, job, kind: 'step-line', step, line: 'it is ready now' };
const ended: RunEvent = { run, job, kind: 'job-ended', conclusion: 'success' };

/** How many of these events it takes until the moment comes. */
async function cameAfter(is: Moment['is'], events: readonly RunEvent[], path = 'build'): Promise<number> {
  const witness = new Witness();
  let heard = 0;
  let came = Number.NaN;
  const { come, giveUp } = witness.until({ job: path, is }, ({ id }) => id === run.id);
  void come.then(() => {
    came = heard;
  });
  for (const event of events) {
    witness.hear(event);
    heard += 1;
    await Promise.resolve();
    await Promise.resolve();
  }
  giveUp();
  return came;
}

describe('a witness', () => {
  const events = [waiting, started, stepStarted, line, ended];

  it.each([
    ['waiting', 1],
    ['begun', 2],
    [{ saying: /ready/ }, 4],
    ['ended', 5],
  ] as const)('knows when a job is %j', async (is, after) => {
    expect(await cameAfter(is, events)).toBe(after);
    expect(await cameAfter(is, events, 'another')).toBeNaN();
  });

  it('knows of a moment that is past', async () => {
    const witness = new Witness();
    for (const event of events) witness.hear(event);
    await witness.until({ job: 'build', is: 'ended' }, () => true).come;
  });

  it('counts jobs that have a runner, of the runs that are meant', () => {
    const witness = new Witness();
    const count = () => witness.running(({ id }) => id === run.id);
    expect(count()).toBe(0);
    witness.hear(waiting);
    expect(count()).toBe(0);
    witness.hear(started);
    expect([count(), witness.running(() => false)]).toEqual([1, 0]);
    witness.hear(ended);
    expect(count()).toBe(0);
  });

  it('tells in which order jobs waited, began and ended', () => {
    const witness = new Witness();
    for (const event of events) witness.hear(event);
    witness.hear({ ...started, job: { path: 'next', name: 'Next' } } as RunEvent);
    const record = (path: string) => ({ path, name: path, result: 'success', annotations: [] }) as unknown as JobRecord;
    const result = { run, problems: [], jobs: [record('build'), record('next')] } as unknown as RunResult;
    const { jobs, file } = witness.seen(result, 'push');
    expect(file).toBe('w.yml');
    expect(jobs.map(({ began, ended: end, waits }) => [began, end, waits.length])).toEqual([
      [2, 5, 1],
      [6, undefined, 0],
    ]);
  });
});
