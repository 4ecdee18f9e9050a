import { runsJobs } from '../../../rehearsal/story/role.ts';
import type { Act, Story } from '../../../rehearsal/story/story.ts';

/** A story without the acts that can show nothing. Where stand-ins play, an act stands for itself, with what was prepared for it; where
 *  jobs are run, the acts before it are its past: releases, records, evidence.
 *  @param tells whether an act can show what is looked for */
export function excerpt(story: Story, tells: (act: Act) => boolean): Story {
  if (runsJobs(story.company)) return story;
  return {
    ...story,
    acts: (delivery) => {
      const acts = story.acts(delivery);
      const played = new Set(acts.filter(tells));
      const isKept = (act: Act, index: number): boolean =>
        played.has(act) || acts.slice(index + 1).some((later) => played.has(later) && prepares(act, later));
      return acts.filter(isKept);
    },
  };
}

/** An administrator's settings stay, and so does a branch. */
const prepares = ({ deeds, branch }: Act, later: Act): boolean =>
  deeds.some((deed) => deed.do === 'set up an environment') || (branch === later.branch && !beginsWithCommit(later));

const beginsWithCommit = ({ deeds }: Act): boolean => {
  const first = deeds.find((deed) => deed.do !== 'set up an environment');
  return first?.do === 'push' || first?.do === 'merge';
};
