import { type Call, notFound, ok, type Route, refused, type Schema } from '../call.ts';
import type { CommitInfo } from '../commit-object.ts';
import { apiUrl, nodeId, user, webUrl } from '../shapes.ts';
import { stableId } from '../state.ts';
import type { TreeEntry } from '../tree-object.ts';

const refShape = (call: Call, { ref, sha }: { readonly ref: string; readonly sha: string }): Schema<'git-ref'> => ({
  ref,
  node_id: nodeId('Ref', stableId(ref)),
  url: `${apiUrl(call)}/git/${ref}`,
  object: { type: 'commit', sha, url: `${apiUrl(call)}/git/commits/${sha}` },
});

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

function gitCommitShape(call: Call, info: CommitInfo): Schema<'git-commit'> {
  const api = apiUrl(call);
  return {
    sha: info.sha,
    node_id: nodeId('Commit', stableId(info.sha)),
    url: `${api}/git/commits/${info.sha}`,
    html_url: `${webUrl(call)}/commit/${info.sha}`,
    author: info.author,
    committer: info.committer,
    tree: { sha: info.tree, url: `${api}/git/trees/${info.tree}` },
    message: info.message,
    parents: info.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${webUrl(call)}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}

const FOLDER = '40000';
const SUBMODULE = '160000';

/** One folder; what lies below it is not listed. */
function treeShape(call: Call, sha: string, entries: readonly TreeEntry[]): Schema<'git-tree'> {
  const api = apiUrl(call);
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    truncated: false,
    tree: entries.map(({ mode, name, sha: id }) => {
      const type = mode === FOLDER ? 'tree' : mode === SUBMODULE ? 'commit' : 'blob';
      return { path: name, mode: mode.padStart(6, '0'), type, sha: id, url: `${api}/git/${type}s/${id}` };
    }),
  };
}

/** A commit as the commits API shows it: git's own author, and the account that GitHub links by the mail address. Here that is the
 *  part before the `@`; addresses that end in `.invalid` are nobody's. */
export function commitShape(call: Call, info: CommitInfo): Partial<Schema<'commit'>> {
  const api = apiUrl(call);
  const account = ({ email }: CommitInfo['author']) =>
    email.endsWith('.invalid') ? null : user(call, email.split('@')[0] ?? email);
  return {
    sha: info.sha,
    node_id: nodeId('Commit', stableId(info.sha)),
    url: `${api}/commits/${info.sha}`,
    html_url: `${webUrl(call)}/commit/${info.sha}`,
    comments_url: `${api}/commits/${info.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${info.sha}`,
      author: info.author,
      committer: info.committer,
      message: info.message,
      tree: { sha: info.tree, url: `${api}/git/trees/${info.tree}` },
      comment_count: 0,
      verification: UNSIGNED,
    },
    author: account(info.author),
    committer: account(info.committer),
    parents: info.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}` })),
  };
}

/** @see https://docs.github.com/en/rest/git/refs and /commits */
export const GIT_DATA: readonly Route[] = [
  {
    method: 'GET',
    path: '/git/ref/{+ref}',
    needs: ['contents', 'read'],
    async handle(call) {
      const wanted = `refs/${call.params['ref']}`;
      const found = (await call.git.refs(wanted)).find(({ ref }) => ref === wanted);
      return found === undefined ? notFound() : ok(refShape(call, found));
    },
  },
  {
    method: 'GET',
    path: '/git/matching-refs/{+ref}',
    needs: ['contents', 'read'],
    handle: async (call) =>
      ok((await call.git.refs(`refs/${call.params['ref']}`)).map((found) => refShape(call, found))),
  },
  {
    method: 'GET',
    path: '/git/commits/{sha}',
    needs: ['contents', 'read'],
    async handle(call) {
      const sha = await call.git.resolve(call.params['sha'] ?? '');
      return sha === undefined || sha !== call.params['sha']
        ? notFound()
        : ok(gitCommitShape(call, await call.git.commit(sha)));
    },
  },
  {
    method: 'GET',
    path: '/git/trees/{sha}',
    needs: ['contents', 'read'],
    async handle(call) {
      const sha = call.params['sha'] ?? '';
      const entries = /^[0-9a-f]{40}$/.test(sha) ? await call.git.tree(sha) : undefined;
      return entries === undefined ? notFound() : ok(treeShape(call, sha, entries));
    },
  },
  {
    method: 'GET',
    path: '/commits/{+ref}',
    needs: ['contents', 'read'],
    async handle(call) {
      const ref = call.params['ref'] ?? '';
      const sha = await call.git.resolve(ref);
      return sha === undefined
        ? refused(422, `No commit found for SHA: ${ref}`)
        : ok(commitShape(call, await call.git.commit(sha)));
    },
  },
];
