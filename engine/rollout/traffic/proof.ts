import type { KubernetesObject, ObjectReference } from '../cluster.ts';
import { readyPodsIn, slicesOf } from '../endpoints.ts';
import { replicasOf } from '../exposed-workload.ts';
import { numberAt } from '../object-parts.ts';
import type { RolloutPorts } from '../request.ts';
import { type Waited, watchUntil } from '../watch/watch-until.ts';
import { type Copy, isPodOf } from './copy.ts';
import { deploymentNamed } from './traffic.ts';

/** How long controllers may take until a Service leads where it should. */
const ENDPOINTS_WITHIN = 30_000;

/** Whether a copy can carry the traffic. */
export function isWhole(deployment: KubernetesObject | undefined, pods = replicasOf(deployment) ?? 1): boolean {
  return pods > 0 && readyReplicasOf(deployment) >= pods;
}

const readyReplicasOf = (deployment: KubernetesObject | undefined): number =>
  numberAt(deployment, 'status', 'readyReplicas') ?? 0;

type Ports = Pick<RolloutPorts, 'cluster' | 'clock' | 'signal'> & Partial<Pick<RolloutPorts, 'log'>>;

/** Until a Service leads to so many ready pods of the copy and to no other pod. */
export function untilOnly(service: ObjectReference, copy: Copy, pods: number, ports: Ports): Promise<Waited<true>> {
  return watchUntil<true>({
    ...ports,
    selections: [slicesOf(service.name, service.namespace)],
    deadline: ports.clock.now() + ENDPOINTS_WITHIN,
    decide: ([slices = []]) => {
      const ready = [...readyPodsIn(slices)];
      return ready.length >= pods && ready.every((pod) => isPodOf(copy, pod)) ? true : undefined;
    },
  });
}

/** Until a Service leads to no pod of the copy. */
export function untilNone(service: string, copy: Copy, namespace: string, ports: Ports): Promise<Waited<true>> {
  return watchUntil<true>({
    ...ports,
    selections: [slicesOf(service, namespace)],
    deadline: ports.clock.now() + ENDPOINTS_WITHIN,
    decide: ([slices = []]) => ([...readyPodsIn(slices)].some((pod) => isPodOf(copy, pod)) ? undefined : true),
  });
}

/** Watches the copy while it has the traffic: `late` is the good end. Fewer pods than an autoscaler asked for are not fewer than it
 *  was switched with. */
export function whileWhole(
  deployment: ObjectReference,
  pods: number,
  until: number,
  ports: Ports,
): Promise<Waited<string>> {
  return watchUntil<string>({
    ...ports,
    selections: [deployment],
    deadline: until,
    decide: ([deployments = []]) => brokenSentence(deployments[0], pods),
  });
}

export function brokenSentence(deployment: KubernetesObject | undefined, pods: number): string | undefined {
  if (deployment === undefined) return 'Its Deployment was deleted while it had the traffic.';
  const wanted = Math.min(pods, replicasOf(deployment) ?? pods);
  return isWhole(deployment, Math.max(1, wanted))
    ? undefined
    : `Deployment "${deployment.metadata.name}" has ${readyReplicasOf(deployment)} of ${wanted} pods ready while it has the traffic.`;
}

/** Until the pods of a Deployment are gone. */
export function untilEmpty(copy: Copy, namespace: string, ports: Ports): Promise<Waited<true>> {
  return watchUntil<true>({
    ...ports,
    selections: [deploymentNamed(copy.workload, namespace)],
    deadline: ports.clock.now() + 2 * ENDPOINTS_WITHIN,
    decide: ([deployments = []]) => {
      const [deployment] = deployments;
      if (deployment === undefined) return true;
      const observed = numberAt(deployment, 'status', 'observedGeneration') ?? 0;
      const isEmpty = (numberAt(deployment, 'status', 'replicas') ?? 0) === 0;
      return isEmpty && observed >= (deployment.metadata.generation ?? 0) ? true : undefined;
    },
  });
}
