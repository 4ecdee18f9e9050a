import type { Clock } from '../clock.ts';
import { type Cluster, type KubernetesObject, type ObjectReference, referenceOf, seenOf } from '../cluster.ts';
import { COLOUR } from '../copy-labels.ts';
import { type Exposed, replicasOf, selectorOf } from '../exposed-workload.ts';
import { numberAt, recordsAt } from '../object-parts.ts';
import { overMoves } from '../over-moves.ts';
import { stateOf } from '../state/annotations.ts';
import { formatOperation, isUnfinished, OPERATION, type Operation, operationOf } from '../state/operation.ts';
import type { Undertaking } from '../undertaking.ts';
import { type Copy, colouredCopy, copyOf, idleCopy, liveCopy, selectorChange } from './copy.ts';

/** What the cluster says, read afresh before every step. */
export interface TrafficSituation {
  /** The operation that the Service carries; `undefined` without any, and before there is a Service. */
  readonly operation: Operation | undefined;
  /** Who has the traffic; `undefined` before the first deploy. */
  readonly live: Copy | undefined;
  /** Who had it when the operation began, and who is to have it. */
  readonly from: Copy | undefined;
  readonly target: Copy;
  /** By name. */
  readonly deployments: ReadonlyMap<string, KubernetesObject>;
  /** Key of the state that the live Deployment was written with. */
  readonly liveState: string | undefined;
}

/** The situation and the very Service that it was read from: what is written next is bound to that version. */
export interface SeenTraffic {
  readonly situation: TrafficSituation;
  readonly service: KubernetesObject | undefined;
}

/** Reads everything afresh: the Service first, so that nothing is older than the version that writes are bound to. */
export async function readTraffic(
  exposed: Exposed,
  { request: { namespace, run }, ports: { cluster }, key }: Pick<Undertaking, 'request' | 'ports' | 'key'>,
): Promise<SeenTraffic> {
  const service = await cluster.get(referenceOf(exposed.service, namespace));
  const original = exposed.deployment.metadata.name;
  const names = [original, ...(['blue', 'green'] as const).map((colour) => colouredCopy(exposed, colour).workload)];
  const found = await Promise.all(names.map((name) => cluster.get(deploymentNamed(name, namespace))));
  const deployments = new Map(
    found.flatMap((object) => (object === undefined ? [] : [[object.metadata.name, object]])),
  );
  const live = liveCopy(exposed, service, deployments.get(original));
  const operation = operationOf(service);
  const unfinished = operation !== undefined && isUnfinished(operation);
  const begun =
    unfinished &&
    operation.to.state === key &&
    (operation.to.workload === live?.workload ||
      (operation.run.id === run.id && operation.run.attempt === run.attempt));
  const liveDeployment = live && deployments.get(live.workload);
  return {
    service,
    situation: {
      operation,
      live,
      from: unfinished ? copyOf(operation.from) : live,
      target: (begun ? copyOf(operation.to) : undefined) ?? idleCopy(exposed, live),
      deployments,
      liveState: liveDeployment && stateOf(liveDeployment),
    },
  };
}

/** @param state key of the state that `from` runs. */
export function begunOperation(
  { request: { run, graces }, ports: { clock }, key }: Pick<Undertaking, 'request' | 'ports' | 'key'>,
  from: Copy | undefined,
  to: Copy,
  state?: string,
): Operation {
  const now = clock.now();
  return {
    run,
    phase: 'locked',
    from: from === undefined ? undefined : { state, workload: from.workload, selector: from.selector },
    to: { state: key, workload: to.workload, selector: to.selector },
    startedAt: new Date(now).toISOString(),
    flippedAt: undefined,
    deadline: new Date(now + graces.timeout * 1000).toISOString(),
  };
}

export const flipped = (operation: Operation, clock: Clock): Operation => ({
  ...operation,
  phase: 'flipped',
  flippedAt: new Date(clock.now()).toISOString(),
});

export const deploymentNamed = (name: string, namespace: string): ObjectReference => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace,
  name,
});

/** One write of the Service: where it leads and how far the operation is change together, or neither does.
 *  @throws {Refusal} 409 when the Service has moved since it was read. */
export async function patchService(
  cluster: Cluster,
  service: KubernetesObject,
  operation: Operation,
  selector?: Copy['selector'],
): Promise<KubernetesObject> {
  return await cluster.patch(seenOf(service, service.metadata.namespace ?? ''), {
    metadata: { annotations: { [OPERATION]: formatOperation(operation) } },
    ...(selector === undefined ? {} : { spec: { selector: selectorChange(selectorOf(service), selector) } }),
  });
}

/** By patch and not by apply: an autoscaler may own the number, and may own it again later.
 *  @returns the Deployment after it, or as it is when it has that number already. */
export async function scaleTo(
  cluster: Cluster,
  reference: ObjectReference,
  replicas: number,
): Promise<KubernetesObject | undefined> {
  return await overMoves(async () => {
    const deployment = await cluster.get(reference);
    if (deployment === undefined || replicasOf(deployment) === replicas) return deployment;
    return await cluster.patch(seenOf(deployment, reference.namespace), { spec: { replicas } });
  });
}

/** `pod-template-hash` of the only ReplicaSet with pods that a Deployment has; `undefined` while it moves from one to another. */
export async function settledHash(
  cluster: Cluster,
  deployment: KubernetesObject,
  namespace: string,
): Promise<string | undefined> {
  const { objects } = await cluster.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace });
  const sets = objects.filter(
    (set) =>
      recordsAt(set, 'metadata', 'ownerReferences').some(({ uid }) => uid === deployment.metadata.uid) &&
      set.metadata.labels?.[COLOUR] === undefined,
  );
  const withPods = sets.filter((set) => (numberAt(set, 'status', 'replicas') ?? 0) > 0 || (replicasOf(set) ?? 0) > 0);
  const [only, ...others] = withPods;
  return others.length === 0 ? only?.metadata.labels?.['pod-template-hash'] : undefined;
}
