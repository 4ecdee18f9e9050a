import { prepareEvent } from '../requested-event.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { World } from '../world.ts';
import type { Change, Deed } from './deed.ts';
import { knownText } from './known-text.ts';
import type { SeenRecord } from './seen.ts';

const ACTOR = 'ada';

/** A deed that GitHub hears of. */
export type Event = Exclude<Deed, { readonly do: 'cancel' | 'let time pass' | 'set up an environment' }>;

/** Does in the repository what a deed tells of, and says what GitHub hears of it. */
export async function eventOf(
  { git }: Pick<World, 'git'>,
  deed: Event,
  records: readonly SeenRecord[],
): Promise<RepositoryEvent> {
  const pushed = (branch: string, before: string | undefined, after: string): RepositoryEvent => ({
    kind: 'push',
    ref: `refs/heads/${branch}`,
    before,
    after,
    actor: ACTOR,
  });
  switch (deed.do) {
    case 'push': {
      const { branch, from, message, changes } = deed;
      const before = await git.resolve(`refs/heads/${branch}`);
      const parent = (await git.resolve(`refs/heads/${from}`)) ?? from;
      const files = await Promise.all(changes.map((change) => edited(git, parent, change)));
      return pushed(branch, before, await git.commitFiles(branch, parent, new Map(files), message));
    }
    case 'merge': {
      const { branch, from } = deed;
      const before = await git.resolve(`refs/heads/${branch}`);
      const merge = await git.merge(branch, `refs/heads/${from}`, { message: `Merge ${from} into ${branch}` });
      return pushed(branch, before, merge);
    }
    case 'dispatch': {
      const { workflow, branch } = deed;
      const inputs = Object.fromEntries(
        Object.entries(deed.inputs).map(([name, known]) => [name, knownText(known, records)]),
      );
      return { kind: 'workflow_dispatch', workflow, ref: `refs/heads/${branch}`, inputs, actor: ACTOR };
    }
    case 'open a pull request':
      return prepareEvent(git, {
        kind: 'pull_request',
        branch: deed.from,
        action: 'opened',
        fork: deed.ofFork === true,
        targetAllowed: false,
      });
  }
}

async function edited(git: World['git'], commit: string, { path, replace, by }: Change): Promise<[string, string]> {
  const text = (await git.file(commit, path))?.toString('utf8');
  const count = text?.split(replace).length ?? 0;
  if (text === undefined || count !== 2) {
    throw new Error(`The story is out of date: ${path} has "${replace}" ${Math.max(0, count - 1)} times, wanted once.`);
  }
  return [path, text.replace(replace, () => by)];
}
