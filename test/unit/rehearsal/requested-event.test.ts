import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitRepository } from '../../../rehearsal/github/git.ts';
import { git } from '../../../rehearsal/github/git-command.ts';
import { prepareEvent } from '../../../rehearsal/requested-event.ts';

describe('an event that is asked for', () => {
  let folder = '';
  let repository: GitRepository;
  let main = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'requested-event-'));
    const checkout = join(folder, 'checkout');
    await git(['init', '--quiet', checkout]);
    const options = { branches: ['main', 'develop'], message: 'state' };
    repository = await GitRepository.fromCheckout(checkout, join(folder, 'bare'), options);
    main = (await repository.resolve('refs/heads/main')) ?? '';
  });
  const resolved = (name: string) => repository.resolve(name);
  afterAll(() => rm(folder, { recursive: true }));

  it('is a push of one commit on top of the branch, or of a new branch', async () => {
    const push = await prepareEvent(repository, { kind: 'push', branch: 'develop' });
    expect(push).toMatchObject({ kind: 'push', ref: 'refs/heads/develop', before: main });
    const fresh = await prepareEvent(repository, { kind: 'push', branch: 'feature/x' });
    expect(fresh).toMatchObject({ kind: 'push', before: undefined, after: await repository.resolve('feature/x') });
  });

  it('is a pull request with the merge that GitHub makes', async () => {
    const event = await prepareEvent(repository, {
      kind: 'pull_request',
      branch: 'feature/y',
      action: 'opened',
      fork: false,
      approved: true,
      targetAllowed: false,
    });
    if (event.kind !== 'pull_request') throw new Error(event.kind);
    expect(event).toMatchObject({ base: 'main', head: 'feature/y', baseSha: main });
    expect((await repository.commit(event.mergeSha ?? '')).parents).toEqual([main, event.headSha]);
    expect(await Promise.all(['refs/pull/1/head', 'refs/pull/1/merge', 'feature/y'].map(resolved))).toEqual([
      event.headSha,
      event.mergeSha,
      event.headSha,
    ]);
  });

  it("is a pull request of a stranger's fork", async () => {
    const what = {
      branch: 'feature/z',
      action: 'synchronize',
      fork: true,
      approved: true,
      targetAllowed: true,
    } as const;
    const event = await prepareEvent(repository, { kind: 'pull_request', ...what });
    expect(event).toMatchObject({ action: 'synchronize', actor: 'stranger', headRepository: 'stranger/platform' });
    if (event.kind !== 'pull_request') throw new Error(event.kind);
    // The branch is in the fork.
    expect(await Promise.all(['feature/z', 'refs/pull/1/head'].map(resolved))).toEqual([undefined, event.headSha]);
  });

  it('is a branch of the merge queue, with the base and the change in it', async () => {
    const event = await prepareEvent(repository, { kind: 'merge_group', branch: 'feature/q' });
    if (event.kind !== 'merge_group') throw new Error(event.kind);
    expect(event).toMatchObject({
      base: 'main',
      baseSha: main,
      headRef: `refs/heads/gh-readonly-queue/main/pr-1-${main}`,
    });
    expect(await repository.resolve(event.headRef)).toBe(event.headSha);
    expect((await repository.commit(event.headSha)).parents[0]).toBe(main);
  });

  it('is a schedule, a comment or a dispatch of the repository, by somebody', async () => {
    const due = { cron: '0 3 * * 1' };
    expect(await prepareEvent(repository, { kind: 'schedule', due })).toEqual({ kind: 'schedule', due, actor: 'ada' });
    expect(await prepareEvent(repository, { kind: 'issue_comment', body: '/approve' })).toMatchObject({
      action: 'created',
      body: '/approve',
      actor: 'ada',
    });
    const outside = { kind: 'repository_dispatch', eventType: 'x', clientPayload: { a: 1 } } as const;
    expect(await prepareEvent(repository, outside)).toEqual({ ...outside, actor: 'ada' });
  });

  it('is a dispatch on a branch that is there', async () => {
    const wanted = { kind: 'workflow_dispatch', workflow: 'a.yml', inputs: { a: 'b' } } as const;
    expect(await prepareEvent(repository, { ...wanted, branch: 'main' })).toMatchObject({ ref: 'refs/heads/main' });
    await expect(prepareEvent(repository, { ...wanted, branch: 'nowhere' })).rejects.toThrow(
      'There is no branch "nowhere" in the scratch copy',
    );
  });
});
