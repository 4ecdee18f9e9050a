import { describe, expect, it } from '@jest/globals';
import { GitHubActionSource, PUBLIC_GITHUB } from '../../../../adapters/github/github-action-source.ts';
import { LOCK } from '../../../../catalogue/lock.ts';

const NAME = 'acme/setup';
const SHA = 'a'.repeat(40);
const NOTE = 'b'.repeat(40);
type Answer = object | readonly object[] | Response | Error;

/** GitHub as far as these paths go; what is not there is 404. */
function github(answers: Readonly<Record<string, Answer | 'silence'>>, token?: string) {
  const asked: string[] = [];
  const headers: (string | null)[] = [];
  const source = new GitHubActionSource({
    ...PUBLIC_GITHUB,
    token,
    deadline: 50,
    fetch: async (input, init) => {
      const path = String(input).replace(PUBLIC_GITHUB.api, '').replace(PUBLIC_GITHUB.raw, '');
      asked.push(path);
      headers.push(new Headers(init?.headers).get('authorization'));
      const answer = answers[path];
      if (answer instanceof Error) throw answer;
      if (answer === 'silence')
        return await new Promise((_done, fail) =>
          init?.signal?.addEventListener('abort', () => fail(init.signal?.reason)),
        );
      if (answer instanceof Response) return answer;
      return answer === undefined ? new Response('{}', { status: 404 }) : Response.json(answer);
    },
  });
  return { source, asked, headers };
}
const limited = (headers: Readonly<Record<string, string>>): Response =>
  new Response('{"message":"API rate limit exceeded for 192.0.2.1."}', { status: 403, headers });

