import type { Container } from 'kubernetes-types/core/v1.d.ts';
import { timestamp } from '../controllers/controller.ts';
import type { Pod, Resource } from '../controllers/resource.ts';
import type { ContainerLog } from '../log-source.ts';
import { sameJson } from '../storage/frozen.ts';
import { type ContainerWorker, createContainerWorker } from './container-worker.ts';
import { aboutPod, type KubeletParts } from './kubelet-parts.ts';
import { isSidecar } from './pod-phase.ts';
import { podStatus } from './pod-status.ts';
import { mountProblems } from './volumes.ts';

/** Carries one pod from its binding to its removal. */
export interface PodWorker {
  /** The stored pod changed. */
  update(pod: Pod): void;
  /** The pod is gone from the store, or the kubelet ends: no grace. */
  kill(): void;
  log(container: string, previous: boolean): ContainerLog | undefined;
}

const FIRST_MOUNT_RETRY = 500;
const LONGEST_MOUNT_RETRY = 122_000;

export const createPodWorker = (parts: KubeletParts, pods: Resource<Pod>, bound: Pod, podIp: string): PodWorker => {
  const { clock, events, references, timing } = parts;
  const begin = clock.now();
  const startTime = timestamp(clock);
  let pod = bound;
  let sandbox = false;
  let stopping = false;
  let gone = false;
  let cancelTimer = (): void => {};

  const worker = (container: Container, list: 'containers' | 'initContainers', ended: (exitCode: number) => void) => {
    const place = () => ({ pod, container, list });
    return createContainerWorker(parts, place, () => podIp, begin, {
      changed() {
        publish();
        if (list === 'initContainers') advance();
      },
      ended: (exitCode) => (stopping ? removeWhenEnded() : ended(exitCode)),
    });
  };
  const publish = (): void => {
    const live = pods.get(pod.metadata.namespace ?? '', pod.metadata.name);
    if (gone || live === undefined || live.metadata.uid !== pod.metadata.uid) return;
    const terminal = stopping && !anyRuns();
    const status = podStatus(live, {
      init: init.map((one) => one.snapshot()),
      containers: containers.map((one) => one.snapshot()),
      hostIp: parts.node.address,
      podIp: sandbox ? podIp : undefined,
      startTime,
      now: timestamp(clock),
      terminal,
    });
    pod = sameJson(status, live.status) ? live : pods.updateStatus({ ...live, status });
  };
  const init: readonly ContainerWorker[] = (bound.spec.initContainers ?? []).map((container, index) =>
    worker(container, 'initContainers', (exitCode) => {
      if (exitCode === 0 && !isSidecar(container)) begun[index] = 'done';
      advance();
    }),
  );
  const containers: readonly ContainerWorker[] = bound.spec.containers.map((container) =>
    worker(container, 'containers', () => publish()),
  );
  const begun: ('no' | 'yes' | 'done')[] = init.map(() => 'no');
  let mainBegun = false;

  const anyRuns = (): boolean => [...init, ...containers].some((one) => one.isRunning());
  /** Starts the next init container, or, behind the last, all others. */
  const advance = (): void => {
    if (stopping || !sandbox) return;
    for (const [index, one] of init.entries()) {
      const sidecar = isSidecar(bound.spec.initContainers?.[index] ?? { name: '' });
      if (begun[index] === 'no') {
        begun[index] = 'yes';
        one.start();
      }
      if (begun[index] !== 'done' && !(sidecar && one.snapshot().started)) return;
      begun[index] = 'done';
    }
    if (mainBegun) return;
    mainBegun = true;
    for (const one of containers) one.start();
  };
  const mount = (retry: number): void => {
    const problems = mountProblems(pod, references);
    for (const problem of problems) events.warning(aboutPod(pod), 'FailedMount', problem);
    if (problems.length > 0) {
      cancelTimer = clock.after(retry, () => mount(Math.min(retry * 2, LONGEST_MOUNT_RETRY)));
      return;
    }
    sandbox = true;
    publish();
    advance();
  };
  const stop = (graceSeconds: number): void => {
    stopping = true;
    cancelTimer();
    for (const one of [...init, ...containers]) one.stop(graceSeconds);
    removeWhenEnded();
  };
  const removeWhenEnded = (): void => {
    if (gone || anyRuns()) return;
    publish();
    cancelTimer();
    cancelTimer = clock.after(timing.notice, () => {
      if (gone) return;
      gone = true;
      const { namespace = '', name, uid } = pod.metadata;
      if (pods.get(namespace, name)?.metadata.uid === uid) pods.delete(namespace, name, { gracePeriodSeconds: 0 });
    });
  };

  publish();
  mount(FIRST_MOUNT_RETRY);
  return {
    update(changed) {
      pod = changed;
      if (changed.metadata.deletionTimestamp === undefined || stopping) return;
      stop(changed.metadata.deletionGracePeriodSeconds ?? 30);
    },
    kill() {
      gone = true;
      stopping = true;
      cancelTimer();
      for (const one of [...init, ...containers]) one.kill();
    },
    log(name, previous) {
      const found = [...init, ...containers].find((one) => one.snapshot().name === name);
      const snapshot = found?.snapshot();
      // As a kubelet: a container that waits shows the log of the instance that ended before.
      const ended = previous || snapshot?.state.kind === 'waiting';
      const id = ended ? snapshot?.last?.containerId : snapshot?.containerId;
      return id === undefined ? undefined : found?.log(id);
    },
  };
};
