import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAnswers, readJob } from '../../../../adapters/github/approvals.ts';
import { readAskingRun } from '../../../../adapters/github/asking-run.ts';
import { GitHubCommits } from '../../../../adapters/github/commits.ts';
import type { TokenPermissions } from '../../../../rehearsal/github/model.ts';
import { recordedRun, setEnvironment, stableId } from '../../../../rehearsal/github/state.ts';
import { apiOf, type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  setEnvironment(world.repository, { name: 'live-approval' });
  world.repository.runs.push(
    recordedRun({
      ...{ id: 7, number: 1, workflowPath: '.github/workflows/promote.yml', name: 'Promote', event: 'push' },
      ...{ headBranch: 'main', headSha: world.head, actor: 'mina', createdAt: '2026-03-01T00:00:00Z' },
      attempt: 2,
      triggeringActor: 'omar',
      approvals: [{ user: 'eva', userId: 9, state: 'approved', comment: '', environments: ['live-approval'] }],
      earlier: [
        {
          ...{ attempt: 1, triggeringActor: 'mina', startedAt: '2026-03-01T00:00:00Z', status: 'completed' },
          conclusion: 'success',
          jobs: [
            {
              ...{ id: 61, attempt: 1, name: 'gate', status: 'completed', conclusion: 'success' },
              ...{ startedAt: '2026-03-01T00:05:00Z', completedAt: '2026-03-01T00:06:00Z' },
            },
          ],
        },
      ],
    }),
  );
});
afterAll(() => world.close());

const api = (permissions: TokenPermissions) => apiOf(world, permissions);

describe('what an approval is read back from', () => {
  it('is the answers of the run, whichever attempt they were given in', async () => {
    expect(await readAnswers(api({ actions: 'read' }), 7)).toEqual([
      { state: 'approved', by: { id: 9, login: 'eva' }, environments: ['live-approval'] },
    ]);
  });

  it('is a job with its attempt and its beginning', async () => {
    const startedAt = Date.parse('2026-03-01T00:05:00Z');
    expect(await readJob(api({ actions: 'read' }), 61)).toEqual({
      run: 7,
      attempt: 1,
      conclusion: 'success',
      startedAt,
    });
    await expect(readJob(api({ actions: 'read' }), 62)).rejects.toThrow(/404/);
  });

  it('is who started the run, and who sent the event', async () => {
    const event = { sender: { id: 3, login: 'sam' } };
    expect(await readAskingRun(api({ actions: 'read' }), 7, event)).toEqual({
      attempt: 2,
      actor: { id: stableId('mina'), login: 'mina' },
      triggeringActor: { id: stableId('omar'), login: 'omar' },
      requester: { id: 3, login: 'sam' },
    });
    expect((await readAskingRun(api({ actions: 'read' }), 7, {})).requester).toBeUndefined();
  });

  it('is every commit between two, more than fit on a page', async () => {
    const commits = new GitHubCommits(api({ contents: 'read' }));
    const author = { name: 'Omar', email: 'omar@example.com' };
    let head = world.head;
    for (let count = 1; count <= 101; count += 1)
      head = await world.git.commitFiles('topic', head, new Map([['x', String(count)]]), `feat: ${count}`, author);
    const found = await commits.between(world.head, head);
    expect(found).toHaveLength(101);
    expect(found?.at(-1)).toMatchObject({
      sha: head,
      message: 'feat: 101',
      author: { account: { id: stableId('omar'), login: 'omar' }, name: 'Omar', email: 'omar@example.com' },
    });
    expect(await commits.between(head, world.head)).toEqual([]);
    expect(await commits.between('f'.repeat(40), head)).toBeUndefined();
  });

  it('is a commit whose address nobody has', async () => {
    const commits = new GitHubCommits(api({ contents: 'read' }));
    const author = { name: 'Ghost', email: 'ghost@nowhere.invalid' };
    const sha = await world.git.commitFiles('ghosts', world.head, new Map([['x', '1']]), 'feat: x', author);
    expect((await commits.broughtBy(sha))[0]?.author).toEqual({ account: undefined, ...author });
  });

  it('is what a merge has brought, and the first commit of all alone', async () => {
    const commits = new GitHubCommits(api({ contents: 'read' }));
    const author = { name: 'Zoe', email: 'zoe@example.com' };
    await world.git.setBranch('trunk', world.head);
    const made = await world.git.commitFiles('feature', world.head, new Map([['z', '1']]), 'feat: z', author);
    const merge = await world.git.merge('trunk', 'feature', { message: 'Merge feature' });
    expect((await commits.broughtBy(merge)).map(({ sha }) => sha)).toEqual([made, merge]);
    expect((await commits.broughtBy(world.head)).map(({ sha }) => sha)).toEqual([world.head]);
  });
});
