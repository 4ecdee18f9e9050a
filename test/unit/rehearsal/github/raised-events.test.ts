import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from './world.ts';

describe('what a request tells GitHub Actions', () => {
  let world: TestWorld;
  let person = '';
  beforeAll(async () => {
    world = await testWorld();
    person = world.tokens.issuePersonal({ login: 'joon', id: 7, teams: [] });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.raised.length = 0;
  });
  const bot = { actor: 'github-actions[bot]', causedBy: 'job-token' };
  const byPerson = (path: string, body: unknown) => world.call('POST', `/repos/acme/shop${path}`, person, body);

  it('is a dispatch of the repository, with its type and payload', async () => {
    const body = { event_type: 'deployed', client_payload: { tier: 'dev' } };
    expect((await world.api('POST', '/dispatches', { contents: 'write' }, body)).status).toBe(204);
    expect((await byPerson('/dispatches', { event_type: 'deployed' })).status).toBe(204);
    expect(world.raised).toEqual([
      { kind: 'repository_dispatch', eventType: 'deployed', clientPayload: { tier: 'dev' }, ...bot },
      { kind: 'repository_dispatch', eventType: 'deployed', clientPayload: {}, actor: 'joon' },
    ]);
    expect((await world.api('POST', '/dispatches', { contents: 'read' }, body)).status).toBe(403);
  });

  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
  it.each([
    [{}, `Invalid request.\n\n"event_type" wasn't supplied.`],
    [{ event_type: 'x'.repeat(101) }, 'Invalid request.\n\nOnly 100 characters are allowed; 101 were supplied.'],
    [
      { event_type: 'x', client_payload: keys(11) },
      'Invalid request.\n\nNo more than 10 properties are allowed; 11 were supplied.',
    ],
    [{ event_type: 'x', client_payload: { a: 'x'.repeat(65_528) } }, 'client_payload is too large.'],
  ])('is nothing where GitHub refuses it (%#)', async (body, message) => {
    const answer = await byPerson('/dispatches', body);
    expect([answer.status, await answer.json()]).toMatchObject([422, { message }]);
    expect(world.raised).toEqual([]);
  });

  it('is everything up to the limits', async () => {
    const largest = { event_type: 'x'.repeat(100), client_payload: { ...keys(9), a: '' } };
    const room = 65_535 - JSON.stringify(largest.client_payload).length;
    largest.client_payload.a = 'x'.repeat(room);
    expect((await byPerson('/dispatches', largest)).status).toBe(204);
  });

  it('is a comment, on an issue that was opened before', async () => {
    expect((await byPerson('/issues/1/comments', { body: 'hello' })).status).toBe(404);
    const opened = await byPerson('/issues', { title: 'Promote', body: 'now' });
    expect([opened.status, await opened.json()]).toMatchObject([201, { number: 1 }]);
    const said = await world.api('POST', '/issues/1/comments', { issues: 'write' }, { body: '/approve' });
    expect([said.status, await said.json()]).toMatchObject([201, { user: { login: 'github-actions[bot]' } }]);
    expect(world.raised).toMatchObject([
      { kind: 'activity', name: 'issues', action: 'opened', actor: 'joon' },
      { kind: 'issue_comment', action: 'created', body: '/approve', issue: { number: 1, title: 'Promote' }, ...bot },
    ]);
    const comments = await world.api('GET', '/issues/1/comments', { issues: 'read' });
    expect(await comments.json()).toMatchObject([{ body: '/approve' }]);
    expect((await world.api('GET', '/issues/1', { issues: 'read' })).status).toBe(200);
    expect((await world.api('GET', '/issues/1', {})).status).toBe(403);
  });

  it('is an issue or a comment with the next number', async () => {
    const opened = [
      await byPerson('/issues', { title: 'a', body: '' }),
      await byPerson('/issues', { title: 'b', body: '' }),
    ];
    expect(await Promise.all(opened.map((one) => one.json()))).toMatchObject([{ number: 2 }, { number: 3 }]);
    const said = async (number: number) =>
      (await byPerson(`/issues/${number}/comments`, { body: 'x' })).json() as Promise<{ id: number }>;
    const ids = [(await said(2)).id, (await said(3)).id, (await said(2)).id];
    expect(ids).toEqual([ids[0], ids[0], ids[0]].map((id, index) => (id ?? 0) + index));
  });

  it('is a deployment and its statuses, on the branch or the commit that it is of', async () => {
    const deployment = { ref: 'main', auto_merge: false, required_contexts: [], environment: 'dev' };
    await byPerson('/deployments', deployment);
    const id = world.repository.deployments.at(-1)?.id;
    await byPerson('/deployments', { ...deployment, ref: world.head });
    for (const state of ['in_progress', 'inactive']) await byPerson(`/deployments/${id}/statuses`, { state });
    const common = { kind: 'activity', actor: 'joon', sha: world.head };
    expect(world.raised).toMatchObject([
      { ...common, name: 'deployment', ref: 'refs/heads/main', fields: { deployment: { id, environment: 'dev' } } },
      { ...common, name: 'deployment', fields: { deployment: { ref: world.head } } },
      { ...common, name: 'deployment_status', fields: { deployment_status: { state: 'in_progress' } } },
    ]);
    expect(world.raised[1]).not.toHaveProperty('ref');
  });

  it('names a branch or a tag where a workflow is dispatched, never a commit', async () => {
    const path = '/actions/workflows/deploy.yml/dispatches';
    expect((await byPerson(path, { ref: 'refs/heads/develop' })).status).toBe(204);
    const refused = await byPerson(path, { ref: world.head });
    expect([refused.status, await refused.json()]).toMatchObject([422, { message: `No ref found for: ${world.head}` }]);
  });
});
