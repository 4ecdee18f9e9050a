import { judgedOf } from '../../../domain/verdict/observation.ts';
import { type KubernetesObject, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { notAsWritten } from '../foreign/changed-objects.ts';
import { keptForOthers } from '../foreign/kept-for-others.ts';
import { begunBeside, runJobs } from '../jobs/run-jobs.ts';
import { removeUnstarted } from '../jobs/unstarted-job.ts';
import { foreignParts } from '../ownership/foreign-parts.ts';
import { explained } from '../report/explain.ts';
import { tell } from '../report/timeline.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { stateOf } from '../state/annotations.ts';
import { isGood, provenObjects } from '../state/history.ts';
import { Ledger } from '../state/ledger.ts';
import { NewerRun } from '../state/newer-run.ts';
import { moveOperation, operationOf, type Phase } from '../state/operation.ts';
import { revisionOf } from '../state/revision.ts';
import { ownOf, type Undertaking } from '../undertaking.ts';
import { type Sighting, type Target, watchRollout } from '../watch/watch-rollout.ts';
import { imagesOf, isWorkload } from '../workload.ts';
import { writeAll } from '../write.ts';
import { withReplicas } from './replicas.ts';
import { undone } from './undone.ts';
import { unsticking } from './unstick.ts';

/** Writes each workload over the one that runs and lets its controller replace the pods. From the first write on, every end says
 *  what state the cluster was left in. @throws {NewerRun} */
export async function rollWorkloads(
  request: RolloutRequest,
  ports: RolloutPorts,
  undertaking: Undertaking,
): Promise<AttemptEnd> {
  const { cluster, clock, log, signal, images } = ports;
  const { namespace, run, release, commit, graces, service } = request;
  const { manifests, live, key } = undertaking;
  const ledger = new Ledger(undertaking, service, log);
  const start = clock.now();
  const facts = (sighting?: Sighting) => ({
    image: manifests.workloads.flatMap(imagesOf)[0]?.image ?? '',
    ...defined('revisionFrom', revisionOf([...live.values()][0])),
    ...defined('revisionTo', sighting === undefined ? undefined : revisionOf(workloadSeen(sighting))),
    secondsToVerdict: Math.round((clock.now() - start) / 100) / 10,
  });
  let targets: readonly Target[] | undefined;
  try {
    const mark = { commit, release: release?.digest, state: key, run };
    // An autoscaler may have changed the replicas since; going back to older pods must not go back to fewer.
    const objects =
      request.kind === 'rollback' ? manifests.objects.map((object) => withReplicas(object, live)) : manifests.objects;
    const write = (some: readonly KubernetesObject[]) =>
      writeAll({
        objects: some,
        live,
        mark,
        phase: 'applied',
        due: graces.timeout * 1000,
        proven: provenObjects(undertaking.keeper.history),
        ports: { namespace, cluster, clock, signal },
      });
    const first = objects.findIndex(isWorkload);
    const others = await write(objects.slice(0, first < 0 ? undefined : first));
    const jobs = others && (await runJobs(manifests.preDeployJobs, key, request, ports));
    if (jobs?.kind === 'failed') return await undo({ outcome: 'failed', ...jobs.failure, ...facts() });
    if (jobs?.kind === 'unknown') return { outcome: 'unknown', sentence: jobs.sentence, ...facts() };
    const rest = others && jobs === undefined ? await write(first < 0 ? [] : objects.slice(first)) : undefined;
    const beside = rest && (await begunBeside(manifests.jobs, key, request, ports));
    if (beside?.kind === 'unknown') return { outcome: 'unknown', sentence: beside.sentence, ...facts() };
    if (others && rest && beside?.kind === 'begun') {
      // Jobs may have taken long: nobody is late before he is watched.
      const at = clock.now();
      targets = [
        ...rest,
        ...others.map((target) => ({ ...target, applied: { ...target.applied, at } })),
        ...beside.targets,
      ];
    }
  } catch (error) {
    if (error instanceof Unreachable)
      return { outcome: 'unknown', sentence: `${error.message} Some objects may have been written. Run this again.` };
    if (!(error instanceof Refusal)) throw error;
    const sentence = `The API server refused after it had agreed in a dry run: ${error.message}`;
    return await undo({ outcome: 'failed', sentence, ...facts() });
  }
  if (targets === undefined) {
    await Promise.all([move('cancelled'), ledger.settle('cancelled')]);
    return {
      outcome: 'cancelled',
      sentence: 'Cancelled while writing; some objects are written. Run this again, or roll back.',
    };
  }
  const watched = () =>
    watchRollout({ targets, run, graces, cluster, clock, log, signal, images, seen: tell(ports, 'rollout') });
  // What ran before may be the broken half of a failed rollout: a StatefulSet does not leave that by itself.
  const before = request.kind === 'rollback' || !wasGood(undertaking) ? live : new Map();
  const sighting = await unsticking({ targets, before, cluster, clock, log }, watched);
  const { end } = sighting;
  switch (end.state) {
    case 'complete': {
      const { written } = undertaking;
      const other =
        foreignParts(manifests.workloads, (workload) => written.of(workload)) ??
        (await notAsWritten(cluster, written.all, namespace));
      if (other !== undefined) return { outcome: 'unknown', sentence: other, ...facts(sighting) };
      if (request.kind === 'rollback') ledger.withdraw(ownOf(undertaking).map(stateOf));
      await ledger.settle('good');
      await move('recorded', sighting);
      return { outcome: 'complete', sentence: end.sentence, ...facts(sighting) };
    }
    case 'failed': {
      const verdictFacts = facts(sighting);
      const why = await explained(end, sighting, request, ports);
      await removeUnstarted(sighting, request, ports);
      return await undo({ outcome: 'failed', ...why, ...verdictFacts });
    }
    case 'cancelled':
      await Promise.all([move('cancelled'), ledger.settle('cancelled')]);
      return { outcome: 'cancelled', sentence: end.sentence, ...facts(sighting) };
    case 'superseded':
    case 'unknown':
      return { outcome: end.state, sentence: end.sentence, ...facts(sighting) };
  }

  async function undo(failure: AttemptEnd): Promise<AttemptEnd> {
    const kept = await keptForOthers(failure, undertaking, request, ports);
    return kept ?? undone(failure, request, ports, undertaking, ledger, move);
  }

  /** For whoever looks at the cluster later; the outcome does not depend on it. */
  async function move(phase: Phase, sighting?: Sighting): Promise<void> {
    try {
      for (const workload of manifests.workloads)
        await moveOperation(cluster, referenceOf(workload, namespace), run, phase, {
          known: lastSeen(sighting, workload),
        });
    } catch (error) {
      if (error instanceof NewerRun) throw error;
      log.warning(`Phase "${phase}" could not be noted on the workload: ${(error as Error).message}`);
    }
  }
}

const wasGood = (undertaking: Undertaking): boolean =>
  ownOf(undertaking).every((object) => {
    if (operationOf(object)?.phase === 'failing') return false;
    const state = stateOf(object);
    return undertaking.keeper.history.some((entry) =>
      state === undefined ? entry.state === 'found' : entry.key === state && isGood(entry),
    );
  });

/** The workload as its watch showed it last. */
function lastSeen(sighting: Sighting | undefined, workload: KubernetesObject): KubernetesObject | undefined {
  const found = sighting?.all.find(
    ({ subject }) => subject.kind === workload.kind && subject.name === workload.metadata.name,
  );
  // What a watch gives is the whole object; a verdict looks at a part of it.
  return found && (judgedOf(found) as KubernetesObject | undefined);
}

const workloadSeen = ({ observation: { objects, subject } }: Sighting) =>
  [...objects.values()].find(({ kind }) => kind === subject.kind);

const defined = <Key extends string>(key: Key, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: string };
