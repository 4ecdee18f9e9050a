import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { type TestJob, testJob } from './world.ts';

let job: TestJob;
beforeAll(async () => {
  job = await testJob();
});
afterAll(() => job.close());

describe('stand-ins', () => {
  it('are there for every pinned action', async () => {
    for (const action of Object.keys(LOCK.actions)) {
      await expect(job.use(action, { 'not-an-input': 'x' })).rejects.toThrow(`the input "not-an-input" of ${action}`);
    }
  });
});
