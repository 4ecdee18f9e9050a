import { isNewer, type Run } from '../../domain/run-order.ts';
import { canonical } from '../../domain/verdict/new-pods.ts';
import { type Mark, runOf, withMark } from './annotations.ts';
import { applyObject } from './apply.ts';
import type { Clock } from './clock.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from './cluster.ts';
import type { Live } from './preflight.ts';
import type { Target } from './watch-rollout.ts';
import { isWorkload, type WorkloadManifest } from './workload.ts';

/** A newer run wrote a workload between our look and our write. */
export class NewerRun extends Error {
  override readonly name = 'NewerRun';
}

/** How often a workload is read again when somebody else (a controller, an autoscaler) wrote it meanwhile. */
const TRIES = 8;

export interface Write {
  readonly objects: readonly KubernetesObject[];
  readonly live: Live;
  readonly mark: Mark;
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Writes everything in order, workloads with their mark. Can stop after any object: running it again ends in the same state.
 *  @returns the workloads to watch, or `undefined` when it was cancelled on the way.
 *  @throws {NewerRun | Refusal | Unreachable} */
export async function writeAll({
  objects,
  live,
  mark,
  namespace,
  cluster,
  clock,
  signal,
}: Write): Promise<readonly Target[] | undefined> {
  const targets: Target[] = [];
  for (const object of objects) {
    if (signal.aborted) return undefined;
    if (!isWorkload(object)) {
      await applyObject(cluster, object);
      continue;
    }
    const at = clock.now();
    const before = live.get(nameOf(object));
    const answer = await writeWorkload(cluster, withMark(object, mark), before, namespace, mark.run);
    const { metadata } = answer.object;
    targets.push({
      subject: { kind: object.kind, name: metadata.name, namespace },
      labels: selectorOf(answer.object) ?? selectorOf(object) ?? {},
      applied: {
        uid: metadata.uid ?? '',
        generation: metadata.generation ?? 0,
        serverTime: answer.serverTime,
        // The generation says nothing here: a Deployment's rises with its annotations, too.
        unchanged: before !== undefined && canonical(before['spec']) === canonical(answer.object['spec']),
        at,
      },
    });
  }
  return targets;
}

/** The version that we looked at is a precondition, so a newer run that writes between look and write is never overwritten. */
async function writeWorkload(
  cluster: Cluster,
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  namespace: string,
  run: Run,
) {
  let seen = live;
  for (let tries = 1; ; tries++) {
    const writer = seen === undefined ? undefined : runOf(seen);
    if (writer !== undefined && isNewer(writer, run)) throw new NewerRun(`A newer run has written ${nameOf(object)}.`);
    try {
      return await applyObject(cluster, withVersion(object, seen?.metadata.resourceVersion));
    } catch (error) {
      const moved = error instanceof Refusal && error.status === 409 && error.conflicts.length === 0;
      if (!moved || tries === TRIES) throw error;
      seen = await cluster.get(referenceOf(object, namespace));
    }
  }
}

const withVersion = (object: KubernetesObject, resourceVersion: string | undefined): KubernetesObject =>
  resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } };

const selectorOf = (object: KubernetesObject): Readonly<Record<string, string>> | undefined =>
  (
    object as Partial<WorkloadManifest> & {
      readonly spec?: { readonly selector?: { readonly matchLabels?: Record<string, string> } };
    }
  ).spec?.selector?.matchLabels;
