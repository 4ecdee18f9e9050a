import type { GitRepository } from './github/git.ts';
import type { RepositoryEvent } from './workflow/event.ts';

/** One event that somebody wants to see the generated files run for. */
export type RequestedEvent =
  | { readonly kind: 'push' | 'pull_request'; readonly branch: string }
  | {
      readonly kind: 'workflow_dispatch';
      readonly branch: string;
      readonly workflow: string;
      readonly inputs: Readonly<Record<string, string>>;
    };

const ACTOR = 'ada';
const BASE = 'main';

/** Makes in the scratch copy what the event tells of: the commit that is pushed, or the pull request and its merge. The commits change
 *  no file, so that a filter on paths admits none. @throws when a dispatch names a branch that is not there. */
export async function prepareEvent(git: GitRepository, requested: RequestedEvent): Promise<RepositoryEvent> {
  const { kind, branch } = requested;
  const ref = `refs/heads/${branch}`;
  switch (kind) {
    case 'push': {
      const before = await git.resolve(ref);
      const after = await git.commitFiles(branch, before ?? BASE, new Map(), `chore: rehearse a push to ${branch}`);
      return { kind, ref, before, after, actor: ACTOR };
    }
    case 'pull_request': {
      const title = `Rehearsal of ${branch}`;
      const baseSha = (await git.resolve(`refs/heads/${BASE}`)) ?? BASE;
      const headSha = await git.commitFiles(branch, (await git.resolve(ref)) ?? baseSha, new Map(), title);
      // On GitHub it is refs/pull/1/merge; jobs fetch it by its commit.
      await git.setBranch('pull/1/merge', baseSha);
      const mergeSha = await git.merge('pull/1/merge', ref, { message: `Merge ${headSha} into ${baseSha}` });
      const sides = { base: BASE, head: branch, baseSha, headSha, mergeSha };
      return { kind, action: 'opened', number: 1, title, ...sides, actor: ACTOR };
    }
    case 'workflow_dispatch': {
      if ((await git.resolve(ref)) === undefined) {
        const known = (await git.refs('refs/heads/')).map((one) => one.ref.slice('refs/heads/'.length));
        throw new Error(`There is no branch "${branch}" in the scratch copy; it has ${known.join(', ')}.`);
      }
      return { kind, workflow: requested.workflow, ref, inputs: requested.inputs, actor: ACTOR };
    }
  }
}
