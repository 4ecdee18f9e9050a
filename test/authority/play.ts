import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import { strangers } from '../../rehearsal/stories/strangers.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { tellOn } from '../rehearsal/tell-on.ts';
import { bundleWithout } from './cuts.ts';
import type { FileMutation, Mutation, Whose } from './mutations.ts';
import { letsIn } from './third-event.ts';
import { ACCOUNTS, accountFiles } from './with-accounts.ts';

/** What was said; `undefined` where all went as without the mutation. */
export type Noticed = string | undefined;

/** Plays what has to show a mutation. */
export async function noticed(mutation: Mutation): Promise<Noticed> {
  if ('file' in mutation) return await play(mutation, true);
  const { cuts, attempt } = mutation.shown;
  return await attempt((folder) => bundleWithout(cuts, folder));
}

/** Plays the same with nothing changed. @returns what is not as it must be without any mutation */
export async function sound(mutation: Mutation): Promise<Noticed> {
  return 'file' in mutation ? await play(mutation, false) : await mutation.shown.attempt(async () => {});
}

async function play({ shown, file, text, unchanged }: FileMutation, isMutated: boolean): Promise<Noticed> {
  const files = isMutated ? new Map([[file, text]]) : new Map<string, string>();
  switch (shown.by) {
    case 'story':
      return shown.of === 'accounts'
        ? problemIn(shown.story, ACCOUNTS, new Map([...accountFiles(), ...files]))
        : problemIn(shown.story, platform, files);
    case 'third-event':
      return letsIn(isMutated ? text : unchanged, shown.event);
    case 'doors': {
      const { identity, repository } = shown;
      if (repository === 'its own') return problemIn(doorsOf(identity), platform, files);
      const problem = await problemIn(doorsOf(identity, 1), elsewhere(repository), files);
      return /rejected by the attribute condition/.test(problem ?? '')
        ? undefined
        : `A job of a repository that has the name ${problem === undefined ? 'was let in' : `met something else: ${problem}`}.`;
    }
  }
}

async function problemIn(
  story: Story,
  delivery: typeof platform,
  files: ReadonlyMap<string, string>,
): Promise<Noticed> {
  const scenes = await tellOn(embeddedGround, story, delivery, files);
  return scenes.flatMap(({ problems }) => problems).at(0);
}

/** The doors of one identity, or the first honest one alone. The first act opens the environments. */
const doorsOf = (identity: string, count = Number.POSITIVE_INFINITY): Story => ({
  ...strangers,
  acts: (of) => {
    const [opened, ...acts] = strangers.acts(of);
    const own = acts.filter(({ title }) => title.startsWith(`${identity} `));
    return [...(opened === undefined ? [] : [opened]), ...own.slice(0, count)];
  },
});

/** The same delivery in a repository that got its name. */
function elsewhere(whose: Exclude<Whose, 'its own'>): typeof platform {
  const { repository } = platform;
  if (repository === undefined) throw new Error('The demo says in which repository it is.');
  const numbers = whose === 'another one' ? { id: '999' } : { ownerId: '999' };
  return { ...platform, repository: { ...repository, ...numbers } };
}
