import { nameOf } from '../cluster.ts';
import type { StepEnd } from '../perform/course.ts';
import { stepEnd, watchWritten } from '../perform/watch-written.ts';
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
    const begun = await beginJob(job, request, ports);
    if (begun.kind === 'ended') return begun.end;
    const end = begun.done ? undefined : await endOf(begun.target, undertaking);
    if (end !== undefined) return end;
    ports.log.info(`${nameOf(job)} is complete.`);
  }
  return undefined;
}

async function endOf(target: Target, undertaking: Undertaking): Promise<StepEnd | undefined> {
  const end = await stepEnd(await watchWritten([target], undertaking, { seen: () => {} }), undertaking);
  if (end?.kind === 'superseded') throw new NewerRun(end.sentence);
  return end;
}

/** Begins each Job that runs beside the pods of a state. @returns what is to be watched of them */
export async function beginBeside({
  request,
  ports,
  key,
  manifests,
}: Undertaking): Promise<{ readonly kind: 'begun'; readonly targets: readonly Target[] } | JobUnbegun> {
  if (request.kind === 'rollback') return { kind: 'begun', targets: [] };
  const targets: Target[] = [];
  for (const manifest of manifests.jobs) {
    const begun = await beginJob(jobOf(manifest, key, request.run), request, ports);
    if (begun.kind === 'ended') return begun.end;
    targets.push(begun.target);
  }
  return { kind: 'begun', targets };
}