describe('asking GitHub for an action', () => {
  it('finds the commit behind annotations, for the object of a tag is no commit', async () => {
    const { source } = github({
      [`/repos/${NAME}/git/ref/tags/v1.0.0`]: { object: { type: 'commit', sha: SHA } },
      [`/repos/${NAME}/git/ref/tags/v2.0.0`]: { object: { type: 'tag', sha: NOTE } },
      [`/repos/${NAME}/git/tags/${NOTE}`]: { object: { type: 'commit', sha: SHA } },
      [`/repos/${NAME}/git/ref/tags/v3.0.0`]: { object: { type: 'tree', sha: SHA } },
      [`/repos/${NAME}/git/ref/tags/deep%2Fv4`]: { object: { type: 'commit', sha: SHA } },
    });
    expect(await source.commitOf(NAME, 'v1.0.0')).toBe(SHA);
    expect(await source.commitOf(NAME, 'v2.0.0')).toBe(SHA);
    expect(await source.commitOf(NAME, 'v3.0.0')).toBeUndefined();
    expect(await source.commitOf(NAME, 'v9')).toBeUndefined();
    expect(await source.commitOf(NAME, 'deep/v4')).toBe(SHA);
  });

  it('finds the branch that has a commit: the default one, then release branches of its version', async () => {
    const compared = (branch: string) => `/repos/${NAME}/compare/${encodeURIComponent(branch)}...${SHA}?per_page=1`;
    const repository = { [`/repos/${NAME}`]: { default_branch: 'main' } };
    for (const status of ['behind', 'identical'])
      expect(await github({ ...repository, [compared('main')]: { status } }).source.branchOf(NAME, SHA, 'v1')).toEqual({
        name: 'main',
        isDefault: true,
      });
    const released = {
      ...repository,
      [compared('main')]: { status: 'diverged' },
      [`/repos/${NAME}/git/matching-refs/heads/release`]: [
        { ref: 'refs/heads/releases/v11' },
        { ref: 'refs/heads/releases/v1' },
      ],
    };
    const { source, asked } = github({ ...released, [compared('releases/v1')]: { status: 'behind' } });
    expect(await source.branchOf(NAME, SHA, 'v1.2.3')).toEqual({ name: 'releases/v1', isDefault: false });
    expect(asked).not.toContain(compared('releases/v11'));
    // A fork's commit is ahead of everything, or GitHub knows none of that range.
    for (const status of ['ahead', 'diverged'])
      expect(
        await github({ ...released, [compared('releases/v1')]: { status } }).source.branchOf(NAME, SHA, 'v1.2.3'),
      ).toBeUndefined();
  });

  it('reads every page of tags, and files without a call of the API', async () => {
    const tags = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `v1.0.${from + index}`, commit: { sha: SHA } }));
    const { source } = github({
      [`/repos/${NAME}/tags?per_page=100&page=1`]: tags(0, 100),
      [`/repos/${NAME}/tags?per_page=100&page=2`]: tags(100, 1),
      [`/${NAME}/${SHA}/action.yml`]: new Response('runs: {}'),
    });
    expect(await source.tags(NAME)).toHaveLength(101);
    expect(await source.text(NAME, SHA, 'action.yml')).toBe('runs: {}');
    expect(await source.text(NAME, SHA, 'action.yaml')).toBeUndefined();
  });

  it('asks for each thing once, and as somebody only with a token', async () => {
    const path = `/repos/${NAME}/git/ref/tags/v1`;
    const { source, asked, headers } = github({ [path]: { object: { type: 'commit', sha: SHA } } });
    await Promise.all([source.commitOf(NAME, 'v1'), source.commitOf(NAME, 'v1')]);
    expect(asked).toEqual([path]);
    expect(headers).toEqual([null]);
    const known = github({}, 'secret');
    await known.source.commitOf(NAME, 'v1');
    await known.source.text(NAME, SHA, 'x');
    // The token is for the API alone.
    expect(known.headers).toEqual(['Bearer secret', null]);
  });

  it('asks no more once it was too often, and says when and how it goes on', async () => {
    const now = Date.now();
    const { source, asked } = github({
      [`/repos/${NAME}/git/ref/tags/v1`]: limited({
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(now / 1000) + 1500),
      }),
    });
    const sentence =
      /^GitHub was asked too often: try again in 2[56] min, or set GH_TOKEN, for 5,000 calls an hour instead of 60\.$/;
    await expect(source.commitOf(NAME, 'v1')).rejects.toMatchObject({
      name: 'Unseen',
      message: expect.stringMatching(sentence),
    });
    await expect(source.tags('other/one')).rejects.toThrow(sentence);
    expect(asked).toHaveLength(1);
    const known = github({ [`/repos/${NAME}/git/ref/tags/v1`]: limited({ 'retry-after': '60' }) }, 'secret');
    await expect(known.source.commitOf(NAME, 'v1')).rejects.toThrow(/try again in 1 min\.$/);
  });

  it('is asked for the whole catalogue within the calls of an hour', async () => {
    const { source, asked } = github({});
    for (const [name, { sha, version }] of Object.entries(LOCK.actions)) {
      const repository = name.split('/').slice(0, 2).join('/');
      await source.commitOf(repository, version);
      await source.branchOf(repository, sha, version);
    }
    // What is annotated takes one more, and what is found on the default branch a comparison.
    const repositories = new Set(Object.keys(LOCK.actions).map((name) => name.split('/').slice(0, 2).join('/'))).size;
    expect(asked).toHaveLength(2 * repositories);
    expect(4 * repositories).toBeLessThan(60);
  });

  it('knows nothing where GitHub is not reached, does not answer in time, or is ill', async () => {
    const path = `/repos/${NAME}/git/ref/tags/v1`;
    const unreachable = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND api.github.com') });
    await expect(github({ [path]: unreachable }).source.commitOf(NAME, 'v1')).rejects.toThrow(
      'GitHub cannot be reached (getaddrinfo ENOTFOUND api.github.com).',
    );
    const silent = github({ [path]: 'silence' });
    await expect(silent.source.commitOf(NAME, 'v1')).rejects.toThrow('GitHub cannot be reached (no answer in 0.05 s).');
    await expect(github({ [path]: new Response('<html>') }).source.commitOf(NAME, 'v1')).rejects.toThrow(
      'with what is no JSON',
    );
    await expect(
      github({ [path]: new Response('', { status: 502 }) }).source.commitOf(NAME, 'v1'),
    ).rejects.toMatchObject({ name: 'Unseen', message: `GitHub answers 502 to ${path}.` });
  });
});
