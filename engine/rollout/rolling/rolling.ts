import { assertNever } from '../../../domain/brand.ts';
import { messageOf } from '../../../domain/error-message.ts';
import { keptForOthers } from '../abort/kept-for-others.ts';
import { withReplicas } from '../abort/replicas.ts';
import { rollBackWorkloads } from '../abort/roll-back-workloads.ts';
import { unstickWhile } from '../abort/unstick.ts';
import { type KubernetesObject, referenceOf } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { beginBeside, runJobs } from '../jobs/run-jobs.ts';
import { seenObject } from '../live/seen-object.ts';
import type { Course, StepEnd } from '../perform/course.ts';
import { stepEnd, watchWritten } from '../perform/watch-written.ts';
import { stateOf } from '../state/annotations.ts';
import { isGood, provenObjects } from '../state/history.ts';
import { NewerRun } from '../state/newer-run.ts';
import { moveOperation, operationOf, type Phase } from '../state/operation.ts';
import { revisionOf } from '../state/revision.ts';
import { markOf, ownOf, type Undertaking } from '../undertaking.ts';
import type { Sighting, Target } from '../watch/watch-rollout.ts';
import { followsJobs } from '../workload.ts';
import { writeAll } from '../write.ts';
import { nextStep, type RollingSituation, type RollingStep } from './next-step.ts';
import { unwatchedSentence } from './unwatched-sentence.ts';

/** Writes each workload over the one that runs and lets its controller replace the pods. */
export class Rolling implements Course<RollingSituation, RollingStep> {
  readonly words = {
    refused: 'The API server refused after it had agreed in a dry run',
    unreachable: 'Some objects may have been written. Run this again.',
  };
  readonly #undertaking: Undertaking;
  readonly #objects: readonly KubernetesObject[];
  readonly #first: number;
  #taken = 0;
  #others: readonly Target[] = [];
  #targets: readonly Target[] = [];
  #sighting: Sighting | undefined;

  constructor(undertaking: Undertaking) {
    const { manifests, request, live } = undertaking;
    this.#undertaking = undertaking;
    // An autoscaler may have changed the replicas since; going back to older pods must not go back to fewer.
    this.#objects =
      request.kind === 'rollback' ? manifests.objects.map((object) => withReplicas(object, live)) : manifests.objects;
    const first = this.#objects.findIndex(followsJobs);
    this.#first = first < 0 ? this.#objects.length : first;
  }

  async look(): Promise<RollingSituation> {
    return { taken: this.#taken, cancelled: this.#undertaking.ports.signal.aborted };
  }

  next(situation: RollingSituation): RollingStep {
    return nextStep(situation);
  }

  async take(step: RollingStep): Promise<StepEnd | undefined> {
    const end = await this.#endOf(step);
    if (end === undefined) this.#taken++;
    return end;
  }

  async failed(failure: AttemptEnd): Promise<AttemptEnd> {
    const kept = await keptForOthers(failure, this.#undertaking);
    return kept ?? (await rollBackWorkloads(failure, this.#undertaking, (phase) => this.#note(phase)));
  }

  facts(): Partial<AttemptEnd> {
    const revisionFrom = revisionOf([...this.#undertaking.live.values()][0]);
    const revisionTo = this.#sighting && revisionOf(workloadSeen(this.#sighting));
    return {
      ...(revisionFrom === undefined ? {} : { revisionFrom }),
      ...(revisionTo === undefined ? {} : { revisionTo }),
    };
  }

  async #endOf(step: RollingStep): Promise<StepEnd | undefined> {
    switch (step) {
      case 'write-others': {
        const others = await this.#write(this.#objects.slice(0, this.#first));
        this.#others = others ?? [];
        return others === undefined ? { kind: 'aborted' } : undefined;
      }
      case 'run-jobs':
        return await runJobs(this.#undertaking);
      case 'write-workloads': {
        const workloads = await this.#write(this.#objects.slice(this.#first));
        this.#targets = workloads ?? [];
        return workloads === undefined ? { kind: 'aborted' } : undefined;
      }
      case 'begin-jobs-beside': {
        const beside = await beginBeside(this.#undertaking);
        if (beside.kind !== 'begun') return beside;
        // Jobs may have taken long: nobody is late before he is watched.
        const at = this.#undertaking.ports.clock.now();
        const others = this.#others.map((target) => ({ ...target, applied: { ...target.applied, at } }));
        this.#targets = [...this.#targets, ...others, ...beside.targets];
        return undefined;
      }
      case 'watch':
        return await this.#watch();
      case 'record':
        return {
          kind: 'complete',
          sentence: this.#sighting?.end.sentence ?? unwatchedSentence(this.#undertaking.manifests),
          leaves: ownOf(this.#undertaking).map(stateOf),
          record: () => this.#note('recorded'),
        };
      case 'cancel':
        await this.#note('cancelled');
        return {
          kind: 'cancelled',
          sentence:
            this.#sighting?.end.sentence ??
            'Cancelled while writing; some objects are written. Run this again, or roll back.',
        };
      default:
        return assertNever(step);
    }
  }

  #write(objects: readonly KubernetesObject[]): Promise<readonly Target[] | undefined> {
    const { request, ports, live, keeper } = this.#undertaking;
    return writeAll({
      objects,
      live,
      mark: markOf(this.#undertaking),
      phase: 'applied',
      due: request.graces.timeout * 1000,
      proven: provenObjects(keeper.history),
      namespace: request.namespace,
      ports,
    });
  }

  async #watch(): Promise<StepEnd | undefined> {
    const { request, ports, live } = this.#undertaking;
    const targets = this.#targets;
    // What is as it should be once it is written needs no watching.
    if (targets.length === 0) return undefined;
    // What ran before may be the broken half of a failed rollout: a StatefulSet does not leave that by itself.
    const before = request.kind === 'rollback' || !wasGood(this.#undertaking) ? live : new Map();
    this.#sighting = await unstickWhile({ targets, before, ports }, () => watchWritten(targets, this.#undertaking));
    return await stepEnd(this.#sighting, this.#undertaking);
  }

  /** For whoever looks at the cluster later; the outcome does not depend on it. */
  async #note(phase: Phase): Promise<void> {
    const { manifests, request, ports } = this.#undertaking;
    const { namespace, run } = request;
    try {
      for (const workload of manifests.bearers)
        await moveOperation(
          ports.cluster,
          referenceOf(workload, namespace),
          { run, phase },
          { known: phase === 'recorded' ? lastSeen(this.#sighting, workload) : undefined },
        );
    } catch (error) {
      if (error instanceof NewerRun) throw error;
      ports.log.warning(`Phase "${phase}" could not be noted on the workload: ${messageOf(error)}`);
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
  return found && seenObject(found);
}

const workloadSeen = ({ observation: { objects, subject } }: Sighting) =>
  [...objects.values()].find(({ kind }) => kind === subject.kind);
