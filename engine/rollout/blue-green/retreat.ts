import { inSentences } from '../../../domain/sentences.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import { isMoved, type KubernetesObject, Refusal, Unreachable } from '../cluster.ts';
import { type AttemptEnd, failureOutcome, rollbackSentence } from '../ending.ts';
import type { Exposed } from '../exposed-workload.ts';
import { selectorOf } from '../exposed-workload.ts';
import { firstLeftSentence } from '../inventory/first-left.ts';
import { NOTHING_REMOVED, together } from '../inventory/remove.ts';
import { returnedSentence, unreturnedSentence } from '../inventory/told.ts';
import { overMoves } from '../over-moves.ts';
import { podRow } from '../report/pod-row.ts';
import type { RollbackOutcome, RolloutPorts, RolloutRequest } from '../request.ts';
import { isIrreversible } from '../state/annotations.ts';
import type { Ledger } from '../state/ledger.ts';
import { NewerRun } from '../state/newer-run.ts';
import { isUnfinished } from '../state/operation.ts';
import type { Undertaking } from '../undertaking.ts';
import { type Copy, isPodOf, selectorChange, withoutHold } from './copy.ts';
import { isWhole } from './next-step.ts';
import { untilEmpty, untilNone } from './proof.ts';
import { deploymentNamed, patchService, readTraffic, scaleTo } from './traffic.ts';
import { undoneOthers } from './undo-others.ts';

export type Failure = Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence' | 'image' | 'secondsToVerdict'>;

interface Retreat {
  readonly request: RolloutRequest;
  readonly ports: RolloutPorts;
  readonly exposed: Exposed;
  readonly ledger: Ledger;
  readonly undertaking: Undertaking;
}

/** Leaves a release that failed. Before the switch the traffic is where it was, and the new copy is scaled down; after it, the old
 *  copy gets the traffic back first, and everything else comes later. The order of writes keeps the Service on a whole copy.
 *  @throws {NewerRun} */
export async function retreat(failure: Failure, parts: Retreat): Promise<AttemptEnd> {
  const { ledger, undertaking, request, ports } = parts;
  const others = undoneOthers(parts);
  let removed = NOTHING_REMOVED;
  const remove = async (turn: 'first' | 'last') => {
    removed = together(removed, await others[turn]());
  };
  let end: Retreated;
  try {
    await remove('first');
    end = await overMoves(() => undoOnce(failure, parts, () => remove('last')));
  } catch (error) {
    if (error instanceof NewerRun) throw error;
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    end = { rollback: error instanceof Unreachable ? 'unknown' : 'failed', target: undefined, problem: error.message };
  }
  const { rollback, target, problem, evidence, image } = end;
  await ledger.settle('failed');
  const isBack = rollback === 'complete' && target !== undefined;
  const sentence = inSentences(
    failure.sentence,
    isBack ? returnedSentence(target, removed) : rollbackSentence(rollback, target),
    problem,
    isBack ? undefined : unreturnedSentence(removed),
    rollback === 'none-first-deploy'
      ? await firstLeftSentence(ports.cluster, undertaking.manifests.objects, request.namespace)
      : undefined,
  );
  return {
    ...failure,
    ...(evidence === undefined ? {} : { evidence }),
    ...(image === undefined ? {} : { image }),
    outcome: failureOutcome(failure.class, rollback),
    sentence,
    rollback,
  };
}

interface Retreated {
  readonly rollback: RollbackOutcome;
  readonly target: string | undefined;
  readonly problem?: string;
  readonly evidence?: AttemptEnd['evidence'];
  readonly image?: string;
}

