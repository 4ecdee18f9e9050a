import { type Act, NoAct, type Story, type StoryDelivery } from './story.ts';

/** A story has nothing to tell of this delivery: it neither holds nor fails. */
export class NothingToTell extends Error {
  override readonly name = 'NothingToTell';

  /** @param why what the story wants; part of what is said, where it says so */
  constructor(story: string, { services, tiers }: Pick<StoryDelivery, 'services' | 'tiers'>, why?: string) {
    const [about, where] = [services, tiers].map((list) => list.map(({ name }) => name).join(', '));
    super(
      `The story "${story}" has no act for ${about || 'no service'} in ${where || 'no tier'}, so nothing was checked: ${why === undefined ? 'what it is about is not part of what is rehearsed here.' : `${why.charAt(0).toLowerCase()}${why.slice(1)}`} Tell another one (sluice rehearse --list), or rehearse where every service and check of the delivery can run.`,
    );
  }
}

/** The acts of a story. @throws {NothingToTell} where there are none: it would go "as it must" whatever the delivery does */
export function actsOf(story: Pick<Story, 'name' | 'acts'>, delivery: StoryDelivery): readonly Act[] {
  try {
    const acts = story.acts(delivery);
    if (acts.length > 0) return acts;
  } catch (error) {
    if (error instanceof NoAct) throw new NothingToTell(story.name, delivery, error.message);
    throw error;
  }
  throw new NothingToTell(story.name, delivery);
}
