import type { CommitInfo } from '../github/git.ts';
import type { Repository } from '../github/model.ts';
import { stableId } from '../github/state.ts';
import { ACTIONS_BOT } from '../github/tokens.ts';
import type { RepositoryEvent } from './event.ts';
import type { Value } from './value.ts';

type Fields = Readonly<Record<string, Value>>;
const NO_COMMIT = '0'.repeat(40);

/** Number of an account, as GitHub shows it everywhere. */
export const accountId = (login: string): number => (login === ACTIONS_BOT.login ? ACTIONS_BOT.id : stableId(login));

/** The `github.event` object: the fields of GitHub's webhook that workflows use. A field that is not here is null in expressions,
 *  as a field that GitHub does not send.
 *  @see https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export function eventPayload(
  event: RepositoryEvent,
  from: {
    readonly repository: Repository;
    readonly serverUrl: string;
    readonly commit: CommitInfo;
    readonly inputs: Readonly<Record<string, string>>;
    readonly workflowPath: string;
  },
): Fields {
  const { repository, serverUrl, commit } = from;
  const common = { repository: repositoryFields(repository, serverUrl), sender: account(event.actor) };
  switch (event.kind) {
    case 'push': {
      const head = commitFields(commit, `${serverUrl}/${repository.owner}/${repository.name}`);
      return {
        ...common,
        ref: event.ref,
        before: event.before ?? NO_COMMIT,
        after: event.after,
        created: event.before === undefined,
        deleted: false,
        forced: false,
        base_ref: null,
        pusher: { name: event.actor, email: `${event.actor}@users.noreply.github.com` },
        head_commit: head,
        commits: [head],
      };
    }
    case 'pull_request': {
      const side = (ref: string, sha: string) => ({ ref, sha, repo: common.repository });
      return {
        ...common,
        action: event.action,
        number: event.number,
        pull_request: {
          number: event.number,
          title: event.title,
          state: event.action === 'closed' ? 'closed' : 'open',
          draft: false,
          merge_commit_sha: event.mergeSha,
          user: account(event.actor),
          base: side(event.base, event.baseSha),
          head: side(event.head, event.headSha),
        },
      };
    }
    case 'workflow_dispatch':
      return { ...common, ref: event.ref, inputs: { ...from.inputs }, workflow: from.workflowPath };
  }
}

const account = (login: string): Fields => ({
  login,
  id: accountId(login),
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
});

const repositoryFields = ({ id, owner, name, defaultBranch, visibility }: Repository, serverUrl: string): Fields => ({
  id,
  name,
  full_name: `${owner}/${name}`,
  private: visibility === 'private',
  visibility,
  fork: false,
  owner: account(owner),
  html_url: `${serverUrl}/${owner}/${name}`,
  default_branch: defaultBranch,
});

const commitFields = ({ sha, tree, message, author, committer }: CommitInfo, url: string): Fields => ({
  id: sha,
  tree_id: tree,
  message,
  timestamp: committer.date,
  url: `${url}/commit/${sha}`,
  author: { name: author.name, email: author.email },
  committer: { name: committer.name, email: committer.email },
});
