import type { Sight } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { changesOf, leadOf, seenOf } from '../changes.ts';

/** What people see in a tier that a release of every service has come to: the service that the story is about says something, and every
 *  other one what it always said. */
export const showsIn = (of: StoryDelivery, tier: string, says: string): readonly Sight[] =>
  seenOf(of).map((name) => changesOf(of, name).sight(tier, name === leadOf(of) ? says : changesOf(of, name).first));
