import { digestOf } from '../../../domain/digest.ts';
import type { Run } from '../../../domain/run-order.ts';
import type { KubernetesObject } from '../cluster.ts';
import { hasCondition } from '../object-parts.ts';
import { formatRun, RUN, runOf } from '../state/annotations.ts';

/** Kubernetes allows 63 characters in the name of a Job, because its pods carry it as a label. */
const LONGEST = 63;

/** The Job of one state: its name tells the release and what it does, so that a run that is repeated finds it instead of running
 *  it again, and another release or a changed Job gets its own.
 *  @param key of the state in the history. */
export function jobOf(manifest: KubernetesObject, key: string, run: Run): KubernetesObject {
  const { metadata } = manifest;
  const hash = digestOf(`${key} ${JSON.stringify(manifest)}`).slice('sha256:'.length, 'sha256:'.length + 10);
  return {
    ...manifest,
    metadata: {
      ...metadata,
      name: `${metadata.name.slice(0, LONGEST - hash.length - 1)}-${hash}`,
      annotations: { ...metadata.annotations, [RUN]: formatRun(run) },
    },
  };
}

/** `failed-earlier`: in an earlier run, and this run is asked to try again. */
export type JobState = 'leaving' | 'running' | 'done' | 'failed' | 'failed-earlier';

/** How far the Job of a state is.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions */
export function jobState(job: KubernetesObject, run: Run): JobState {
  if (job.metadata['deletionTimestamp'] !== undefined) return 'leaving';
  if (hasCondition(job, 'Complete')) return 'done';
  if (!hasCondition(job, 'Failed')) return 'running';
  const starter = runOf(job);
  return starter?.id === run.id && starter.attempt === run.attempt ? 'failed' : 'failed-earlier';
}
