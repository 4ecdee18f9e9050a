import { applyObject } from '../apply.ts';
import { isMoved, type KubernetesObject, nameOf, referenceOf, seenOf } from '../cluster.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { watchUntil } from '../watch/watch-until.ts';
import { targetOf } from '../write.ts';
import { jobState } from './release-job.ts';

/** Why a Job could not be begun: nothing is known of it, or somebody cancelled. */
export type JobUnbegun = { readonly kind: 'aborted' } | { readonly kind: 'unknown'; readonly sentence: string };

export type BegunJob =
  | { readonly kind: 'begun'; readonly target: Target; readonly done: boolean }
  | { readonly kind: 'ended'; readonly end: JobUnbegun };

/** Makes the Job when it is not there, makes it anew when it failed in an earlier run, leaves it alone when it runs or is done: a
 *  Job that a dead run has started is watched. @throws {NewerRun | Refusal | Unreachable} */
export async function beginJob(
  job: KubernetesObject,
  { namespace, run, graces }: RolloutRequest,
  ports: RolloutPorts,
): Promise<BegunJob> {
  const { cluster, clock, log } = ports;
  const reference = referenceOf(job, namespace);
  for (;;) {
    if (ports.signal.aborted) return { kind: 'ended', end: { kind: 'aborted' } };
    const at = clock.now();
    const found = await cluster.get(reference);
    if (found === undefined) {
      log.info(`Running ${nameOf(job)}.`);
      const answer = await applyObject(cluster, job);
      return { kind: 'begun', done: false, target: targetOf(answer, { before: undefined, namespace, at }) };
    }
    const state = jobState(found, run);
    switch (state) {
      case 'done':
      case 'running':
      case 'failed': {
        const serverTime = String(found.metadata['creationTimestamp'] ?? '');
        return {
          kind: 'begun',
          done: state === 'done',
          target: targetOf({ object: found, serverTime }, { before: undefined, namespace, at }),
        };
      }
      case 'failed-earlier':
        log.info(`${nameOf(job)} failed in an earlier run: removing it to run it again.`);
        await removed(found);
        break;
      case 'leaving': {
        const gone = ([now = []]: readonly (readonly KubernetesObject[])[]) => now.length === 0 || undefined;
        const deadline = at + graces.timeout * 1000;
        const waited = await watchUntil({ ...ports, selections: [reference], deadline, decide: gone });
        if (waited.kind === 'aborted' || waited.kind === 'unknown') return { kind: 'ended', end: waited };
        if (waited.kind === 'late') return { kind: 'ended', end: { kind: 'unknown', sentence: staysSentence(job) } };
      }
    }
  }

  async function removed(found: KubernetesObject): Promise<void> {
    try {
      await cluster.delete(seenOf(found, namespace));
    } catch (error) {
      if (!isMoved(error)) throw error;
    }
  }
}

const staysSentence = (job: KubernetesObject): string =>
  `${nameOf(job)} of an earlier run was deleted and does not go. Look at its finalizers, then run this again.`;
