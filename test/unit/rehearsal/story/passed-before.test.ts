import { describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { type TestEnd, testSteps } from '../../../../rehearsal/stories/facts/test-steps.ts';
import { compareJobs } from '../../../../rehearsal/story/compare-jobs.ts';
import type { SeenJob, SeenRun } from '../../../../rehearsal/story/seen.ts';
import { Witness } from '../../../../rehearsal/story/witness.ts';
import type { JobRecord, RunResult } from '../../../../rehearsal/workflow/run-result.ts';
import { platform } from '../../../fixtures/platform.ts';

const [api] = platform.services;
if (api === undefined) throw new Error('The fixture has no service.');
const SERVICE = { ...api, testInputs: [] };
const stated = (end: TestEnd) => testSteps(platform, SERVICE, end);

const PATH = `test / ${SERVICE.name}`;
const KEY = `passed-${SERVICE.name}-`;

/** What is said of a test that was to end so, and of which only the first steps ran, or all. */
function said(
  end: TestEnd,
  { ran, passedBefore }: { readonly ran: 'the look-up' | 'all'; readonly passedBefore: boolean },
) {
  const all = stated('passes').map(({ run, with: given = {} }) => ({
    run: typeof run === 'string' ? run : `files=$(git rev-parse HEAD:examples/ai-agent-platform/${SERVICE.path})`,
    with: { ...given, key: KEY, path: '.github/workflows/test.yml' } as Readonly<Record<string, string>>,
    env: {},
  }));
  const steps = ran === 'all' ? all : all.slice(0, 3);
  const job = {
    path: PATH,
    result: 'success',
    errors: [],
    waits: [],
    token: {},
    steps,
    passedBefore,
  } as unknown as SeenJob;
  return compareJobs({ [PATH]: { result: 'success', steps: stated(end) } }, { jobs: [job] } as unknown as SeenRun);
}

describe('a test that an earlier rehearsal has seen pass', () => {
  it('is as stated where it is not run again', () => {
    expect(said('passes', { ran: 'the look-up', passedBefore: true })).toEqual([]);
  });
  it('is as stated where it was never seen, and is run', () => {
    expect(said('passes', { ran: 'all', passedBefore: false })).toEqual([]);
  });
  it('is told where it is run all the same', () => {
    expect(said('passes', { ran: 'all', passedBefore: true })).toEqual([
      expect.stringMatching(/^test .* ran .*, wanted /),
    ]);
  });
  it('is told where nobody has seen it and it is not run', () => {
    expect(said('passes', { ran: 'the look-up', passedBefore: false })).toEqual([
      expect.stringMatching(/^test .* ran .*, wanted .*actions\/cache\/save/),
    ]);
  });
  it('changes nothing of a test that fails: such a one is not kept', () => {
    expect(said('fails', { ran: 'the look-up', passedBefore: true })).toHaveLength(1);
  });
});

describe('a witness', () => {
  it('asks of every step of a job whether what it looked up was there before', () => {
    const run = { id: 7, attempt: 1, workflowPath: 'a/w.yml', approvals: [] } as unknown as WorkflowRun;
    const job = { path: 'build', name: 'Build' };
    const step = { number: 1, id: 's', name: 'Step', place: { file: 'w.yml', line: 1 } };
    const record = { path: 'build', name: 'Build', result: 'success', annotations: [] } as unknown as JobRecord;
    const result = { run, problems: [], jobs: [record] } as unknown as RunResult;
    const seen = (isThere: boolean): boolean | undefined => {
      const witness = new Witness((of, { run: used }) => of === run && used === 'actions/cache/restore@1' && isThere);
      for (const used of ['actions/checkout@1', 'actions/cache/restore@1']) {
        witness.hear({ run, job, kind: 'step-started', step });
        witness.hear({ run, job, kind: 'step-line', step, line: `##[group]Run ${used}` });
      }
      return witness.seen(result, 'push').jobs[0]?.passedBefore;
    };
    expect([seen(true), seen(false)]).toEqual([true, false]);
  });
});
