import { type KubernetesObject, nameOf } from '../cluster.ts';
import type { Manifests } from '../manifests.ts';
import { isCronJob } from '../workload.ts';

/** How a release ends that has nothing to watch once it is written: Jobs that came before it, which have run, and CronJobs, whose times come. */
export function unwatchedSentence({ bearers, preDeployJobs }: Pick<Manifests, 'bearers' | 'preDeployJobs'>): string {
  const cronJobs = bearers.filter(isCronJob);
  const told = [
    ...(preDeployJobs.length === 0 ? [] : [`${namesOf(preDeployJobs)} ${are(preDeployJobs)} complete.`]),
    ...(cronJobs.length === 0
      ? []
      : [
          `${namesOf(cronJobs)} ${are(cronJobs)} stored as written. A run begins at its time, so no run of it was watched.`,
        ]),
  ];
  return told.join(' ');
}

const namesOf = (objects: readonly KubernetesObject[]): string => objects.map(nameOf).join(' and ');
const are = ({ length }: readonly KubernetesObject[]): string => (length === 1 ? 'is' : 'are');
