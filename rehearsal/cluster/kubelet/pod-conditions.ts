import type { PodCondition } from 'kubernetes-types/core/v1.d.ts';
import { conditionOf, withoutCondition } from '../controllers/conditions.ts';
import type { Pod } from '../controllers/resource.ts';
import type { ContainerSnapshot } from './container-state.ts';
import { isSidecar, type PodPhase } from './pod-phase.ts';

/** What the conditions of a pod follow from. */
export interface PodFacts {
  readonly init: readonly ContainerSnapshot[];
  readonly containers: readonly ContainerSnapshot[];
  readonly phase: PodPhase;
  /** The network and volumes of the pod are there. */
  readonly sandbox: boolean;
  readonly now: string;
}

type Answer = Pick<PodCondition, 'status' | 'reason' | 'message'>;
const YES: Answer = { status: 'True' };

/** The conditions a kubelet owns, before those of others. A condition whose status stays keeps its time.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions */
export const podConditions = (pod: Pod, facts: PodFacts): PodCondition[] => {
  const before = pod.status?.conditions ?? [];
  const ready = containersReady(pod, facts);
  const answers: readonly (readonly [string, Answer])[] = [
    ['PodReadyToStartContainers', facts.sandbox ? YES : { status: 'False' }],
    ['Initialized', initialized(pod, facts)],
    ['Ready', ready.status === 'True' ? gates(pod, before) : ready],
    ['ContainersReady', ready],
  ];
  const own = answers.map(([type, answer]): PodCondition => {
    const old = conditionOf(before, type);
    const since = old?.status === answer.status ? old.lastTransitionTime : undefined;
    return { type, ...answer, lastTransitionTime: since ?? facts.now, ...observed(pod) };
  });
  const others = own.reduce((left, { type }) => withoutCondition(left, type), [...before]);
  return [...own, ...others];
};

const observed = ({ metadata }: Pod): object => ({ observedGeneration: metadata.generation ?? 1 });

const containersReady = (pod: Pod, { init, containers, phase }: PodFacts): Answer => {
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const unready = [...init.filter(({ name }) => sidecars.has(name)), ...containers]
    .filter((one) => !one.ready)
    .map(({ name }) => name);
  if (unready.length === 0) return YES;
  return {
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
};

const initialized = (pod: Pod, { init, containers, phase }: PodFacts): Answer => {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (containers.some(({ containerId }) => containerId !== '')) return YES;
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const incomplete = init.filter((one) => !(sidecars.has(one.name) ? one.started : one.ready)).map(({ name }) => name);
  if (incomplete.length === 0) return YES;
  return {
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${incomplete.join(' ')}]`,
  };
};

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate */
const gates = (pod: Pod, conditions: readonly PodCondition[]): Answer => {
  const closed = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const found = conditionOf(conditions, conditionType);
    if (found === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return found.status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`];
  });
  return closed.length === 0 ? YES : { status: 'False', reason: 'ReadinessGatesNotReady', message: closed.join(', ') };
};
