import { nameOf } from '../cluster.ts';
import { isOfOtherMoment } from '../manifests/hooks.ts';
import type { Manifests } from '../manifests.ts';

/** Leaves out Jobs that Helm would not run now: those of an installation where the service is there already, and those of an upgrade where
 *  it is not.
 *  @param isInstalled whether the service runs, or ever ran well, in this namespace */
export function withDueJobs(manifests: Manifests, isInstalled: boolean): Manifests {
  const { preDeployJobs, jobs, notes } = manifests;
  const left = [...preDeployJobs, ...jobs].filter((job) => isOfOtherMoment(job, isInstalled));
  if (left.length === 0) return manifests;
  const why = isInstalled
    ? 'runs at an installation only, and this is an upgrade'
    : 'runs at an upgrade only, and this is an installation';
  return {
    ...manifests,
    preDeployJobs: preDeployJobs.filter((job) => !left.includes(job)),
    jobs: jobs.filter((job) => !left.includes(job)),
    notes: [...notes, ...left.map((job) => `${nameOf(job)} ${why}; it is left out.`)],
  };
}
