import { describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { GitHubCommits } from '../../../../adapters/github/commits.ts';

const signature = { name: 'Mina', email: 'mina@example.com' };
const commit = (index: number) => ({
  sha: String(index).padStart(40, '0'),
  commit: { message: 'feat: x', author: signature, committer: signature },
  author: { id: 7, login: 'mina' },
  committer: null,
});

/** GitHub has so many commits between two, says how many there are, and lists them a hundred a page. */
const commits = (listed: number, total = listed) =>
  new GitHubCommits(
    new GitHubApi({
      apiUrl: 'https://api.example',
      repository: { owner: 'acme', name: 'shop' },
      token: 'token',
      fetch: async (address) => {
        const page = Number(new URL(String(address)).searchParams.get('page'));
        const all = Array.from({ length: listed }, (_, index) => commit(index));
        const body = { total_commits: total, commits: all.slice((page - 1) * 100, page * 100) };
        const link = page * 100 < listed ? { link: '<https://api.example/next>; rel="next"' } : {};
        return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', ...link } });
      },
    }),
  );

describe('the commits between what runs and what would come', () => {
  it.each([0, 1, 100, 101, 260])('are all read, page by page (%i)', async (count) => {
    const found = await commits(count).between('a', 'b');
    expect(found?.map(({ sha }) => Number(sha))).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  it('are not believed where GitHub lists fewer than there are: whoever made the others could approve them', async () => {
    await expect(commits(250, 260).between('a', 'b')).rejects.toThrow(
      'GitHub lists 250 of 260 commits between a and b',
    );
  });
});
