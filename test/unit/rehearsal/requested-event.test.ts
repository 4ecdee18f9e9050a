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
  afterAll(() => rm(folder, { recursive: true }));

  it('is a push of one commit on top of the branch, or of a new branch', async () => {
    const push = await prepareEvent(repository, { kind: 'push', branch: 'develop' });
    expect(push).toMatchObject({ kind: 'push', ref: 'refs/heads/develop', before: main });
    const fresh = await prepareEvent(repository, { kind: 'push', branch: 'feature/x' });
    expect(fresh).toMatchObject({ kind: 'push', before: undefined, after: await repository.resolve('feature/x') });
  });

  it('is a pull request with the merge that GitHub makes', async () => {
    const event = await prepareEvent(repository, { kind: 'pull_request', branch: 'feature/y' });
    if (event.kind !== 'pull_request') throw new Error(event.kind);
    expect(event).toMatchObject({ base: 'main', head: 'feature/y', baseSha: main });
    expect((await repository.commit(event.mergeSha ?? '')).parents).toEqual([main, event.headSha]);
  });

  it('is a dispatch on a branch that is there', async () => {
    const wanted = { kind: 'workflow_dispatch', workflow: 'a.yml', inputs: { a: 'b' } } as const;
    expect(await prepareEvent(repository, { ...wanted, branch: 'main' })).toMatchObject({ ref: 'refs/heads/main' });
    await expect(prepareEvent(repository, { ...wanted, branch: 'nowhere' })).rejects.toThrow(
      'There is no branch "nowhere" in the scratch copy',
    );
  });
});
