import { prepareEvent } from '../requested-event.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { World } from '../world.ts';
import type { Change, Deed } from './deed.ts';
import { knownText } from './known-text.ts';
import type { SeenRecord } from './seen.ts';

/** Whoever does what a story tells of. */
export const ACTOR = 'ada';

/** A deed that GitHub hears of. */
export type Event = Exclude<
  Deed,
  {
    readonly do:
      | 'back up'
      | 'cancel'
      | 'forge a record'
      | 'let time pass'
      | 're-run failed jobs'
      | 'set up an environment';
  }
>;

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
      const files = new Map<string, string>();
      for (const change of changes) {
        const { path } = change;
        const text = files.get(path) ?? (await git.file(parent, path))?.toString('utf8') ?? '';
        files.set(path, edited(text, change));
      }
      return pushed(branch, before, await git.commitFiles(branch, parent, files, message));
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
    case 'let it be time':
      return { kind: 'schedule', due: { cron: deed.cron }, actor: ACTOR };
    case 'open a pull request':
      return prepareEvent(git, {
        kind: 'pull_request',
        branch: deed.from,
        action: 'opened',
        fork: deed.ofFork === true,
        approved: true,
        targetAllowed: false,
      });
  }
}

function edited(text: string, { path, replace, by }: Change): string {
  const count = typeof replace === 'string' ? text.split(replace).length - 1 : [...text.matchAll(replace)].length;
  if (count !== 1) throw new Error(`The story is out of date: ${path} has "${replace}" ${count} times, wanted once.`);
  return typeof replace === 'string' ? text.replace(replace, () => by) : text.replace(replace, by);
}
