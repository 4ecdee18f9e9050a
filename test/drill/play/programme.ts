import type { Act, Story, StoryDelivery } from '../../../rehearsal/story/story.ts';
import type { Mutation } from '../mutations/mutation.ts';
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
      const acts = story.acts(delivery);
      const first = acts.findIndex((act) => reaches(act, story, mutation, calls));
      return first < 0 ? [] : [{ story, work: work(story, acts.slice(0, first + 1)) }];
    })
    .sort((one, other) => one.work - other.work || (one.story.name < other.story.name ? -1 : 1))
    .map(({ story }) => story);
}

/** A job that somebody stands in for takes next to no time. */
const STAND_IN = 0.02;

const work = ({ company }: Story, acts: readonly Act[]): number =>
  acts
    .flatMap(({ states }) => states.runs.flatMap(({ jobs }) => Object.values(jobs)))
    .filter(({ result }) => result !== 'skipped')
    .reduce((sum) => sum + (company === 'stand-ins' ? STAND_IN : 1), 0);
