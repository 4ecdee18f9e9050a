import type { Run } from '../../domain/run-order.ts';
import { serviceNames } from './canary/canary-service.ts';
import { knownRoutes, takeShare } from './canary/weights.ts';
import type { Clock } from './clock.ts';
import { type Cluster, type KubernetesObject, nameOf, type ObjectReference, referenceOf } from './cluster.ts';
import { broughtAfter } from './inventory/brought.ts';
import { presentOf } from './inventory/present.ts';
import { fenced } from './state/fenced-cluster.ts';
import { HeldLease } from './state/held-lease.ts';
import { type History, type HistoryEntry, lastGood } from './state/history.ts';
import { HistoryKeeper } from './state/history-keeper.ts';
import { moveOperation, type Operation, operationOf } from './state/operation.ts';
import { deploymentNamed, patchService, scaleTo } from './traffic/traffic.ts';
import { bearsMark } from './workload.ts';

export interface Interrupted {
  readonly service: string;
  readonly namespace: string;
  readonly run: Run;
}

/** Says in the cluster what a run that was killed could not say: its operation is `cancelled`, a release that was being baked gives
 *  the traffic back, a canary gets none any more. A rolling rollout goes on by itself, and so does what is verified.
 *  Operations of other runs are never touched.
 *  @returns sentences about what was left, for people. @throws {NewerRun | Refusal | Unreachable} */
export async function finishInterrupted(
  { service, namespace, run }: Interrupted,
  cluster: Cluster,
  clock: Clock,
): Promise<readonly string[]> {
  const keeper = await HistoryKeeper.read(cluster, clock, service, namespace);
  const pending = keeper.history.find(({ state }) => state === 'pending');
  if (pending === undefined) return [];
  const lease = await HeldLease.acquire({ cluster, clock }, { service, namespace, run });
  try {
    const own = fenced(cluster, lease);
    const told: string[] = [];
    for (const manifest of pending.objects.filter((object) => object.kind === 'Service' || bearsMark(object))) {
      const object = await own.get(referenceOf(manifest, namespace));
      const operation = operationOf(object);
      if (object === undefined || operation === undefined || !isLeft(operation, run)) continue;
      const routes = knownRoutes(pending.objects, keeper.history, namespace);
      told.push(await end(own, object, operation, routes));
    }
    if (told.length > 0) {
      keeper.move(pending.key, 'cancelled');
      told.push(...(await broughtSentences(own, keeper.history, pending, namespace)));
      await keeper.save(own);
    }
    return told;
  } finally {
    await lease.release();
  }
}

/** There is no time to delete anything, and what runs on may need it. */
async function broughtSentences(
  cluster: Pick<Cluster, 'get'>,
  history: History,
  { key, objects }: HistoryEntry,
  namespace: string,
): Promise<readonly string[]> {
  const target = lastGood(history, key);
  const brought = target === undefined ? [] : broughtAfter(target, history, objects);
  const present = await presentOf(
    cluster,
    brought.filter((object) => !bearsMark(object)),
    namespace,
  );
  return present.length === 0
    ? []
    : [
        `This is there beside the last good state: ${present.map(nameOf).join(', ')}. Going back takes away what is new of it; run the rollout again, or roll back.`,
      ];
}

/** `failing` stays what it is: the next run has to know that going back was begun. */
const isLeft = ({ run, phase }: Operation, { id, attempt }: Run): boolean =>
  run.id === id && run.attempt === attempt && (phase === 'locked' || phase === 'applied' || phase === 'flipped');

async function end(
  cluster: Cluster,
  object: KubernetesObject,
  operation: Operation,
  routes: readonly ObjectReference[],
): Promise<string> {
  const { from, to, phase, run } = operation;
  const namespace = object.metadata.namespace ?? '';
  if (object.kind !== 'Service') {
    await moveOperation(cluster, referenceOf(object, namespace), { run, phase: 'cancelled' });
    return `${nameOf(object)} was being rolled out and goes on by itself.`;
  }
  const back = phase === 'flipped' ? from?.selector : undefined;
  const isShare = from !== undefined && JSON.stringify(from.selector) === JSON.stringify(to.selector);
  // The traffic first: who dies after noting the end would never come back for it.
  const weighted = isShare && (await takeShare(cluster, routes, serviceNames({ service: object }))).length > 0;
  await patchService(cluster, object, { ...operation, phase: 'cancelled' }, back);
  if (back !== undefined)
    return `${nameOf(object)} leads to "${from?.workload}" again, because the new copy was still being baked.`;
  if (weighted)
    return `The canary behind ${nameOf(object)} has no weight any more, because nobody watches it; its pods go with the next rollout or rollback.`;
  if (!isShare || to.workload === undefined)
    return `${nameOf(object)} leads where it led; the new copy gets no traffic.`;
  await scaleTo(cluster, deploymentNamed(to.workload, namespace), 0);
  return `The canary behind ${nameOf(object)} is scaled down, because nobody watches it.`;
}
