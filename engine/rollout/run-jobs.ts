import type { Pod } from '../../domain/verdict/kubernetes.ts';
import { applyObject } from './apply.ts';
import { isMoved, type KubernetesObject, nameOf, referenceOf, seenOf } from './cluster.ts';
import type { AttemptEnd } from './ending.ts';
import { podRow } from './pod-row.ts';
import { jobOf, jobStep } from './pre-deploy-job.ts';
import { logEvidence } from './progress-log.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { watchUntil } from './watch-until.ts';

/** How the jobs ended; `undefined` when they are all done. */
export type JobsEnd =
  | { readonly kind: 'failed'; readonly failure: Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'> }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** Runs each Job of a state once and waits for it, one after the other. A rollback runs none: the past is not migrated again.
 *  @throws {NewerRun | Refusal | Unreachable} */
export async function runJobs(
  jobs: readonly KubernetesObject[],
  key: string,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobsEnd | undefined> {
  if (request.kind === 'rollback') return undefined;
  for (const manifest of jobs) {
    const end = await runJob(jobOf(manifest, key, request.run), request, ports);
    if (end !== undefined) return end;
  }
  return undefined;
}

async function runJob(
  job: KubernetesObject,
  { namespace, run, graces }: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobsEnd | undefined> {
  const { cluster, clock, log } = ports;
  const reference = referenceOf(job, namespace);
  const deadline = clock.now() + graces.timeout * 1000;
  for (;;) {
    const found = await cluster.get(reference);
    const step = jobStep(found, run);
    switch (step.kind) {
      case 'done':
        log.info(`${nameOf(job)} is complete.`);
        return undefined;
      case 'failed':
        return { kind: 'failed', failure: await explainedJob(job, step.reason, namespace, ports) };
      case 'create':
        log.info(`Running ${nameOf(job)} before the rollout.`);
        await applyObject(cluster, job);
        break;
      case 'remove':
        if (found !== undefined) await removed(found);
        break;
      case 'wait': {
        const decide = ([now = []]: readonly (readonly KubernetesObject[])[]) =>
          jobStep(now[0], run).kind === 'wait' ? undefined : true;
        const waited = await watchUntil({ ...ports, selections: [reference], deadline, decide });
        if (waited.kind === 'late') return { kind: 'failed', failure: lateJob(job, graces.timeout) };
        if (waited.kind === 'aborted') return { kind: 'aborted' };
        if (waited.kind === 'unknown') return waited;
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

const lateJob = (job: KubernetesObject, seconds: number) => ({
  sentence: `${nameOf(job)} has not ended within ${seconds} s; it goes on, and nothing of the release was started.`,
  remedy: 'Look at what the Job waits for, or give it more time; then run this again: it waits for the same Job.',
});

const LOG_LINES = 20;

async function explainedJob(
  job: KubernetesObject,
  reason: string,
  namespace: string,
  { cluster, clock, log }: RolloutPorts,
): Promise<Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'>> {
  const labels = { 'batch.kubernetes.io/job-name': job.metadata.name };
  const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels });
  const pods = objects.map((object) => object as unknown as Pod);
  const [last] = pods.filter(({ status }) => status?.phase === 'Failed').slice(-1);
  const containers = last?.spec.containers ?? [];
  const logs = await Promise.all(
    containers.map(async ({ name: container }) => {
      const pod = last?.metadata.name ?? '';
      const text = await cluster.logs({ namespace, pod, container, previous: false, lines: LOG_LINES });
      return { pod, container, run: 'current' as const, lines: (text ?? '').split('\n').filter((line) => line !== '') };
    }),
  );
  const evidence = { pods: pods.map((pod) => podRow(pod, clock.now())), logs, warnings: [] };
  log.warning(`${nameOf(job)} failed: ${reason}`);
  logEvidence(evidence, log);
  const said = logs.flatMap(({ lines }) => lines.at(-1) ?? [])[0];
  return {
    class: 'job-failed',
    sentence: `${nameOf(job)} failed: ${reason.replace(/[.\s]+$/, '')}.${said === undefined ? '' : ` It said: "${said.slice(0, 160)}"`}`,
    remedy: 'Correct what the Job does and release again; running this again runs the same Job once more.',
    evidence,
  };
}
