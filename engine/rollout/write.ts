import { isNewer, type Run } from '../../domain/run-order.ts';
import { isSame } from '../../domain/verdict/same-template.ts';
import { applyObject } from './apply.ts';
import { type Cluster, type KubernetesObject, nameOf, referenceOf } from './cluster.ts';
import type { Live } from './live/live.ts';
import { matchLabelsOf, recordAt } from './object-parts.ts';
import { overMoves } from './over-moves.ts';
import type { RolloutPorts } from './request.ts';
import { type Mark, runOf, stateOf, withMark } from './state/annotations.ts';
import { NewerRun } from './state/newer-run.ts';
import { formatOperation, OPERATION, type Phase } from './state/operation.ts';
import { subjectOf } from './subject.ts';
import type { Target } from './watch/watch-rollout.ts';
import { bearsMark, isWorkload } from './workload.ts';

export interface Write {
  readonly objects: readonly KubernetesObject[];
  readonly live: Live;
  readonly mark: Mark;
  /** Of the operation that is noted on each workload and CronJob together with what it is to become. */
  readonly phase: Phase;
  /** Milliseconds until its verdict is due. */
  readonly due: number;
  /** Objects of states that were good: what a release leaves as it was among them is not waited for. */
  readonly proven: readonly KubernetesObject[];
  readonly namespace: string;
  readonly ports: Pick<RolloutPorts, 'cluster' | 'clock' | 'signal'>;
}

/** Writes everything in order, workloads and CronJobs with their mark. Can stop after any object: running it again ends in the same state.
 *  @returns what is to be watched, or `undefined` when it was cancelled on the way.
 *  @throws {NewerRun | Refusal | Unreachable} */
export async function writeAll({
  objects,
  live,
  mark,
  phase,
  due,
  proven,
  namespace,
  ports,
}: Write): Promise<readonly Target[] | undefined> {
  const { cluster, clock, signal } = ports;
  const targets: Target[] = [];
  for (const object of objects) {
    if (signal.aborted) return undefined;
    const at = clock.now();
    if (!bearsMark(object)) {
      targets.push(...(await written(object, at)));
      continue;
    }
    const before = live.get(nameOf(object));
    const operation = {
      run: mark.run,
      phase,
      from: before === undefined ? undefined : sideOf(stateOf(before)),
      to: sideOf(mark.state),
      startedAt: new Date(at).toISOString(),
      flippedAt: undefined,
      deadline: new Date(at + due).toISOString(),
    };
    const marked = annotated(withMark(object, mark), { [OPERATION]: formatOperation(operation) });
    const answer = await writeWorkload(cluster, marked, before, { namespace, run: mark.run });
    if (isWorkload(object)) targets.push(targetOf(answer, { before, namespace, at }));
  }
  return targets;

  /** What is to be watched of an object that is no workload. */
  async function written(object: KubernetesObject, at: number): Promise<readonly Target[]> {
    const answer = await applyObject(cluster, object);
    return subjectOf(object, namespace) === undefined || proven.some((good) => isAsGood(good, object, answer.object))
      ? []
      : [targetOf(answer, { before: undefined, namespace, at })];
  }
}

/** Whether an object is in a good state as it is here: as it was written then, or as it was found. */
const isAsGood = (good: KubernetesObject, object: KubernetesObject, answer: KubernetesObject): boolean =>
  good.apiVersion === object.apiVersion &&
  nameOf(good) === nameOf(object) &&
  [object, answer].some((now) => isSame(now['spec'], good['spec']));

const sideOf = (state: string | undefined) => ({ state });

type Answer = Awaited<ReturnType<Cluster['apply']>>;

interface Writing {
  /** The object as it was. */
  readonly before: KubernetesObject | undefined;
  readonly namespace: string;
  readonly at: number;
}

/** What is to be watched after an object was written. */
export function targetOf({ object: written, serverTime }: Answer, { before, namespace, at }: Writing): Target {
  const { uid = '', generation = 0, name } = written.metadata;
  const subject = subjectOf(written, namespace);
  if (subject === undefined) throw new Error(`There is nothing to watch of ${nameOf(written)}.`);
  return {
    subject,
    written,
    labels: subject.kind === 'Job' ? { 'batch.kubernetes.io/job-name': name } : (selectorOf(written) ?? {}),
    applied: {
      uid,
      generation,
      serverTime,
      // The generation says nothing here: a Deployment's rises with its annotations, too.
      unchanged: before !== undefined && isSame(before['spec'], written['spec']),
      at,
    },
  };
}

/** The version that we looked at is a precondition, so a newer run that writes between look and write is never overwritten. */
export async function writeWorkload(
  cluster: Cluster,
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  { namespace, run }: { readonly namespace: string; readonly run: Run },
): Promise<Answer> {
  return await overMoves(async (tries) => {
    const seen = tries === 1 ? live : await cluster.get(referenceOf(object, namespace));
    const writer = seen === undefined ? undefined : runOf(seen);
    if (writer !== undefined && isNewer(writer, run)) throw new NewerRun(`A newer run has written ${nameOf(object)}.`);
    return await applyObject(cluster, withVersion(object, seen?.metadata.resourceVersion));
  });
}

/** Guarded by the version that was looked at; unguarded where there was none. */
export const withVersion = (object: KubernetesObject, resourceVersion: string | undefined): KubernetesObject =>
  resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } };

export const annotated = (
  object: KubernetesObject,
  annotations: Readonly<Record<string, string>>,
): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
});

const selectorOf = (object: KubernetesObject): Readonly<Record<string, string>> | undefined =>
  recordAt(object, 'spec', 'selector', 'matchLabels') && matchLabelsOf(object);
