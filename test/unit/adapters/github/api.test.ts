import { describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { commitOfEvent } from '../../../../adapters/github/event.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';

/** GitHub as a list of answers, each given once. */
function scripted(answers: readonly (Response | Error)[]): { api: GitHubApi; asked: string[]; waits: number[] } {
  const left = [...answers];
  const [asked, waits]: [string[], number[]] = [[], []];
  const api = new GitHubApi({
    apiUrl: 'https://ghe.example/api/v3',
    repository: { owner: 'acme', name: 'shop' },
    token: 't',
    wait: async (milliseconds) => waits.push(milliseconds),
    fetch: async (url, options) => {
      asked.push(`${options?.method} ${url}`);
      const answer = left.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked once too often');
      return answer;
    },
  });
  return { api, asked, waits };
}
const all = async (items: AsyncIterable<unknown>): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const item of items) found.push(item);
  return found;
};
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

describe("GitHub's API", () => {
  it('is asked where the server is, with parameters escaped', async () => {
    const { api, asked } = scripted([json(200, {})]);
    await api.call('GET /environments/{environment_name}', { environment_name: 'a/b c' }, { repeat: 'never' });
    expect(asked).toEqual(['GET https://ghe.example/api/v3/repos/acme/shop/environments/a%2Fb%20c']);
  });

  it('is asked again when it has trouble, but never twice for something that may be there already', async () => {
    const reading = scripted([json(502, {}), new Error('socket hang up'), json(200, { id: 1 })]);
    expect(await reading.api.call('GET /x', {}, { repeat: 'on-trouble' })).toEqual({ id: 1 });
    expect(reading.waits).toEqual([1000, 2000]);
    const making = scripted([json(502, { message: 'Bad gateway' })]);
    await expect(making.api.call('POST /x', {}, { repeat: 'never' })).rejects.toThrow(/answered 502: Bad gateway/);
  });

  it('is waited for when it throttles, even for something new, and not for an hour', async () => {
    const busy = json(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '2' });
    const { api, waits } = scripted([busy, json(201, {})]);
    await api.call('POST /x', {}, { repeat: 'never' });
    expect(waits).toEqual([2000]);
  });

  it('that answers something else than a list is not read as an empty one', async () => {
    const { api } = scripted([json(200, { message: 'hello' })]);
    await expect(all(api.pages('GET /deployments', {}))).rejects.toThrow(/not answered with a list/);
  });

  it('is read to the last page', async () => {
    const { api, asked } = scripted([
      json(200, [1, 2], { link: '<https://x>; rel="next", <https://y>; rel="last"' }),
      json(200, [3], { link: '<https://x>; rel="prev"' }),
    ]);
    expect(await all(api.pages('GET /deployments', {}))).toEqual([1, 2, 3]);
    expect(asked[1]).toContain('per_page=100&page=2');
  });

  it('is not read for ever, when every page names a next one', async () => {
    const { api, asked } = scripted(
      Array.from({ length: 400 }, () => json(200, [1], { link: '<https://x>; rel="next"' })),
    );
    await expect(all(api.pages('GET /deployments', {}))).rejects.toThrow(/more than 300 pages/);
    expect(asked).toHaveLength(300);
  });

  it('is not called without a token', () => {
    const access = { apiUrl: 'https://a.example', repository: { owner: 'a', name: 'b' }, token: '' };
    expect(() => new GitHubApi(access)).toThrow(/There is no token/);
  });
});

describe('the commit of an event', () => {
  const [sha, head] = [parseCommitSha('a'.repeat(40)), 'b'.repeat(40)];
  it('is the head where GitHub checks out a merge, and GITHUB_SHA elsewhere', () => {
    expect(commitOfEvent('push', {}, sha)).toBe(sha);
    expect(commitOfEvent('workflow_dispatch', undefined, sha)).toBe(sha);
    expect(commitOfEvent('pull_request', { pull_request: { head: { sha: head } } }, sha)).toBe(head);
    expect(commitOfEvent('merge_group', { merge_group: { head_sha: head } }, sha)).toBe(head);
  });
  it('is not guessed', () => {
    expect(() => commitOfEvent('pull_request', {}, sha)).toThrow(/has no pull_request\.head\.sha/);
    expect(() => commitOfEvent('merge_group', { merge_group: { head_sha: 'main' } }, sha)).toThrow(/not a commit/);
  });
});
