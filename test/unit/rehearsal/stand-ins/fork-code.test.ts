import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestJob, testJob } from './world.ts';

const REFUSED = /^Refusing to check out fork pull request code from a '.*' workflow\. This workflow runs with/;
const HOME = { id: 1, full_name: 'acme/shop' };
const FORK = { id: 2, full_name: 'eve/Shop' };

describe('a checkout in a run with all rights', () => {
  let job: TestJob;
  let head = '';
  let merge = '';
  let other = '';
  beforeAll(async () => {
    job = await testJob('main', true, 'public');
    const { git, head: main } = job.github;
    head = await git.commitFiles('refs/pull/1/head', main, new Map([['a.txt', 'a']]), 'change');
    await git.setBranch('refs/pull/1/merge', main);
    merge = await git.merge('refs/pull/1/merge', head, { message: 'merge' });
    other = await git.commitFiles('other', main, new Map([['b.txt', 'b']]), 'other');
  });
  afterAll(() => job.close());

  const target = (repo: object) => ({
    event_name: 'pull_request_target',
    event: { repository: HOME, pull_request: { head: { repo, sha: head }, merge_commit_sha: merge } },
  });
  const follower = (event: string, head_repository: object) => ({
    event_name: 'workflow_run',
    event: { repository: HOME, workflow_run: { event, head_repository, head_sha: other, head_commit: { id: head } } },
  });
  const checkout = async (github: object, inputs: Readonly<Record<string, string>>) => {
    job.context = { github: { ref: 'refs/heads/main', sha: job.github.head, ...github } };
    return (await job.use('actions/checkout', inputs)).outputs?.['commit'];
  };

  it.each([
    ['its head', () => ({ ref: head })],
    ['its merge, in large letters', () => ({ ref: merge.toUpperCase() })],
    ['its ref', () => ({ ref: 'refs/pull/1/merge' })],
    ['the ref of any other pull request', () => ({ ref: 'refs/pull/22/head' })],
    ['its repository', () => ({ repository: 'Eve/shop' })],
  ])('does not take what the pull request of a fork holds: %s', async (_, inputs) => {
    await expect(checkout(target(FORK), inputs())).rejects.toThrow(REFUSED);
  });

  it('takes it where the step says so, and what a branch of the repository holds', async () => {
    expect(await checkout(target(FORK), { ref: head, 'allow-unsafe-pr-checkout': 'true' })).toBe(head);
    expect(await checkout(target(FORK), {})).toBe(job.github.head);
    expect(await checkout(target(FORK), { ref: other })).toBe(other);
    expect(await checkout(target(HOME), { ref: 'refs/pull/1/merge' })).toBe(merge);
    expect(await checkout({ ...target(FORK), event_name: 'pull_request' }, { ref: head })).toBe(head);
  });

  it('holds for a run that follows one of a pull request', async () => {
    await expect(checkout(follower('pull_request', FORK), { ref: head })).rejects.toThrow(REFUSED);
    await expect(checkout(follower('pull_request', FORK), { ref: other })).rejects.toThrow(REFUSED);
    await expect(checkout(follower('pull_request_target', FORK), { ref: head })).rejects.toThrow(REFUSED);
    expect(await checkout(follower('pull_request_target', FORK), { ref: other })).toBe(other);
    expect(await checkout(follower('push', FORK), { ref: head })).toBe(head);
    expect(await checkout(follower('pull_request', HOME), { ref: head })).toBe(head);
  });
});
