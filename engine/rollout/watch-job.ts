import { isMoved, type KubernetesObject, nameOf, seenOf } from './cluster.ts';
import type { AttemptEnd } from './ending.ts';
import { explained } from './explain.ts';
import { NewerRun } from './newer-run.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { type Target, watchRollout } from './watch-rollout.ts';

/** How a Job ended that was waited for; `undefined` when it is done. */
export type JobEnd =
  | { readonly kind: 'failed'; readonly failure: Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'> }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** Watches a Job and its pods by the same rules as every rollout: one whose pod cannot start fails in seconds, not after the
 *  timeout. @param since when this run began to wait for it. @throws {NewerRun} */
export async function watchJob(
  job: KubernetesObject,
  since: number,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<JobEnd | undefined> {
  const { cluster, clock, log, signal, images } = ports;
  const { namespace, run, graces } = request;
  const targets = [targetOf(job, namespace, since)];
  const sighting = await watchRollout({ targets, run, graces, cluster, clock, log, signal, images });
  const { end } = sighting;
  switch (end.state) {
    case 'complete':
      return undefined;
    case 'cancelled':
      return { kind: 'aborted' };
    case 'superseded':
      throw new NewerRun(end.sentence);
    case 'unknown':
      return { kind: 'unknown', sentence: end.sentence };
    case 'failed': {
      if (end.class === 'deadline') return { kind: 'failed', failure: late(job, graces.timeout, end.sentence) };
      const failure = await explained(end, sighting, request, ports);
      // What has ended stays for people to look at. What could not start must not start later, when nobody expects it.
      if (end.class !== 'job-failed') await remove(job, request, ports);
      return { kind: 'failed', failure };
    }
  }
}

function targetOf(job: KubernetesObject, namespace: string, at: number): Target {
  const { uid = '', name, creationTimestamp } = job.metadata;
  const serverTime = typeof creationTimestamp === 'string' ? creationTimestamp : '';
  return {
    subject: { kind: 'Job', name, namespace },
    labels: { 'batch.kubernetes.io/job-name': name },
    applied: { uid, generation: 0, serverTime, unchanged: false, at },
  };
}

function late(job: KubernetesObject, seconds: number, told: string) {
  const seen = /Seen until then: .*$/s.exec(told)?.[0];
  return {
    sentence: `${nameOf(job)} has not ended within ${seconds} s; it goes on, and nothing of the release was started.${seen === undefined ? '' : ` ${seen}`}`,
    remedy: 'Look at what the Job waits for, or give it more time; then run this again: it waits for the same Job.',
  };
}

async function remove(job: KubernetesObject, { namespace }: RolloutRequest, { cluster, log }: RolloutPorts) {
  try {
    const now = await cluster.get({ apiVersion: 'batch/v1', kind: 'Job', namespace, name: job.metadata.name });
    if (now === undefined) return;
    await cluster.delete(seenOf(now, namespace));
    log.info(`${nameOf(job)} could not start, so it is removed: it must not run later, without its release.`);
  } catch (error) {
    if (error instanceof NewerRun || isMoved(error)) return;
    log.warning(
      `${nameOf(job)} could not start and could not be removed: ${(error as Error).message} Delete it, or it may run later.`,
    );
  }
}
