import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

describe('the API', () => {
  it('answers unknown and revoked tokens with 401', async () => {
    const token = world.tokens.issue({ permissions: {}, actor: 'mina', runId: 1 });
    expect((await world.call('GET', '/repos/acme/shop', token)).status).toBe(200);
    world.tokens.revoke(token);
    for (const one of [token, 'ghs_made_up']) {
      const answer = await world.call('GET', '/repos/acme/shop', one);
      expect([answer.status, await answer.json()]).toEqual([
        401,
        expect.objectContaining({ message: 'Bad credentials' }),
      ]);
    }
  });

  it.each([
    ['POST', '/deployments', { deployments: 'read' }],
    ['GET', '/deployments', { contents: 'write' }],
    ['GET', '/environments/production', {}],
    ['GET', '/git/ref/heads/main', { deployments: 'write' }],
    ['POST', '/actions/workflows/deploy.yml/dispatches', { actions: 'read' }],
    ['GET', '/actions/variables', { actions: 'write' }],
  ] as const)('refuses %s %s to a job with %j as GitHub does', async (method, path, permissions) => {
    const answer = await world.api(method, path, permissions, method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ message: 'Resource not accessible by integration', status: '403' });
  });

  it('names what it does not rehearse instead of not finding it', async () => {
    const answer = await world.api('GET', '/releases', {});
    expect([answer.status, await answer.json()]).toEqual([
      501,
      expect.objectContaining({ message: 'The rehearsal does not do this: GET /repos/acme/shop/releases.' }),
    ]);
    const token = world.tokens.issue({ permissions: {}, actor: 'mina', runId: 1 });
    const filtered = await world.api('GET', '/actions/runs?created=2026-01-01', { actions: 'read' });
    expect([filtered.status, await filtered.text()]).toEqual([501, expect.stringContaining('parameter \\"created\\"')]);
    expect((await world.call('POST', '/graphql', token, {})).status).toBe(501);
    expect((await world.call('GET', '/repos/acme/other', token)).status).toBe(404);
  });

  it("tells GitHub's time, not the machine's", async () => {
    world.time = Date.parse('2031-05-06T07:08:09Z');
    expect((await world.api('GET', '', {})).headers.get('date')).toBe('Tue, 06 May 2031 07:08:09 GMT');
  });

  it('keeps a log of who asked for what', async () => {
    await world.api('GET', '/git/ref/heads/main', { contents: 'read' });
    expect(world.server.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/repos/acme/shop/git/ref/heads/main',
      status: 200,
      by: 'run 1',
    });
  });

  it('starts a workflow on the full name of the branch, with text inputs', async () => {
    const path = '/actions/workflows/deploy.yml/dispatches';
    const started = await world.api('POST', path, { actions: 'write' }, { ref: 'develop', inputs: { dry: 'true' } });
    expect(started.status).toBe(204);
    expect(world.dispatched.at(-1)).toEqual({
      workflow: 'deploy.yml',
      ref: 'refs/heads/develop',
      inputs: { dry: 'true' },
      actor: 'github-actions[bot]',
    });
    const typed = await world.api('POST', path, { actions: 'write' }, { ref: 'main', inputs: { dry: true } });
    expect([typed.status, await typed.json()]).toEqual([
      422,
      expect.objectContaining({ message: "Invalid value for input 'dry'" }),
    ]);
    const refused = await world.api('POST', path.replace('deploy', 'no'), { actions: 'write' }, { ref: 'main' });
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ message: "Workflow does not have 'workflow_dispatch' trigger" }),
    ]);
  });

  it('reads commits, files and comparisons from git', async () => {
    const read = async (path: string) => (await world.api('GET', path, { contents: 'read' })).json();
    expect(await read('/git/ref/heads/develop')).toMatchObject({
      ref: 'refs/heads/develop',
      object: { type: 'commit', sha: world.head },
    });
    expect(await read(`/git/commits/${world.head}`)).toMatchObject({
      message: 'first',
      author: { name: 'Mina', date: '2026-03-01T00:00:00Z' },
    });
    const { tree } = (await read(`/git/commits/${world.head}`)) as { tree: { sha: string } };
    const file = { path: 'README.md', mode: '100644', type: 'blob', sha: 'ce013625030ba8dba906f756967f9e9ca394464a' };
    expect(await read(`/git/trees/${tree.sha}`)).toMatchObject({ sha: tree.sha, truncated: false, tree: [file] });
    for (const other of [world.head, file.sha, 'main', '0'.repeat(40)])
      expect((await world.api('GET', `/git/trees/${other}`, { contents: 'read' })).status).toBe(404);
    expect(await read('/contents/README.md?ref=main')).toMatchObject({
      encoding: 'base64',
      content: Buffer.from('hello\n').toString('base64'),
    });
    const author = { name: 'Joon', email: 'joon@example.com' };
    const next = await world.git.commitFiles('develop', world.head, new Map([['a.txt', 'a']]), 'second', author);
    expect(await read('/compare/main...develop')).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      commits: [{ sha: next, author: { login: 'joon' } }],
      files: [{ filename: 'a.txt' }],
    });
    expect((await world.api('GET', '/git/ref/heads/none', { contents: 'read' })).status).toBe(404);
  });
});
