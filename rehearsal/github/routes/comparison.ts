import { notFound, ok, type Route } from '../call.ts';
import { PAGING, page } from '../lists.ts';
import { commitShape } from './git-data.ts';

const UNPAGED = 250;

/** Files carry their name alone: patches and counts are not rehearsed.
 *  @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export const COMPARISON: readonly Route[] = [
  {
    method: 'GET',
    path: '/compare/{+basehead}',
    needs: ['contents', 'read'],
    query: PAGING,
    async handle(call) {
      const [baseName = '', headName = ''] = (call.params['basehead'] ?? '').split('...');
      const [base, head] = await Promise.all([call.git.resolve(baseName), call.git.resolve(headName)]);
      if (base === undefined || head === undefined) return notFound();
      const [ahead, behind, files] = await Promise.all([
        call.git.between(base, head),
        call.git.between(head, base),
        call.git.changedFiles(base, head),
      ]);
      // GitHub shows so many where no page is asked for.
      const paged = PAGING.some((name) => call.query.has(name));
      const { items, headers } = paged ? page(call, ahead) : { items: ahead.slice(-UNPAGED), headers: {} };
      const commits = await Promise.all(items.map(async (sha) => commitShape(call, await call.git.commit(sha))));
      const away = behind.length > 0 ? 'behind' : 'identical';
      const body = {
        status: ahead.length === 0 ? away : behind.length === 0 ? 'ahead' : 'diverged',
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        base_commit: commitShape(call, await call.git.commit(base)),
        commits,
        files: files.map((filename) => ({ filename })),
      };
      return ok(body, headers);
    },
  },
];
