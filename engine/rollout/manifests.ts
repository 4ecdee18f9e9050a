import { parseDigestReference } from '../../domain/image.ts';
import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { isKeptBySluice } from '../kept-objects.ts';
import { readDocuments } from '../kubernetes-yaml.ts';
import type { KubernetesObject } from './cluster.ts';
import { inexactNumbers } from './inexact-numbers.ts';
import { isPreDeployJob } from './jobs/release-job.ts';
import { isJob, subjectOf } from './subject.ts';
import { imagesOf, isWorkload, type WorkloadManifest } from './workload.ts';

/** What one rollout applies: checked, with the namespace filled in, in the order of writing. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly WorkloadManifest[];
  /** Run once before any workload is written. No Job is part of the state: going back runs none of them. */
  readonly preDeployJobs: readonly KubernetesObject[];
  /** Run once beside the pods of the release, and judged with them. */
  readonly jobs: readonly KubernetesObject[];
}

/** Kinds that others need come first, workloads late, and what points at workloads after them. */
const ORDER = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'NetworkPolicy',
  'Service',
  '*',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Ingress',
  'HTTPRoute',
];
/** What is never replaced has no rollout. */
const NO_ROLLOUT = ['Pod', 'ReplicaSet', 'ReplicationController'];

/** @throws {InvalidInput} with every problem at once. Kinds the cluster does not know are found later, by the server. */
export function parseManifests(text: string, namespace: string): Manifests {
  const problems: Problem[] = [];
  const objects = readDocuments(text).flatMap((document, index): KubernetesObject[] => {
    const field = `manifests[${index}]`;
    if (document.kind === 'problem') {
      problems.push({ field, value: '…', message: `This is no YAML that Kubernetes reads: ${document.message}.` });
      return [];
    }
    const { value } = document;
    if (!isObject(value)) {
      problems.push({ field, value: '…', message: 'Wanted an object with apiVersion, kind and metadata.name.' });
      return [];
    }
    problems.push(...checkObject(value, namespace));
    return [{ ...value, metadata: { ...value.metadata, namespace } }];
  });
  problems.push(...repeated(objects));
  const workloads = objects.filter(isWorkload);
  if (!objects.some((object) => subjectOf(object, namespace) !== undefined) && problems.length === 0)
    problems.push({
      field: 'manifests',
      value: objects.map(({ kind }) => kind),
      message: 'There is nothing to roll out: wanted a Deployment, a StatefulSet, a DaemonSet or a Job.',
    });
  if (problems.length > 0) throw new InvalidInput('The manifests', problems);
  const jobs = objects.filter(isJob);
  return {
    objects: objects.filter((object) => !isJob(object)).toSorted((a, b) => rank(a) - rank(b)),
    workloads,
    preDeployJobs: jobs.filter(isPreDeployJob),
    jobs: jobs.filter((job) => !isPreDeployJob(job)),
  };
}

function isObject(value: unknown): value is KubernetesObject {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<Record<string, unknown>>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    typeof (metadata as Record<string, unknown>)['name'] === 'string'
  );
}

function checkObject(object: KubernetesObject, namespace: string): Problem[] {
  const field = `${object.kind}/${object.metadata.name}`;
  const problems: Problem[] = [...inexactNumbers(object, field)];
  const own = object.metadata.namespace ?? namespace;
  if (own !== namespace)
    problems.push({
      field: `${field}.metadata.namespace`,
      value: own,
      message: `This rollout writes namespace "${namespace}" only.`,
    });
  if (isKeptBySluice(object.kind, object.metadata.name))
    problems.push({
      field: `${field}.metadata.name`,
      value: object.metadata.name,
      message: `Sluice keeps ${object.kind} "${object.metadata.name}" itself, and decides by it. Use another name.`,
    });
  if (object.kind.endsWith('List') && Array.isArray(object['items']))
    problems.push({ field, value: object.kind, message: 'Write the objects of a list as documents of their own.' });
  if (isJob(object)) return [...problems, ...jobProblems(object, field)];
  if (NO_ROLLOUT.includes(object.kind))
    problems.push({
      field,
      value: object.kind,
      message:
        'It has no rollout that could be watched or undone; use a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.',
    });
  return isWorkload(object) ? [...problems, ...imageProblems(object, field)] : problems;
}

function imageProblems(object: KubernetesObject, field: string): Problem[] {
  return imagesOf(object).flatMap(({ path, image }) => {
    try {
      parseDigestReference(image);
      return [];
    } catch (error) {
      return [{ field: `${field}.${path}`, value: image, message: (error as Error).message }];
    }
  });
}

function jobProblems(job: KubernetesObject, field: string): Problem[] {
  const { ttlSecondsAfterFinished } = (job['spec'] ?? {}) as { readonly ttlSecondsAfterFinished?: number };
  return [
    ...imageProblems(job, field),
    ...(ttlSecondsAfterFinished === undefined
      ? []
      : [
          {
            field: `${field}.spec.ttlSecondsAfterFinished`,
            value: ttlSecondsAfterFinished,
            message: 'A Job that removes itself would run again with every repeated run. Leave it out.',
          },
        ]),
  ];
}

function repeated(objects: readonly KubernetesObject[]): Problem[] {
  const keys = objects.map((object) => {
    const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
    // Workloads of one name would share logs, history and alerts: they are told apart by name alone.
    return `${isWorkload(object) ? 'workload' : `${group}/${object.kind}`}/${object.metadata.name}`;
  });
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            field: `manifests[${index}]`,
            value: key,
            message: `manifests[${keys.indexOf(key)}] has the same kind and name; each needs its own.`,
          },
        ],
  );
}

function rank({ kind }: KubernetesObject): number {
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.indexOf('*') : place;
}
