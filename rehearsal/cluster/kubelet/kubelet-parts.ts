import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../clock.ts';
import type { EventRecorder, Regarding } from '../controllers/event-recorder.ts';
import type { Pod } from '../controllers/resource.ts';
import type { Machine } from '../controllers/scheduler/node.ts';
import type { ContainerRuntime } from './container-runtime.ts';
import type { References } from './references.ts';
import type { ServiceDirectory } from './service-directory.ts';
import type { KubeletTiming } from './timing.ts';

/** What the parts of the kubelet share. */
export interface KubeletParts {
  readonly clock: Clock;
  readonly node: Machine;
  readonly runtime: ContainerRuntime;
  readonly references: References;
  readonly services: ServiceDirectory;
  readonly timing: KubeletTiming;
  readonly events: EventRecorder;
}

/** One container of a pod, wherever it stands in the specification. */
export interface ContainerPlace {
  readonly pod: Pod;
  readonly container: Container;
  readonly list: 'containers' | 'initContainers';
}

/** The container as events refer to it. */
export const regarding = ({ pod, container, list }: ContainerPlace): Regarding => ({
  ...aboutPod(pod),
  fieldPath: `spec.${list}{${container.name}}`,
});

export const aboutPod = (pod: Pod): Regarding => ({ apiVersion: 'v1', kind: 'Pod', metadata: pod.metadata });

/** `name_namespace(uid)`, as kubelet messages name a pod. */
export const podName = ({ metadata }: Pod): string => `${metadata.name}_${metadata.namespace}(${metadata.uid})`;

/** A duration as Go prints it: `10s`, `1m20s`, `5m0s`, `500ms`. */
export const goDuration = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const seconds = (milliseconds % 60_000) / 1000;
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const hours = Math.floor(milliseconds / 3_600_000);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
};
