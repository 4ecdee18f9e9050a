import type { GitRepository } from './github/git.ts';
import type { MergeGroupEvent, PullRequestEvent, PushEvent, RepositoryEvent, ScheduleEvent } from './workflow/event.ts';
import type { Value } from './workflow/value.ts';

/** One event that somebody wants to see the generated files run for. */
export type RequestedEvent =
  /** To the default branch, where none is named. */
  | { readonly kind: 'push'; readonly branch: string | undefined }
  | { readonly kind: 'merge_group'; readonly branch: string }
  | {
      readonly kind: 'pull_request';
      readonly branch: string;
      readonly action: PullRequestEvent['action'];
      /** Whether the branch is in somebody else's copy of the repository. */
      readonly fork: boolean;
      /** Whether a maintainer has approved runs of a fork. */
      readonly approved: boolean;
      /** Whether a policy of the repository allows `pull_request_target`, which GitHub's own blocks where it is public. */
      readonly targetAllowed: boolean;
    }
  | {
      readonly kind: 'workflow_dispatch';
      /** The default one, where none is named. */
      readonly branch: string | undefined;
      readonly workflow: string;
      readonly inputs: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'schedule'; readonly due: ScheduleEvent['due'] }
  | { readonly kind: 'issue_comment'; readonly body: string }
  | {
      readonly kind: 'repository_dispatch';
      readonly eventType: string;
      readonly clientPayload: Readonly<Record<string, Value>>;
    };

const ACTOR = 'ada';
const HEAD = 'refs/pull/1/head';
const MERGE = 'refs/pull/1/merge';
/** Somebody without any rights in the repository, and their copy of it. */
const STRANGER = { actor: 'stranger', headRepository: 'stranger/platform' } as const;

/** Makes in the scratch copy what the event tells of: the commit that is pushed, the pull request and its merge, or the branch of the
 *  merge queue. The commits change no file, so that a filter on paths admits none. @throws when a dispatch names a branch that is not
 *  there. */
export async function prepareEvent(git: GitRepository, requested: RequestedEvent): Promise<RepositoryEvent> {
  switch (requested.kind) {
    case 'push':
      return push(git, requested.branch ?? (await git.defaultBranch()));
    case 'pull_request': {
      const { action, fork, approved } = requested;
      const held = approved ? {} : ({ needsApproval: true } as const);
      return { ...(await pullRequest(git, requested.branch, fork)), action, ...(fork ? STRANGER : {}), ...held };
    }
    case 'merge_group':
      return mergeGroup(git, requested.branch);
    case 'workflow_dispatch': {
      const { kind, workflow, inputs, branch = await git.defaultBranch() } = requested;
      const ref = `refs/heads/${branch}`;
      if ((await git.resolve(ref)) === undefined) {
        const known = (await git.refs('refs/heads/')).map((one) => one.ref.slice('refs/heads/'.length));
        throw new Error(`There is no branch "${branch}" in the scratch copy; it has ${known.join(', ')}.`);
      }
      return { kind, workflow, ref, inputs, actor: ACTOR };
    }
    case 'issue_comment': {
      const issue = { number: 1, title: 'Rehearsal', isPullRequest: false };
      return { ...requested, action: 'created', commentId: 1, issue, actor: ACTOR };
    }
    case 'schedule':
    case 'repository_dispatch':
      return { ...requested, actor: ACTOR };
  }
}

async function push(git: GitRepository, branch: string): Promise<PushEvent> {
  const ref = `refs/heads/${branch}`;
  const before = await git.resolve(ref);
  const after = await git.commitFiles(branch, before ?? 'HEAD', new Map(), `chore: rehearse a push to ${branch}`);
  return { kind: 'push', ref, before, after, actor: ACTOR };
}

/** A branch of a fork is known here only as the head of its pull request. */
async function pullRequest(git: GitRepository, branch: string, fork = false): Promise<PullRequestEvent> {
  const ref = `refs/heads/${branch}`;
  const title = `Rehearsal of ${branch}`;
  const baseSha = (await git.resolve('HEAD')) ?? 'HEAD';
  const from = (await git.resolve(ref)) ?? baseSha;
  const headSha = await git.commitFiles(fork ? HEAD : branch, from, new Map(), title);
  await git.setBranch(HEAD, headSha);
  await git.setBranch(MERGE, baseSha);
  const mergeSha = await git.merge(MERGE, headSha, { message: `Merge ${headSha} into ${baseSha}` });
  const sides = { base: await git.defaultBranch(), head: branch, baseSha, headSha, mergeSha };
  return { kind: 'pull_request', action: 'opened', number: 1, title, ...sides, actor: ACTOR };
}

/** What a merge queue makes of a pull request: a branch of its own, with the base and the change in it. */
async function mergeGroup(git: GitRepository, branch: string): Promise<MergeGroupEvent> {
  const { base, baseSha, headSha, title } = await pullRequest(git, branch);
  const queued = `gh-readonly-queue/${base}/pr-1-${baseSha}`;
  await git.setBranch(queued, baseSha);
  const merged = await git.merge(queued, headSha, { message: `Merge pull request #1 from ${branch}\n\n${title}` });
  return {
    kind: 'merge_group',
    base,
    baseSha,
    headRef: `refs/heads/${queued}`,
    headSha: merged,
    actor: ACTOR,
  };
}
