import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { inSentences } from '../../domain/sentences.ts';
import type { KubernetesObject } from './cluster.ts';
import { asPeopleHaveThem } from './manifests/as-people-have-them.ts';
import { hookWeight } from './manifests/hooks.ts';
import { objectProblems, releaseProblems, repeatedObjects } from './manifests/object-problems.ts';
import { byOrderOfWriting } from './manifests/order.ts';
import type { ReadObjects } from './manifests/read-objects.ts';
import type { Reading } from './manifests/reading.ts';
import { withData } from './manifests/string-data.ts';
import { type WrittenObject, writtenObjects } from './manifests/written-objects.ts';
import { isJob, isPreDeployJob, subjectOf } from './subject.ts';
import { bearsMark, isCronJob, isWorkload, type WorkloadManifest } from './workload.ts';

/** What one rollout applies: checked, with the namespace filled in, in the order of writing. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly WorkloadManifest[];
  /** What bears the mark of the state: workloads and CronJobs. */
  readonly bearers: readonly KubernetesObject[];
  /** Run once before any workload is written. No Job is part of the state: going back runs none of them. */
  readonly preDeployJobs: readonly KubernetesObject[];
  /** Run once beside the pods of the release, and judged with them. */
  readonly jobs: readonly KubernetesObject[];
  /** Written first and for the whole cluster. No part of the state either: others share them, so going back leaves them. */
  readonly clusterObjects: readonly KubernetesObject[];
  /** Of the whole cluster, and left to somebody else. */
  readonly leftToOthers: readonly KubernetesObject[];
  /** Sentences about what is not written as it stands in the text. */
  readonly notes: readonly string[];
}

/** @param reading how manifests are read that were not formed into a release; `undefined`: as they were proven, or not at all
 *  @throws {InvalidInput} with every problem at once. What else the cluster does not know is found later, by the server. */
export function parseManifests(text: string, namespace: string, reading?: Reading): Manifests {
  const written = writtenObjects(text);
  const read =
    reading === undefined ? proven(written.objects, namespace) : asPeopleHaveThem(written.objects, namespace, reading);
  const all = [...read.namespaced, ...read.cluster];
  const objects = read.namespaced.map(({ object }) => withData(object));
  const problems: Problem[] = [
    ...written.problems,
    ...read.problems,
    ...all.flatMap(({ object }) => objectProblems(object)),
    ...repeatedObjects(all),
  ];
  if (
    !objects.some((object) => subjectOf(object, namespace) !== undefined || isCronJob(object)) &&
    problems.length === 0
  )
    problems.push({
      field: 'manifests',
      value: objects.map(({ kind }) => kind),
      message: inSentences(
        'There is nothing to roll out: wanted a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.',
        ...read.notes,
      ),
    });
  if (problems.length > 0) throw new InvalidInput('The manifests', problems);
  const jobs = objects.filter(isJob).toSorted((a, b) => hookWeight(a) - hookWeight(b));
  return {
    objects: objects.filter((object) => !isJob(object)).toSorted(byOrderOfWriting),
    workloads: objects.filter(isWorkload),
    bearers: objects.filter(bearsMark),
    preDeployJobs: jobs.filter(isPreDeployJob),
    jobs: jobs.filter((job) => !isPreDeployJob(job)),
    clusterObjects: read.cluster.map(({ object }) => object),
    leftToOthers: read.leftToOthers,
    notes: read.notes,
  };
}

const proven = (objects: readonly WrittenObject[], namespace: string): ReadObjects => ({
  namespaced: objects.map(({ at, object }) => ({
    at,
    object: { ...object, metadata: { ...object.metadata, namespace } },
  })),
  cluster: [],
  leftToOthers: [],
  notes: [],
  problems: objects.flatMap(({ object }) => releaseProblems(object, namespace)),
});
