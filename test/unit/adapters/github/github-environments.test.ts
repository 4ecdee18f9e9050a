import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { GitHubEnvironments } from '../../../../adapters/github/github-environments.ts';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import { type TestWorld, testWorld } from '../../rehearsal/github/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const environments = (): GitHubEnvironments =>
  new GitHubEnvironments(
    new GitHubApi({
      apiUrl: world.server.url,
      repository: world.repository,
      token: world.tokens.issue({ permissions: { actions: 'read' }, actor: 'mina', runId: 1 }),
      fetch,
    }),
  );

describe('environments of GitHub', () => {
  it('tell who approves, and which branches they admit', async () => {
    setEnvironment(world.repository, {
      name: 'production-approval',
      reviewers: [
        { type: 'User', id: 1, login: 'mina' },
        { type: 'Team', id: 2, login: 'operators' },
      ],
      preventSelfReview: true,
      adminsBypass: false,
      branches: ['main'],
    });
    expect(await environments().read('production-approval')).toEqual({
      name: 'production-approval',
      reviewers: [
        { kind: 'user', id: 1, name: 'mina' },
        { kind: 'team', id: 2, name: 'operators' },
      ],
      selfReview: 'refused',
      bypass: 'refused',
      branches: { kind: 'custom', admitted: [{ kind: 'branch', pattern: 'main' }] },
    });
  });

  it('without rules protect nothing, and those that do not exist are not there', async () => {
    setEnvironment(world.repository, { name: 'open' });
    expect(await environments().read('open')).toMatchObject({ reviewers: [], branches: { kind: 'any' } });
    expect(await environments().read('production aproval')).toBeUndefined();
  });
});
