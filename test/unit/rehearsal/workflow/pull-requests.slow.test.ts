import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import type { PullRequestEvent } from '../../../../rehearsal/workflow/event.ts';
import { jobOf, outputsOf, type TestWorld, testWorld } from './world.ts';

/** Says in its outputs what its job was given. */
const given = (on: string, extra = ''): string => `
on: ${on}
permissions: { contents: write, issues: write, id-token: write, deployments: read }
jobs:
  a:
    runs-on: x
    ${extra}
    outputs:
      seen: \${{ toJSON(vars) }} \${{ secrets.KEY }}
      ref: \${{ github.ref }} \${{ github.sha }} \${{ github.base_ref }} \${{ github.head_ref }}
      head: \${{ github.event.pull_request.head.repo.full_name }} \${{ github.event.pull_request.head.repo.fork }}
      token: \${{ github.token == secrets.GITHUB_TOKEN && github.token != '' }}
    steps: [{ run: "true" }]
`;

describe('pull requests', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld({}, { blockedEvents: [] });
    world.repository.secrets.set('KEY', 'hidden');
    world.repository.variables.set('COLOUR', 'red');
    setEnvironment(world.repository, {
      name: 'preview',
      secrets: new Map([['KEY', 'deep']]),
      variables: new Map([['COLOUR', 'blue']]),
    });
  });
  afterAll(() => world.close());
  afterEach(async () => {
    await world.commit({ '.github/workflows/w.yml': undefined, '.github/workflows/v.yml': undefined });
  });

  const open = async (
    workflow: string,
    extra: Partial<PullRequestEvent> = {},
    message = 'feat: a change',
  ): Promise<PullRequestEvent> => {
    const { after: baseSha } = await world.commit({ '.github/workflows/w.yml': workflow });
    const { after: headSha } = await world.commit({ 'a.txt': String(Math.random()) }, 'topic', message);
    // The branch has grown from an older main; GitHub's merge has main's files.
    const { after: mergeSha } = await world.commit({ 'a.txt': '1', '.github/workflows/w.yml': workflow }, 'merged');
    const sides = { base: 'main', head: 'topic', baseSha, headSha, mergeSha };
    return { kind: 'pull_request', action: 'opened', number: 7, title: 'T', actor: 'mina', ...sides, ...extra };
  };
  const fork = { headRepository: 'eve/shop', actor: 'eve' };

  it('of a branch of the repository has the rights and secrets of any run', async () => {
    const [result] = await world.trigger(await open(given('pull_request')));
    if (result === undefined) throw new Error('no run');
    expect(jobOf(result, 'a').permissions).toEqual({
      contents: 'write',
      issues: 'write',
      'id-token': 'write',
      deployments: 'read',
    });
    expect(world.identities).toHaveLength(1);
    // It has the secret: the runner keeps it out of the outputs.
    expect(jobOf(result, 'a').annotations[0]?.message).toBe("Skip output 'seen' since it may contain secret.");
    expect(result.run).toMatchObject({ event: 'pull_request', headRepository: undefined, pullRequest: { number: 7 } });
  });

  it('of a fork has a token that only reads, no identity, no secret, no variable, whatever the file says', async () => {
    const identities = world.identities.length;
    const [result] = await world.trigger(await open(given('pull_request'), fork));
    if (result === undefined) throw new Error('no run');
    expect(jobOf(result, 'a').permissions).toEqual({ contents: 'read', issues: 'read', deployments: 'read' });
    expect(world.identities).toHaveLength(identities);
    expect(outputsOf(result, 'a')).toMatchObject({ seen: '{} ', head: 'eve/shop true', token: 'true' });
    expect(result.run).toMatchObject({ headRepository: 'eve/shop', pullRequest: undefined, actor: 'eve' });
  });

  it('of a fork has nothing of an environment either, and a called workflow has no more', async () => {
    const [direct] = await world.trigger(await open(given('pull_request', 'environment: preview'), fork));
    if (direct === undefined) throw new Error('no run');
    expect(outputsOf(direct, 'a')['seen']).toBe('{} ');
    await world.commit({ '.github/workflows/v.yml': given('workflow_call') }, 'merged');
    const caller =
      'on: pull_request\npermissions: write-all\njobs: { c: { uses: ./.github/workflows/v.yml, secrets: inherit } }';
    const event = await open(caller, fork);
    const [called] = await world.trigger(event);
    if (called === undefined) throw new Error('no run');
    expect(called.problems).toEqual([]);
    expect(jobOf(called, 'c / a').permissions).toEqual({ contents: 'read', issues: 'read', deployments: 'read' });
    expect(outputsOf(called, 'c / a')['seen']).toBe('{} ');
  });

  it('of a fork starts nothing in a private repository', async () => {
    const closed = await testWorld({}, { visibility: 'private' });
    const { after } = await closed.commit({ '.github/workflows/w.yml': given('pull_request') });
    const shas = { baseSha: after, headSha: after, mergeSha: after };
    const event = { kind: 'pull_request', action: 'opened', number: 1, title: '', base: 'main', head: 'x' } as const;
    expect(await closed.trigger({ ...event, ...shas, ...fork })).toEqual([]);
    expect(await closed.trigger({ ...event, ...shas, actor: 'mina' })).toHaveLength(1);
    await closed.close();
  });

  it("by Dependabot has no secrets, and may write only what the file's permissions say", async () => {
    const bot = { actor: 'dependabot[bot]' };
    const [said] = await world.trigger(await open(given('pull_request'), bot));
    if (said === undefined) throw new Error('no run');
    expect(jobOf(said, 'a').permissions).toMatchObject({ contents: 'write' });
    expect(outputsOf(said, 'a')['seen']).toMatch(/"COLOUR": "red"\s*\} $/);
    // What runs on the default branch is trusted, whoever has opened the pull request.
    const [target] = await world.trigger(await open(given('pull_request_target'), bot));
    expect(target && jobOf(target, 'a').annotations[0]?.message).toMatch(/^Skip output 'seen'/);
    const generous = await testWorld({ defaultPermissions: { contents: 'write', 'id-token': 'write' } });
    const silent = 'on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }';
    const push = await generous.commit({ '.github/workflows/w.yml': silent });
    const [unsaid] = await generous.trigger({ ...push, ...bot });
    expect(unsaid && jobOf(unsaid, 'a').permissions).toEqual({ contents: 'read' });
    await generous.close();
  });

  it('start pull_request_target on the default branch, with its file, its commit and all secrets, for forks too', async () => {
    const event = await open(given('pull_request_target'), { ...fork, base: 'release', mergeSha: undefined });
    const head = await world.git.resolve('main');
    // What the pull request says of the workflow counts for nothing.
    await world.commit({ '.github/workflows/w.yml': 'on: pull_request_target\njobs: {}' }, 'merged');
    const [result, ...others] = await world.trigger(event);
    if (result === undefined) throw new Error('no run');
    expect(others).toEqual([]);
    expect(outputsOf(result, 'a')).toMatchObject({ ref: `refs/heads/main ${head} release topic` });
    expect(jobOf(result, 'a').permissions).toMatchObject({ contents: 'write' });
    expect(result.run).toMatchObject({ event: 'pull_request_target', headBranch: 'topic', headSha: head });
  });

  it('with a conflict start nothing but pull_request_target', async () => {
    expect(await world.trigger(await open(given('pull_request'), { mergeSha: undefined }))).toEqual([]);
    const both = await world.trigger(await open(given('[pull_request, pull_request_target]')));
    expect(both.map(({ run }) => run.event)).toEqual(['pull_request', 'pull_request_target']);
  });

  it('are filtered by type, base branch and paths in both', async () => {
    const kinds = async (on: string, extra: Partial<PullRequestEvent> = {}) =>
      (await world.trigger(await open(given(on), extra))).map(({ run }) => run.event);
    const both = (filters: string) => `{ pull_request: ${filters}, pull_request_target: ${filters} }`;
    const started = ['pull_request', 'pull_request_target'];
    expect(await kinds(both('{ types: [labeled] }'), { action: 'labeled', label: 'deploy' })).toEqual(started);
    expect(await kinds(both('{ types: [labeled] }'))).toEqual([]);
    expect(await kinds(both('{}'), { action: 'edited' })).toEqual([]);
    expect(await kinds(both('{ branches: [main] }'))).toEqual(started);
    expect(await kinds(both("{ branches: ['release/**'] }"))).toEqual([]);
    expect(await kinds(both('{ branches-ignore: [main] }'))).toEqual([]);
    expect(await kinds(both('{ paths: [a.txt] }'))).toEqual(started);
    expect(await kinds(both('{ paths: [b.txt] }'))).toEqual([]);
  });

  it('that say [skip ci] in their last commit start pull_request_target alone', async () => {
    const both = given('[pull_request, pull_request_target]');
    const results = await world.trigger(await open(both, {}, 'docs: words [skip ci]'));
    expect(results.map(({ run }) => run.event)).toEqual(['pull_request_target']);
  });

  it('tell whether they are drafts', async () => {
    const on = given('pull_request').replace(/head: .*/, 'head: ${{ github.event.pull_request.draft }}');
    const [draft, ready] = [
      ...(await world.trigger(await open(on, { draft: true }))),
      ...(await world.trigger(await open(on))),
    ];
    expect([draft, ready].map((result) => result && outputsOf(result, 'a')['head'])).toEqual(['true', 'false']);
  });

  it('that were merged run on the branch that they were merged into', async () => {
    const event = await open(given('{ pull_request: { types: [closed] } }'), { action: 'closed', merged: true });
    const [result] = await world.trigger(event);
    expect(result && outputsOf(result, 'a')['ref']).toBe(`refs/heads/main ${event.mergeSha} main topic`);
  });

  it('are judged by their merge ref where an environment has branch rules', async () => {
    setEnvironment(world.repository, { name: 'ruled', branches: ['topic', 'main'] });
    const [refused] = await world.trigger(await open(given('pull_request', 'environment: ruled')));
    expect(refused && jobOf(refused, 'a').annotations[0]?.message).toMatch(/^Branch "refs\/pull\/7\/merge" is not/);
    const [target] = await world.trigger(await open(given('pull_request_target', 'environment: ruled')));
    expect(target?.run.conclusion).toBe('success');
    setEnvironment(world.repository, { name: 'ruled', branches: ['refs/pull/*/merge'] });
    const [admitted] = await world.trigger(await open(given('pull_request', 'environment: ruled')));
    expect(admitted?.run.conclusion).toBe('success');
  });

  it('of a fork whose author is not known yet have runs without jobs, until a maintainer approves them', async () => {
    world.repository.blockedEvents.clear();
    const event = await open(given('[pull_request, pull_request_target]'), { ...fork, needsApproval: true });
    const [held, target] = await world.trigger(event);
    if (held === undefined) throw new Error('no run');
    expect(held.run).toMatchObject({ event: 'pull_request', status: 'completed', conclusion: 'action_required' });
    expect([held.jobs, held.run.jobs, held.run.pullRequest]).toEqual([[], [], undefined]);
    expect(target?.run).toMatchObject({ event: 'pull_request_target', conclusion: 'success' });
    world.engine.cancel(held.run);
    expect(world.engine.approve(held.run)).toBe(true);
    expect(held.run.conclusion).toBeUndefined();
    const { run, jobs } = await world.engine.finished(held.run);
    expect([run.conclusion, run.attempt, jobs.length]).toEqual(['success', 1, 1]);
    expect(jobOf({ jobs } as never, 'a').permissions).toMatchObject({ contents: 'read' });
    expect(world.engine.approve(held.run)).toBe(false);
    expect(target && world.engine.approve(target.run)).toBe(false);
  });

  it('of a branch here need no approval, whoever is said to need one', async () => {
    const [result] = await world.trigger(await open(given('pull_request'), { needsApproval: true }));
    expect(result?.run.conclusion).toBe('success');
  });

  it("by a job's token wait for an approval that is not rehearsed; its other changes start nothing", async () => {
    const event = await open(given('[pull_request, pull_request_target]'));
    const byToken = { ...event, causedBy: 'job-token' } as const;
    await expect(world.engine.trigger(byToken)).rejects.toThrow("a pull request by a job's token");
    expect(await world.engine.trigger({ ...byToken, action: 'labeled' })).toEqual([]);
  });
});
