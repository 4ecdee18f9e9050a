import type { GitRepository } from '../github/git.ts';
import type { Repository } from '../github/model.ts';
import type { PullRequestEvent, RepositoryEvent } from './event.ts';
import type { EventName } from './event-table.ts';
import type { EventRef } from './github-context.ts';
import { DispatchRefused } from './inputs.ts';

/** One event as workflows listen to it, with the ref and the commit that its runs are about and read their files from. */
export interface Occurrence {
  readonly name: EventName;
  readonly action: string | undefined;
  readonly at: EventRef;
  readonly event: RepositoryEvent;
}

type Place = Pick<Repository, 'defaultBranch' | 'visibility'>;

/** What workflows hear of a webhook: nothing, one event or several.
 *  @throws {DispatchRefused} when a dispatch names a ref that is not there. */
export async function occurrencesOf(
  event: RepositoryEvent,
  repository: Place,
  git: GitRepository,
): Promise<readonly Occurrence[]> {
  const onDefault = () => defaultRef(repository, git);
  switch (event.kind) {
    case 'push': {
      const at = refTo(event.ref, await commitOf(git, event.after));
      const push: Occurrence = { name: 'push', action: undefined, at, event };
      return event.before === undefined ? [push, { ...push, name: 'create' }] : [push];
    }
    case 'pull_request':
      return pullRequest(event, repository, await onDefault());
    case 'merge_group': {
      const { headRef: ref, headSha, actor } = event;
      const at = refTo(ref, await commitOf(git, headSha));
      const push = { kind: 'push', ref, before: undefined, after: headSha, actor } as const;
      return [
        { name: 'merge_group', action: 'checks_requested', at, event },
        // The queue has pushed a new branch, and workflows hear of that too.
        ...(await occurrencesOf(push, repository, git)),
      ];
    }
    case 'workflow_dispatch': {
      const sha = await git.resolve(event.ref);
      if (sha === undefined) throw new DispatchRefused(`No ref found for: ${event.ref}`);
      return [{ name: event.kind, action: undefined, at: refTo(event.ref, sha), event }];
    }
    case 'repository_dispatch':
      return [{ name: event.kind, action: event.eventType, at: await onDefault(), event }];
    case 'schedule':
      return [{ name: event.kind, action: undefined, at: await onDefault(), event }];
    case 'issue_comment':
    case 'workflow_run':
      return [{ name: event.kind, action: event.action, at: await onDefault(), event }];
    case 'activity': {
      const { ref, sha, name, action } = event;
      const own = sha ?? (ref === undefined ? undefined : await commitOf(git, ref));
      const at = own === undefined ? await onDefault() : refTo(ref ?? '', own);
      return [{ name, action, at, event }];
    }
  }
}

/** `pull_request` runs on the merge, in a private repository never for a fork; `pull_request_target` always on the default branch.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function pullRequest(event: PullRequestEvent, { visibility }: Place, onDefault: EventRef): readonly Occurrence[] {
  const { number, base, head, action, headSha, mergeSha, headRepository } = event;
  const sides = { baseRef: base, headRef: head };
  const name = `${number}/merge`;
  const merge: EventRef | undefined =
    mergeSha === undefined || (headRepository !== undefined && visibility === 'private')
      ? undefined
      : event.merged === true
        ? { ...refTo(`refs/heads/${base}`, mergeSha), ...sides, headBranch: head, headSha }
        : {
            ...{ ref: `refs/pull/${name}`, refName: name, refType: 'branch', sha: mergeSha },
            ...{ headBranch: head, headSha, ...sides },
          };
  return [
    ...(merge === undefined ? [] : [{ name: 'pull_request', action, at: merge, event } as const]),
    // Its run is listed under the branch of the pull request, and under the commit that runs.
    { name: 'pull_request_target', action, at: { ...onDefault, ...sides, headBranch: head }, event },
  ];
}

async function defaultRef({ defaultBranch }: Place, git: GitRepository): Promise<EventRef> {
  const ref = `refs/heads/${defaultBranch}`;
  return refTo(ref, await commitOf(git, ref));
}

function refTo(ref: string, sha: string): EventRef {
  const refName = ref.replace(/^refs\/(heads|tags)\//, '');
  const refType = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  return { ref, refName, refType, sha, headBranch: refName, headSha: sha, baseRef: '', headRef: '' };
}

async function commitOf(git: GitRepository, name: string): Promise<string> {
  const sha = await git.resolve(name);
  if (sha === undefined) throw new Error(`The event is about ${name}, and the repository has no such commit.`);
  return sha;
}
