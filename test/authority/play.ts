import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import { strangers } from '../../rehearsal/stories/strangers.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { tellOn } from '../rehearsal/tell-on.ts';
import type { FileMutation, Mutation, Shown, Whose } from './mutations.ts';
import { goesUp } from './play-planted.ts';

/** What was said; `undefined` where all went as without the mutation. */
export type Noticed = string | undefined;

/** Plays what has to show a mutation. */
export const noticed = (mutation: Mutation): Promise<Noticed> =>
  'cuts' in mutation
    ? goesUp(mutation.shown.planted, mutation.cuts)
    : play(mutation.shown, new Map([[mutation.file, mutation.text]]));

/** Plays the same with nothing changed. @returns what is not as it must be without any mutation */
export async function sound(shown: Shown): Promise<Noticed> {
  if (shown.by !== 'promotion') return await play(shown, new Map());
  if ((await goesUp({}, [])) === undefined) return 'What is proven does not go up.';
  return await goesUp(shown.planted, []);
}

async function play(shown: FileMutation['shown'], files: ReadonlyMap<string, string>): Promise<Noticed> {
  switch (shown.by) {
    case 'story':
      return problemIn(shown.story, platform, files);
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
