import type { Company } from '../../../rehearsal/story/role.ts';
import type { Act, Story, StoryDelivery } from '../../../rehearsal/story/story.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { excerpt } from './excerpt.ts';
import { type Calls, reaches } from './reach.ts';

/** The stories that can reach what a mutation has bent, those first that get there with the least work. */
export function programme(
  mutation: Mutation,
  stories: readonly Story[],
  delivery: StoryDelivery,
  calls: Calls,
): readonly Story[] {
  return stories
    .flatMap((story) => {
      const tells = (act: Act): boolean => reaches(act, story, mutation, calls);
      const part = excerpt(story, tells);
      const acts = part.acts(delivery);
      const first = acts.findIndex(tells);
      return first < 0 ? [] : [{ story: part, work: work(story, acts.slice(0, first + 1)) }];
    })
    .sort((one, other) => one.work - other.work || (one.story.name < other.story.name ? -1 : 1))
    .map(({ story }) => story);
}

/** A job that somebody stands in for takes next to no time, and little where each of its steps is told. */
const WORK: Readonly<Record<Company, number>> = {
  'the jobs themselves': 1,
  'stand-ins': 0.02,
  'stand-ins for steps': 0.03,
};

const work = ({ company = 'the jobs themselves' }: Story, acts: readonly Act[]): number =>
  acts
    .flatMap(({ states }) => states.runs.flatMap(({ jobs }) => Object.values(jobs)))
    .filter(({ result }) => result !== 'skipped')
    .reduce((sum) => sum + WORK[company], 0);
