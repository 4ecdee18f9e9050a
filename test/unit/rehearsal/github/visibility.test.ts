import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from './world.ts';

/** What every story's jobs read or write, and what nobody's token can hold. */
const READS = [
  '/contents/README.md',
  '/git/ref/heads/main',
  '/commits/main',
  '/compare/main...develop',
  '/deployments',
  '/environments',
  '/actions/runs',
];

describe.each(['public', 'private'] as const)('a %s repository', (visibility) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld(visibility);
  });
  afterAll(() => world.close());
  const isPublic = visibility === 'public';

  it.each(READS)(`${isPublic ? 'is' : 'is not'} read at %s without a permission`, async (path) => {
    expect((await world.api('GET', path, {})).status).toBe(isPublic ? 200 : 403);
    const answer = await world.call('GET', `/repos/acme/shop${path}`, undefined);
    expect(answer.status).toBe(isPublic ? 200 : 404);
  });

  it('is never written without a permission', async () => {
    const writes = ['/deployments', '/actions/workflows/deploy.yml/dispatches', '/actions/runs/1/pending_deployments'];
    for (const path of writes) {
      expect((await world.api('POST', path, {}, {})).status).toBe(403);
      const status = isPublic ? 401 : 404;
      expect((await world.call('POST', `/repos/acme/shop${path}`, undefined, {})).status).toBe(status);
    }
  });

  it('keeps its variables to people', async () => {
    expect((await world.api('GET', '/actions/variables', { actions: 'write' })).status).toBe(403);
  });

  it('says what it is, and a token that is not known is refused there too', async () => {
    const shape = await (await world.api('GET', '', {})).json();
    expect(shape).toMatchObject({ visibility, private: !isPublic });
    expect((await world.call('GET', '/repos/acme/shop', 'ghs_made_up')).status).toBe(401);
  });
});
