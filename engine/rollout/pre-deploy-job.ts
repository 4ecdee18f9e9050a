import { digestOf } from '../../domain/digest.ts';
import type { Run } from '../../domain/run-order.ts';
import { formatRun, RUN, runOf } from './annotations.ts';
import type { KubernetesObject } from './cluster.ts';

/** Label or annotation that makes a Job part of a release: it runs once, before any pod of the release starts. */
const PHASE = 'sluice.dev/phase';

export const isPreDeployJob = ({ apiVersion, kind, metadata }: KubernetesObject): boolean =>
  apiVersion === 'batch/v1' &&
  kind === 'Job' &&
  (metadata.labels?.[PHASE] === 'pre-deploy' || metadata.annotations?.[PHASE] === 'pre-deploy');

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

export type JobStep =
  | { readonly kind: 'create' | 'done' }
  /** It is being deleted. */
  | { readonly kind: 'leaving' }
  /** It runs, or it has failed in this very run. */
  | { readonly kind: 'watch' }
  /** It failed in an earlier run, and this run is asked to try again. */
  | { readonly kind: 'remove' };

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What to do about the Job of a state, from what the cluster has of it. A Job that a dead run has started is waited for.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions */
export function jobStep(job: KubernetesObject | undefined, run: Run): JobStep {
  if (job === undefined) return { kind: 'create' };
  if (job.metadata['deletionTimestamp'] !== undefined) return { kind: 'leaving' };
  const { conditions = [] } = (job['status'] ?? {}) as { readonly conditions?: readonly Condition[] };
  const has = (type: string) => conditions.find((condition) => condition.type === type && condition.status === 'True');
  if (has('Complete') !== undefined) return { kind: 'done' };
  if (has('Failed') === undefined) return { kind: 'watch' };
  const starter = runOf(job);
  return { kind: starter?.id === run.id && starter.attempt === run.attempt ? 'watch' : 'remove' };
}
