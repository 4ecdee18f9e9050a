import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import { count, field, text } from './narrow.ts';

/** The commit that a run is about. For pull requests and merge queues GITHUB_SHA may be a merge that nobody made and that is gone
 *  tomorrow: there it is the head.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export function commitOfEvent(eventName: string, event: unknown, githubSha: CommitSha): CommitSha {
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
      return named(eventName, 'pull_request.head.sha', text(field(field(event, 'pull_request'), 'head'), 'sha'));
    case 'merge_group':
      return named(eventName, 'merge_group.head_sha', text(field(event, 'merge_group'), 'head_sha'));
    default:
      return githubSha;
  }
}

/** GitHub's number of the repository that an event is of; `undefined` where the event does not tell. */
export const repositoryOfEvent = (event: unknown): number | undefined => count(field(event, 'repository'), 'id');

/** A commit that somebody names; nobody does by ''. */
export const givenCommit = (text: string): CommitSha | undefined => (text === '' ? undefined : parseCommitSha(text));

function named(eventName: string, place: string, sha: string | undefined): CommitSha {
  if (sha === undefined) throw new Error(`The ${eventName} event has no ${place}, so its commit is not known.`);
  return parseCommitSha(sha);
}
