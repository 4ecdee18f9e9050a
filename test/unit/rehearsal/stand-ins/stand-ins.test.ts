import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { type TestJob, testJob } from './world.ts';

let job: TestJob;
beforeAll(async () => {
  job = await testJob();
});
afterAll(() => job.close());

/** GitHub alone signs in the name of a workflow: a delivery that wants that is refused before anything starts. */
const UNREHEARSED: readonly string[] = ['actions/attest'];

describe('stand-ins', () => {
  it('are there for every pinned action that a rehearsed delivery uses', async () => {
    for (const action of Object.keys(LOCK.actions).filter((each) => !UNREHEARSED.includes(each))) {
      await expect(job.use(action, { 'not-an-input': 'x' })).rejects.toThrow(`the input "not-an-input" of ${action}`);
    }
  });

  it.each(UNREHEARSED)('are not there for %s', async (action) => {
    await expect(job.use(action)).rejects.toThrow(`no stand-in for ${action}`);
  });
});
