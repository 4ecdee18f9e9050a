/** Fields that mean nothing where the checks run. `@ts-expect-error` says that the compiler refuses it: the type check of the repository proves
 *  that. */
import { e2e, seconds, type Verification } from '../../index.ts';

const secrets = [{ variable: 'KEY', secret: 'e2e', key: 'key' }];

/** Each mistake by its name. */
export const MISTAKES: Readonly<Record<string, () => Verification>> = {
  // @ts-expect-error its packages are its image's
  'a Job with requirements': () => e2e({ command: 'pytest', reach: 'job', requirements: 'r.txt' }),
  // @ts-expect-error GitHub ends its own jobs
  'a machine of GitHub with a deadline': () => e2e({ command: 'pytest', deadline: seconds(60) }),
  // @ts-expect-error Secrets of a cluster are not there
  'a machine of GitHub with Secrets': () => e2e({ command: 'pytest', reach: 'variables', secrets }),
  // @ts-expect-error there are three
  'another way in': () => e2e({ command: 'pytest', reach: 'iap' }),
};