async function undoOnce(failure: Failure, parts: Retreat, clear: () => Promise<void>): Promise<Retreated> {
  const { request, ports, exposed, undertaking } = parts;
  const { cluster, clock, log } = ports;
  const { namespace, run } = request;
  const { situation, service } = await readTraffic(cluster, exposed, namespace, undertaking.key, run);
  const { operation, live, from, deployments } = situation;
  // After the switch back, `from` has the traffic again, and the copy that failed is the one that the operation was for.
  const bad = situation.target;
  const none = (rollback: RollbackOutcome): Retreated => ({ rollback, target: undefined });
  if (service === undefined || live === undefined) return none('none-first-deploy');
  // Nothing of this release was begun: the operation that is there is another's, and stays as it is.
  if (operation?.to.state !== undertaking.key || !isUnfinished(operation)) return none('none-not-switched');
  if (request.rollback === undefined) return await kept('off');
  const switched = live.workload === bad.workload;
  if (!switched && operation.phase !== 'failing') {
    await patchService(cluster, service, namespace, { ...operation, run, phase: 'failing' });
    return await undoOnce(failure, parts, clear);
  }
  if (switched && from === undefined) return await kept('none-first-deploy');
  if (switched && [...undertaking.manifests.objects, ...undertaking.manifests.preDeployJobs].some(isIrreversible))
    return await kept('irreversible');
  if (switched && from !== undefined) {
    const back = deployments.get(from.workload);
    if (!isWhole(back))
      return {
        ...(await kept('failed')),
        target: `Deployment "${from.workload}"`,
        problem: `It has no ready pods either, so the traffic was left where it is. ${byHand(service, from, namespace)}`,
      };
    log.warning(`Moving the traffic back to "${from.workload}".`);
    try {
      await patchService(cluster, service, namespace, { ...operation, run, phase: 'failing' }, from.selector);
    } catch (error) {
      if (isMoved(error) || error instanceof NewerRun || !(error instanceof Refusal)) throw error;
      return {
        rollback: 'failed',
        target: `Deployment "${from.workload}"`,
        problem: `Critical: the traffic is on a broken copy. ${error.message} ${byHand(service, from, namespace)}`,
      };
    }
    return await undoOnce(failure, parts, clear);
  }
  return await cleaned();

  /** The traffic is on the old copy. What is left needs no hurry. */
  async function cleaned(): Promise<Retreated> {
    const wasSwitched = operation?.flippedAt !== undefined;
    const evidence = failure.evidence ?? (wasSwitched ? await podsOf(bad) : undefined);
    if (wasSwitched) await untilNone(exposed.service.metadata.name, bad, namespace, ports);
    await scaleTo(cluster, deploymentNamed(bad.workload, namespace), 0);
    await untilEmpty(bad, namespace, ports);
    // Before the operation ends: who dies here is followed by one that goes on.
    await clear();
    const now = await readTraffic(cluster, exposed, namespace, undertaking.key, run);
    if (now.service !== undefined && now.situation.operation !== undefined)
      await patchService(
        cluster,
        now.service,
        namespace,
        { ...now.situation.operation, run, phase: 'rolled-back' },
        withoutHold(selectorOf(now.service)),
      );
    const image = imageOf(now.situation.live && now.situation.deployments.get(now.situation.live.workload));
    return {
      rollback: wasSwitched ? 'complete' : 'none-not-switched',
      target: `Deployment "${now.situation.live?.workload}"`,
      ...(evidence === undefined ? {} : { evidence }),
      ...(wasSwitched && image !== undefined ? { image } : {}),
    };
  }

  async function kept(rollback: RollbackOutcome): Promise<Retreated> {
    if (service !== undefined && operation !== undefined)
      await patchService(cluster, service, namespace, { ...operation, run, phase: 'failing' });
    return none(rollback);
  }

  async function podsOf(copy: Copy): Promise<AttemptEnd['evidence']> {
    const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace });
    const pods = objects.filter(({ metadata }) => isPodOf(copy, metadata.name));
    return { pods: pods.map((pod) => podRow(pod as unknown as Pod, clock.now())), logs: [], warnings: [] };
  }
}

/** The one line that a person needs when we may not write it. */
const byHand = (service: KubernetesObject, to: Copy, namespace: string): string =>
  `By hand: kubectl patch service ${service.metadata.name} -n ${namespace} --type merge -p '${JSON.stringify({ spec: { selector: selectorChange(selectorOf(service), to.selector) } })}'`;

function imageOf(deployment: KubernetesObject | undefined): string | undefined {
  const spec = deployment?.['spec'] as
    | { readonly template?: { readonly spec?: { readonly containers?: readonly { readonly image?: string }[] } } }
    | undefined;
  return spec?.template?.spec?.containers?.[0]?.image;
}
