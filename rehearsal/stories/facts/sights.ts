import type { Sight } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { DASHBOARD } from '../demo-changes.ts';

/** What people see in a tier that a release of every service has come to: the dashboard's heading, and from every other service that it
 *  answers there. */
export const showsIn = (
  { services }: Pick<StoryDelivery, 'services'>,
  tier: string,
  heading: string,
): readonly Sight[] =>
  services.map(({ name: service }) =>
    service === DASHBOARD
      ? { tier, service, path: '/', shows: heading }
      : { tier, service, path: '/version', shows: `"environment":"${tier}"` },
  );
