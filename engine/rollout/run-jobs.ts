import { applyObject } from './apply.ts';
import { isMoved, type KubernetesObject, nameOf, referenceOf, seenOf } from './cluster.ts';
import { jobOf, jobStep } from './pre-deploy-job.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { type JobEnd, watchJob } from './watch-job.ts';
import { watchUntil } from './watch-until.ts';

/** Runs each Job of a state once and waits for it, one after the other. A rollback runs none: the past is not migrated again.
 *  @throws {NewerRun | Refusal | Unreachable} */
export async function runJobs(
  jobs: readonly KubernetesObject[],
  key: string,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobEnd | undefined> {
  if (request.kind === 'rollback') return undefined;
  for (const manifest of jobs) {
    const end = await runJob(jobOf(manifest, key, request.run), request, ports);
    if (end !== undefined) return end;
  }
  return undefined;
}

async function runJob(
  job: KubernetesObject,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobEnd | undefined> {
  const { namespace, run, graces } = request;
  const { cluster, clock, log } = ports;
  const reference = referenceOf(job, namespace);
  const start = clock.now();
  for (;;) {
    const found = await cluster.get(reference);
    const step = jobStep(found, run);
    switch (step.kind) {
      case 'done':
        log.info(`${nameOf(job)} is complete.`);
        return undefined;
      case 'create':
        log.info(`Running ${nameOf(job)} before the rollout.`);
        await applyObject(cluster, job);
        break;
      case 'remove':
        if (found !== undefined) await removed(found);
        break;
      case 'leaving': {
        const decide = ([now = []]: readonly (readonly KubernetesObject[])[]) => (now.length === 0 ? true : undefined);
        const deadline = start + graces.timeout * 1000;
        const waited = await watchUntil({ ...ports, selections: [reference], deadline, decide });
        if (waited.kind === 'late')
          return { kind: 'unknown', sentence: `${nameOf(job)} of an earlier run is still being deleted.` };
        if (waited.kind === 'aborted') return { kind: 'aborted' };
        if (waited.kind === 'unknown') return waited;
        break;
      }
      case 'watch': {
        const end = found && (await watchJob(found, start, request, ports));
        if (end !== undefined) return end;
      }
    }
  }

  async function removed(found: KubernetesObject): Promise<void> {
    log.info(`${nameOf(job)} failed in an earlier run: removing it to run it again.`);
    try {
      await cluster.delete(seenOf(found, namespace));
    } catch (error) {
      if (!isMoved(error)) throw error;
    }
  }
}
