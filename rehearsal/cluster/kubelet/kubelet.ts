import type { Controller, ControlPlane } from '../controllers/controller.ts';
import { createEventRecorder } from '../controllers/event-recorder.ts';
import { PODS, type Pod, resource, sameResource } from '../controllers/resource.ts';
import type { Machine } from '../controllers/scheduler/node.ts';
import { createWorkQueue, keyOf, splitKey } from '../controllers/work-queue.ts';
import type { LogSource } from '../log-source.ts';
import type { ContainerRuntime } from './container-runtime.ts';
import type { KubeletParts } from './kubelet-parts.ts';
import { createPodWorker, type PodWorker } from './pod-worker.ts';
import { createReferences } from './references.ts';
import { noServices, type ServiceDirectory } from './service-directory.ts';
import { type KubeletTiming, REAL_TIMING } from './timing.ts';

export interface KubeletOptions extends ControlPlane {
  readonly node: Machine;
  /** The block of 10.244.0.0/16 whose addresses its pods get first; no two nodes may share one. */
  readonly addressBlock?: number;
  readonly runtime: ContainerRuntime;
  readonly timing?: KubeletTiming;
  readonly services?: ServiceDirectory;
}

/** The node: runs the pods that are bound to it, reports their status and keeps their logs.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ */
export interface Kubelet extends Controller, LogSource {
  /** Where a port of a pod is reached on this machine. */
  localPort(podUid: string, port: number): number | undefined;
}

/** Does not enforce resources, security contexts or network policies, evict, or run static pods. */
export const createKubelet = (options: KubeletOptions): Kubelet => {
  const { store, clock, node, addressBlock = 0, runtime, timing = REAL_TIMING, services = noServices } = options;
  const pods = resource<Pod>(store, PODS);
  const parts: KubeletParts = {
    clock,
    node,
    runtime,
    timing,
    services,
    references: createReferences(store),
    events: createEventRecorder({ store, clock }, 'kubelet', node.name),
  };
  const workers = new Map<string, PodWorker>();
  let addresses = 0;

  // 10.244.0.0/16 in order, without the ends of each block, which other software takes for special.
  const nextAddress = (): string => {
    addresses += 1;
    const block = (addressBlock + Math.floor((addresses - 1) / 253)) % 256;
    return `10.244.${block}.${((addresses - 1) % 253) + 2}`;
  };
  const sync = (key: string): void => {
    const pod = pods.get(...splitKey(key));
    if (pod === undefined || pod.spec.nodeName !== node.name) return;
    const uid = pod.metadata.uid ?? '';
    const worker = workers.get(uid);
    if (worker !== undefined) {
      worker.update(pod);
      return;
    }
    const { phase } = pod.status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed') return;
    const made = createPodWorker(parts, pods, pod, nextAddress());
    workers.set(uid, made);
    if (pod.metadata.deletionTimestamp !== undefined) made.update(pod);
  };
  const queue = createWorkQueue(clock, sync);

  return {
    observe({ type, key, object }) {
      if (!sameResource(key, PODS)) return;
      if (type !== 'DELETED') return queue.add(keyOf(object));
      const uid = object.metadata.uid ?? '';
      workers.get(uid)?.kill();
      workers.delete(uid);
    },
    log: ({ uid, container, previous }) => workers.get(uid)?.log(container, previous),
    localPort: (uid, port) => runtime.localPort(uid, port),
    close() {
      queue.close();
      for (const worker of workers.values()) worker.kill();
      workers.clear();
    },
  };
};
