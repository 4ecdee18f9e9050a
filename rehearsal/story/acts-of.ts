import type { Act, Story, StoryDelivery } from './story.ts';

/** A story has nothing to tell of this delivery: it neither holds nor fails. */
export class NothingToTell extends Error {
  override readonly name = 'NothingToTell';

  constructor(story: string, { services, tiers }: Pick<StoryDelivery, 'services' | 'tiers'>) {
    const [about, where] = [services, tiers].map((list) => list.map(({ name }) => name).join(', '));
    super(
      `The story "${story}" has no act for ${about || 'no service'} in ${where || 'no tier'}, so nothing was checked: what it is about is not part of what is rehearsed here. Tell another one (sluice rehearse --list), or rehearse where every service and check of the delivery can run.`,
    );
  }
}

/** The acts of a story. @throws {NothingToTell} where there are none: it would go "as it must" whatever the delivery does */
export function actsOf(story: Pick<Story, 'name' | 'acts'>, delivery: StoryDelivery): readonly Act[] {
  const acts = story.acts(delivery);
  if (acts.length === 0) throw new NothingToTell(story.name, delivery);
  return acts;
}
