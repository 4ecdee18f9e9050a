import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const WRITE = { deployments: 'write' } as const;
type Json = Readonly<Record<string, unknown>>;
const post = async (path: string, body: Json): Promise<readonly [number, Json]> => {
  const answer = await world.api('POST', path, WRITE, body);
  return [answer.status, (await answer.json()) as Json];
};
const deploy = async (environment: string, extra: Json = {}): Promise<Json> => {
  const body = { ref: 'main', environment, auto_merge: false, required_contexts: [], ...extra };
  const [status, deployment] = await post('/deployments', body);
  expect(status).toBe(201);
  return deployment;
};
const list = async (query: string): Promise<readonly Json[]> =>
  (await (await world.api('GET', `/deployments?${query}`, WRITE)).json()) as Json[];
const states = async (id: unknown): Promise<readonly unknown[]> =>
  ((await (await world.api('GET', `/deployments/${id}/statuses`, WRITE)).json()) as Json[]).map(({ state }) => state);

describe('a deployment', () => {
  it('keeps its payload and names the commit, the task and who made it', async () => {
    const payload = { schema: 'sluice.record/v1', run: { id: 7 } };
    expect(await deploy('dev', { task: 'sluice:api', payload })).toMatchObject({
      sha: world.head,
      ref: 'main',
      task: 'sluice:api',
      environment: 'dev',
      payload,
      creator: { login: 'github-actions[bot]', type: 'Bot' },
    });
  });

  it('is transient where that is said, and its statuses are of the known states', async () => {
    const shape = async (extra: Json) => (await deploy('shaped', extra))['transient_environment'];
    expect([await shape({}), await shape({ transient_environment: true })]).toEqual([false, true]);
    const { id } = await deploy('shaped');
    for (const [state, value] of [
      ['done', 'done'],
      [undefined, null],
    ] as const)
      expect(await post(`/deployments/${id}/statuses`, { state })).toMatchObject([422, { errors: [{ value }] }]);
  });

  it('is refused for a ref that does not exist, and while checks of the commit are unfinished', async () => {
    const nowhere = await post('/deployments', { ref: 'nowhere', auto_merge: false, required_contexts: [] });
    expect(nowhere).toMatchObject([422, { message: 'No ref found for: nowhere' }]);
    expect(await post('/deployments', { ref: 'main', auto_merge: false })).toMatchObject([409, {}]);
    expect(await post('/deployments', { ref: 'main' })).toMatchObject([501, {}]);
  });

  it('is listed newest first, by environment and task, page by page', async () => {
    for (const task of ['a', 'b', 'a', 'a']) await deploy('paged', { task });
    const found = await list('environment=paged&task=a');
    expect(found.map(({ id }) => Number(id))).toEqual([...found.map(({ id }) => Number(id))].sort((x, y) => y - x));
    expect(found).toHaveLength(3);
    const first = await world.api('GET', '/deployments?environment=paged&per_page=3', WRITE);
    const link = first.headers.get('link') ?? '';
    expect(link).toMatch(/rel="next".*rel="last"/);
    const token = world.tokens.issue({ permissions: WRITE, actor: 'mina', runId: 1 });
    const next = await world.call('GET', /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '', token);
    expect(await next.json()).toHaveLength(1);
  });

  it('becomes inactive when a later one of its environment succeeds, but not where it is production', async () => {
    const [old, failed, current] = [await deploy('staging'), await deploy('staging'), await deploy('staging')];
    const other = await deploy('elsewhere');
    for (const one of [old, other]) await post(`/deployments/${one['id']}/statuses`, { state: 'success' });
    await post(`/deployments/${failed['id']}/statuses`, { state: 'failure' });
    await post(`/deployments/${current['id']}/statuses`, { state: 'success' });
    expect(await states(old['id'])).toEqual(['inactive', 'success']);
    expect(await states(failed['id'])).toEqual(['failure']);
    expect(await states(current['id'])).toEqual(['success']);
    expect(await states(other['id'])).toEqual(['success']);

    const [first, second] = [await deploy('production'), await deploy('production')];
    for (const one of [first, second]) await post(`/deployments/${one['id']}/statuses`, { state: 'success' });
    expect(await states(first['id'])).toEqual(['success']);
  });

  it('leaves earlier ones alone when the status says so', async () => {
    const [first, second] = [await deploy('kept'), await deploy('kept')];
    for (const one of [first, second]) {
      await post(`/deployments/${one['id']}/statuses`, { state: 'success', auto_inactive: false });
    }
    expect(await states(first['id'])).toEqual(['success']);
  });

  it("takes a description of 140 characters and GitHub's states, and nothing else", async () => {
    const { id } = await deploy('dev');
    const log_url = 'https://example.com/run';
    const [status, body] = await post(`/deployments/${id}/statuses`, {
      state: 'in_progress',
      description: 'x'.repeat(140),
      log_url,
    });
    expect([status, body]).toMatchObject([201, { state: 'in_progress', log_url, target_url: log_url }]);
    const long = { state: 'failure', description: 'x'.repeat(141) };
    expect(await post(`/deployments/${id}/statuses`, long)).toMatchObject([422, { message: 'Validation Failed' }]);
    expect(await post(`/deployments/${id}/statuses`, { state: 'done' })).toMatchObject([422, {}]);
    expect(await states(id)).toEqual(['in_progress']);
  });
});
