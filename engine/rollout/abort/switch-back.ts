import { isMoved, type KubernetesObject, Refusal, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { type Exposed, selectorOf } from '../exposed-workload.ts';
import { NOTHING_REMOVED, together } from '../inventory/remove.ts';
import { overMoves } from '../over-moves.ts';
import { podRow } from '../report/pod-row.ts';
import type { RollbackOutcome } from '../request.ts';
import { isUnfinished, type Operation } from '../state/operation.ts';
import { type Copy, isPodOf, selectorChange, withoutHold } from '../traffic/copy.ts';
import { isWhole, untilEmpty, untilNone } from '../traffic/proof.ts';
import { deploymentNamed, patchService, readTraffic, type SeenTraffic, scaleTo } from '../traffic/traffic.ts';
import type { Undertaking } from '../undertaking.ts';
import { narrow } from '../watch/facts.ts';
import { templateOf } from '../workload.ts';
import { aborted, type Returned } from './aborted.ts';
import { cannotBeUndone } from './irreversible.ts';
import { undoneOthers } from './undo-others.ts';

/** Leaves a release that failed. Before the switch the traffic is where it was, and the new copy is scaled down; after it, the old
 *  copy gets the traffic back first, and everything else comes later. The order of writes keeps the Service on a whole copy.
 *  @throws {NewerRun} */
export async function switchBack(failure: AttemptEnd, exposed: Exposed, undertaking: Undertaking): Promise<AttemptEnd> {
  const others = undoneOthers(exposed, undertaking);
  let removed = NOTHING_REMOVED;
  const remove = async (turn: 'first' | 'last') => {
    removed = together(removed, await others[turn]());
  };
  let back: Back;
  try {
    await remove('first');
    back = await overMoves(() => onceBack(failure, exposed, undertaking, () => remove('last')));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    back = { rollback: error instanceof Unreachable ? 'unknown' : 'failed', problem: error.message };
  }
  await undertaking.ledger.settle('failed');
  return await aborted(failure, { ...back, removed }, undertaking);
}

type Back = Omit<Returned, 'removed'>;

async function onceBack(
  failure: AttemptEnd,
  exposed: Exposed,
  undertaking: Undertaking,
  clear: () => Promise<void>,
): Promise<Back> {
  const { request, ports, key, manifests } = undertaking;
  const { cluster, log } = ports;
  const seen = await readTraffic(exposed, undertaking);
  const { service, situation } = seen;
  const { operation, live, from, deployments } = situation;
  if (service === undefined || live === undefined) return { rollback: 'none-first-deploy' };
  // Nothing of this release was begun: the operation that is there is another's, and stays as it is.
  if (operation?.to.state !== key || !isUnfinished(operation)) return { rollback: 'none-not-switched' };
  const failing: Operation = { ...operation, run: request.run, phase: 'failing' };
  const kept = async (rollback: RollbackOutcome): Promise<Back> => {
    await patchService(cluster, service, failing);
    return { rollback };
  };
  if (request.rollback === undefined) return await kept('off');
  // After the switch back, `from` has the traffic again, and the copy that failed is the one that the operation was for.
  if (live.workload !== situation.target.workload) {
    if (operation.phase === 'failing') return await cleanUp(failure, exposed, undertaking, { seen, clear });
    await patchService(cluster, service, failing);
    return await onceBack(failure, exposed, undertaking, clear);
  }
  if (from === undefined) return await kept('none-first-deploy');
  if (cannotBeUndone(manifests)) return await kept('irreversible');
  const target = `Deployment "${from.workload}"`;
  const byHand = byHandSentence(service, from);
  if (!isWhole(deployments.get(from.workload)))
    return {
      ...(await kept('failed')),
      target,
      problem: `It has no ready pods either, so the traffic was left where it is. ${byHand}`,
    };
  log.warning(`Moving the traffic back to "${from.workload}".`);
  try {
    await patchService(cluster, service, failing, from.selector);
  } catch (error) {
    if (isMoved(error) || !(error instanceof Refusal)) throw error;
    const problem = `Critical: the traffic is on a broken copy. ${error.message} ${byHand}`;
    return { rollback: 'failed', target, problem };
  }
  return await onceBack(failure, exposed, undertaking, clear);
}

/** The traffic is on the old copy. What is left needs no hurry. */
async function cleanUp(
  failure: AttemptEnd,
  exposed: Exposed,
  undertaking: Undertaking,
  { seen, clear }: { readonly seen: SeenTraffic; readonly clear: () => Promise<void> },
): Promise<Back> {
  const { request, ports } = undertaking;
  const { cluster } = ports;
  const { namespace, run } = request;
  const { operation, target: bad } = seen.situation;
  const wasSwitched = operation?.flippedAt !== undefined;
  const evidence = failure.evidence ?? (wasSwitched ? await podsOf(bad, undertaking) : undefined);
  if (wasSwitched) await untilNone(exposed.service.metadata.name, bad, namespace, ports);
  await scaleTo(cluster, deploymentNamed(bad.workload, namespace), 0);
  await untilEmpty(bad, namespace, ports);
  // Before the operation ends: who dies here is followed by one that goes on.
  await clear();
  const { service, situation } = await readTraffic(exposed, undertaking);
  if (service !== undefined && situation.operation !== undefined) {
    const ended: Operation = { ...situation.operation, run, phase: 'rolled-back' };
    await patchService(cluster, service, ended, withoutHold(selectorOf(service)));
  }
  const runs = situation.live && situation.deployments.get(situation.live.workload);
  return {
    rollback: wasSwitched ? 'complete' : 'none-not-switched',
    target: `Deployment "${situation.live?.workload}"`,
    evidence,
    image: wasSwitched && runs !== undefined ? templateOf(runs)?.spec.containers[0]?.image : undefined,
  };
}

async function podsOf(copy: Copy, { request, ports }: Undertaking): Promise<AttemptEnd['evidence']> {
  const { objects } = await ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: request.namespace });
  const pods = objects
    .filter(({ metadata }) => isPodOf(copy, metadata.name))
    .map((object) => narrow('Pod', object))
    .filter((object) => object.kind === 'Pod');
  return { pods: pods.map((pod) => podRow(pod, ports.clock.now())), logs: [], warnings: [] };
}

/** The one line that a person needs when we may not write it. */
const byHandSentence = (service: KubernetesObject, to: Copy): string =>
  `By hand: kubectl patch service ${service.metadata.name} -n ${service.metadata.namespace} --type merge -p '${JSON.stringify({ spec: { selector: selectorChange(selectorOf(service), to.selector) } })}'`;
