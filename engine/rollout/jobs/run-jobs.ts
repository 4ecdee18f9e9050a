import { assertNever } from '../../../domain/brand.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { explained } from '../report/explain.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { NewerRun } from '../state/newer-run.ts';
import { type Target, watchRollout } from '../watch/watch-rollout.ts';
import { begunJob, type JobUnbegun } from './begun-job.ts';
import { jobOf } from './release-job.ts';
import { removeUnstarted } from './unstarted-job.ts';

/** How the Jobs of a release ended, when they are not all done. */
export type JobsEnd =
  | JobUnbegun
  | { readonly kind: 'failed'; readonly failure: Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'> };

/** Runs each Job of a state once and waits for it, one after the other, judged as everything else is. A rollback runs none: the
 *  past is not migrated again. @throws {NewerRun | Refusal | Unreachable} */
export async function runJobs(
  jobs: readonly KubernetesObject[],
  key: string,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobsEnd | undefined> {
  if (request.kind === 'rollback') return undefined;
  for (const manifest of jobs) {
    const job = jobOf(manifest, key, request.run);
    const begun = await begunJob(job, request, ports);
    if (begun.kind === 'ended') return begun.end;
    const end = begun.done ? undefined : await endOf(begun.target, request, ports);
    if (end !== undefined) return end;
    ports.log.info(`${nameOf(job)} is complete.`);
  }
  return undefined;
}

async function endOf(target: Target, request: RolloutRequest, ports: RolloutPorts): Promise<JobsEnd | undefined> {
  const sighting = await watchRollout({ ...request, ...ports, targets: [target], seen: () => {} });
  const { end } = sighting;
  switch (end.state) {
    case 'complete':
      return undefined;
    case 'failed': {
      const failure = await explained(end, sighting, request, ports);
      await removeUnstarted(sighting, request, ports);
      return { kind: 'failed', failure };
    }
    case 'cancelled':
      return { kind: 'aborted' };
    case 'superseded':
      throw new NewerRun(end.sentence);
    case 'unknown':
      return { kind: 'unknown', sentence: end.sentence };
    default:
      return assertNever(end);
  }
}

/** Begins each Job that runs beside the pods of a state. @returns what is to be watched of them */
export async function begunBeside(
  jobs: readonly KubernetesObject[],
  key: string,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<{ readonly kind: 'begun'; readonly targets: readonly Target[] } | JobUnbegun> {
  if (request.kind === 'rollback') return { kind: 'begun', targets: [] };
  const targets: Target[] = [];
  for (const manifest of jobs) {
    const begun = await begunJob(jobOf(manifest, key, request.run), request, ports);
    if (begun.kind === 'ended') return begun.end;
    targets.push(begun.target);
  }
  return { kind: 'begun', targets };
}
