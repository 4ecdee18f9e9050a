import type { Graces } from '../../../domain/verdict/graces.ts';
import { viewOf } from '../../../domain/verdict/view.ts';
import type { Sighting } from '../watch/watch-rollout.ts';

/** Whether a look came to its end only because there were always pods that had not been there long enough. Whatever is wrong with a pod has
 *  a class of its own, and a process that ends now and then leaves its restarts: then the end of the time is a failure. How many pods
 *  there are is an autoscaler's. */
export const onlyCameAndWent = ({ end, all }: Sighting, graces: Graces): boolean =>
  end.state === 'failed' &&
  end.class === 'deadline' &&
  all.every((observation) => {
    const view = viewOf(observation, graces);
    return view?.containers.every(({ status }) => status.restartCount === 0) === true;
  });
