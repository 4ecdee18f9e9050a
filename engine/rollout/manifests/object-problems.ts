import { messageOf } from '../../../domain/error-message.ts';
import { parseDigestReference } from '../../../domain/image.ts';
import type { Problem } from '../../../domain/problem.ts';
import { isKeptBySluice } from '../../kept-objects.ts';
import type { KubernetesObject } from '../cluster.ts';
import { inexactNumbers } from '../inexact-numbers.ts';
import { groupOf } from '../known-kinds.ts';
import { isJob, makesPods } from '../subject.ts';
import { imagesOf, isWorkload } from '../workload.ts';
import { quantityProblems } from './quantities.ts';
import { timeToLiveProblems } from './self-removing-job.ts';

/** What is never replaced has no rollout. */
const NO_ROLLOUT = ['Pod', 'ReplicaSet', 'ReplicationController'];

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** What keeps an object out of any rollout. */
export function objectProblems(object: KubernetesObject): readonly Problem[] {
  const field = `${object.kind}/${object.metadata.name}`;
  const problems: Problem[] = [...inexactNumbers(object, field), ...quantityProblems(object, field)];
  if (isKeptBySluice(object.kind, object.metadata.name))
    problems.push({
      field: `${field}.metadata.name`,
      value: object.metadata.name,
      message: `Sluice keeps ${object.kind} "${object.metadata.name}" itself, and decides by it. Use another name.`,
    });
  if (object.apiVersion === 'apps/v1' && WORKLOADS.includes(object.kind) && !isWorkload(object))
    problems.push({
      field: `${field}.spec.template`,
      value: object.kind,
      message: 'It says nothing of its pods: wanted spec.template.spec with containers.',
    });
  if (NO_ROLLOUT.includes(object.kind))
    problems.push({
      field,
      value: object.kind,
      message:
        'It has no rollout that could be watched or undone; use a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.',
    });
  return problems;
}

/** What keeps an object out of a release, which was proven as it is written: another namespace, an image by tag. */
export function releaseProblems(object: KubernetesObject, namespace: string): readonly Problem[] {
  const field = `${object.kind}/${object.metadata.name}`;
  const own = object.metadata.namespace ?? namespace;
  return [
    ...(own === namespace
      ? []
      : [
          {
            field: `${field}.metadata.namespace`,
            value: own,
            message: `This rollout writes namespace "${namespace}" only.`,
          },
        ]),
    ...(object.metadata.name === ''
      ? [{ field, value: '', message: 'Wanted an object with apiVersion, kind and metadata.name.' }]
      : []),
    ...(makesPods(object) ? imageProblems(object, field) : []),
    ...(isJob(object) ? timeToLiveProblems(object, field) : []),
  ];
}

function imageProblems(object: KubernetesObject, field: string): Problem[] {
  return imagesOf(object).flatMap(({ path, image }) => {
    try {
      parseDigestReference(image);
      return [];
    } catch (error) {
      return [{ field: `${field}.${path}`, value: image, message: messageOf(error) }];
    }
  });
}

/** Objects that would be written one over the other.
 *  @param objects with where each of them stands */
export function repeatedObjects(
  objects: readonly { readonly at: string; readonly object: KubernetesObject }[],
): readonly Problem[] {
  const first = new Map<string, string>();
  return objects.flatMap(({ at, object }) => {
    // Workloads of one name would share logs, history and alerts: they are told apart by name alone.
    const kind = isWorkload(object) ? 'workload' : `${groupOf(object.apiVersion)}/${object.kind}`;
    const key = `${kind}/${object.metadata.name}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, at);
    return before === undefined
      ? []
      : [{ field: at, value: key, message: `${before} has the same kind and name; each needs its own.` }];
  });
}
