import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { GitHubJobs } from '../../../../adapters/github/github-jobs.ts';
import { GitHubTrees } from '../../../../adapters/github/github-trees.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { apiOf, type TestWorld, testWorld } from '../../rehearsal/github/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

/** GitHub answers everything with this, or what this says of an address. */
const answering = (body: unknown) =>
  new GitHubApi({
    apiUrl: 'https://api.example',
    repository: { owner: 'acme', name: 'shop' },
    token: 'token',
    fetch: async (address) =>
      new Response(JSON.stringify(typeof body === 'function' ? body(String(address)) : body), {
        headers: { 'content-type': 'application/json' },
      }),
  });

describe('a job', () => {
  it('is told with its run and the steps that have ended', async () => {
    const facts = { id: 7, number: 1, name: 'Deploy', event: 'push', headBranch: 'main', headSha: world.head };
    const steps = [{ number: 1, name: 'Tag the image', conclusion: 'success' as const }];
    const job = { id: 70, attempt: 2, name: 'build / api', status: 'in_progress' as const, conclusion: undefined };
    world.repository.runs.push(
      recordedRun({
        ...{ ...facts, actor: 'mina', workflowPath: '.github/workflows/deploy.yml', createdAt: '2026-03-01T00:00:00Z' },
        jobs: [{ ...job, startedAt: undefined, completedAt: undefined, steps }],
      }),
    );
    const jobs = new GitHubJobs(apiOf(world, { actions: 'read' }));
    expect(await jobs.find(70)).toEqual({
      ...{ id: 70, run: 7, attempt: 2, name: 'build / api' },
      steps: [{ name: 'Tag the image', conclusion: 'success' }],
    });
    expect(await jobs.find(71)).toBeUndefined();
  });

  it('has no step that has not ended', async () => {
    const told = { id: 1, run_id: 2, run_attempt: 1, name: 'b', steps: [{ name: 'x', conclusion: null }, 'y'] };
    expect(await new GitHubJobs(answering(told)).find(1)).toMatchObject({ steps: [] });
  });

  it('is another one where GitHub tells another number, or not all', async () => {
    const told = { id: 1, run_id: 2, run_attempt: 1, name: 'b' };
    for (const wrong of [
      { ...told, id: 9 },
      { ...told, run_id: '2' },
      { ...told, name: undefined },
    ])
      await expect(new GitHubJobs(answering(wrong)).find(1)).rejects.toThrow('does not tell of job 1');
  });
});

describe('what a commit holds', () => {
  it('is told by paths, whatever they lead to, and nothing where there is nothing', async () => {
    const files = new Map([
      ['a/b/c.txt', 'c'],
      ['a/d.txt', 'd'],
    ]);
    const sha = parseCommitSha(await world.git.commitFiles('develop', world.head, files, 'more'));
    const trees = new GitHubTrees(apiOf(world, { contents: 'read' }));
    const ids = await trees.idsAt(sha, ['', 'README.md', 'a/b', 'a/b/c.txt', 'a/b/c.txt/d', 'a/x', 'x/y/z']);
    const { tree } = await world.git.commit(sha);
    expect(Object.fromEntries(ids)).toEqual({
      '': tree,
      'README.md': 'ce013625030ba8dba906f756967f9e9ca394464a',
      'a/b': expect.stringMatching(/^[0-9a-f]{40}$/),
      'a/b/c.txt': '3410062ba67c5ed59b854387a8bc0ec012479368',
      'a/b/c.txt/d': '',
      'a/x': '',
      'x/y/z': '',
    });
  });

  it('is nothing where there is no such commit', async () => {
    const trees = new GitHubTrees(apiOf(world, { contents: 'read' }));
    expect([...(await trees.idsAt(parseCommitSha('0'.repeat(40)), ['', 'a'])).values()]).toEqual(['', '']);
  });

  it('is not guessed from half a list', async () => {
    const commit = parseCommitSha('1'.repeat(40));
    const root = { tree: { sha: '2'.repeat(40) } };
    const halves = [
      { tree: [{ path: 'a', sha: '3'.repeat(40) }], truncated: true },
      { tree: [{ path: 'a' }], truncated: false },
      { tree: {}, truncated: false },
    ];
    for (const half of halves) {
      const api = answering((address: string) => (address.includes('/git/commits/') ? root : half));
      await expect(new GitHubTrees(api).idsAt(commit, ['a'])).rejects.toThrow(/does not tell/);
    }
    await expect(new GitHubTrees(answering({ tree: {} })).idsAt(commit, ['a'])).rejects.toThrow(/does not tell/);
  });
});
