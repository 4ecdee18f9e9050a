import type { Manifests } from '../manifests.ts';
import { isIrreversible } from '../state/annotations.ts';

/** Whether a release says of any part of it that its effect cannot be taken back. */
export const cannotBeUndone = ({ objects, preDeployJobs, jobs }: Manifests): boolean =>
  [...objects, ...preDeployJobs, ...jobs].some(isIrreversible);
