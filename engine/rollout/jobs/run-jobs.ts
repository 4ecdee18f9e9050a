import { type KubernetesObject, nameOf, referenceOf } from '../cluster.ts';
import type { StepEnd } from '../perform/course.ts';
import { stepEnd, watchWritten } from '../perform/watch-written.ts';
import { isGood } from '../state/history.ts';
import { NewerRun } from '../state/newer-run.ts';
import type { Undertaking } from '../undertaking.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { beginJob, type JobUnbegun } from './begin-job.ts';
import { jobOf } from './release-job.ts';

/** Runs each Job that comes before a release once and waits for it, one after the other, judged as everything else is. A rollback runs
 *  none: the past is not migrated again. @throws {NewerRun | Refusal | Unreachable} */
export async function runJobs(undertaking: Undertaking): Promise<StepEnd | undefined> {
  const { request, ports, key, manifests } = undertaking;
  if (request.kind === 'rollback') return undefined;
  for (const manifest of manifests.preDeployJobs) {
    const job = jobOf(manifest, key, request.run);
    if (await isDoneWith(job, undertaking)) continue;
    const begun = await beginJob(job, request, ports);
    if (begun.kind === 'ended') return begun.end;
    const end = begun.done ? undefined : await endOf(begun.target, undertaking);
    if (end !== undefined) return end;
    ports.log.info(`${nameOf(job)} is complete.`);
  }
  return undefined;
}

/** Whether a Job that people have tidied away was part of a release that was good: then it ran, and a run that is repeated must not do it again.
 *  The state of manifests without a release says nothing of Jobs. */
async function isDoneWith(job: KubernetesObject, { request, ports, key, keeper }: Undertaking): Promise<boolean> {
  const wasGood = keeper.history.some((entry) => entry.key === key && isGood(entry));
  if (request.release === undefined || !wasGood) return false;
  if ((await ports.cluster.get(referenceOf(job, request.namespace))) !== undefined) return false;
  ports.log.info(`${nameOf(job)} has run with this release before and is gone: it is not run again.`);
  return true;
}

async function endOf(target: Target, undertaking: Undertaking): Promise<StepEnd | undefined> {
  const end = await stepEnd(await watchWritten([target], undertaking, { seen: () => {} }), undertaking);
  if (end?.kind === 'superseded') throw new NewerRun(end.sentence);
  return end;
}

/** Begins each Job that runs beside the pods of a state. @returns what is to be watched of them */
export async function beginBeside(
  undertaking: Undertaking,
): Promise<{ readonly kind: 'begun'; readonly targets: readonly Target[] } | JobUnbegun> {
  const { request, ports, key, manifests } = undertaking;
  if (request.kind === 'rollback') return { kind: 'begun', targets: [] };
  const targets: Target[] = [];
  for (const manifest of manifests.jobs) {
    const job = jobOf(manifest, key, request.run);
    if (await isDoneWith(job, undertaking)) continue;
    const begun = await beginJob(job, request, ports);
    if (begun.kind === 'ended') return begun.end;
    targets.push(begun.target);
  }
  return { kind: 'begun', targets };
}
