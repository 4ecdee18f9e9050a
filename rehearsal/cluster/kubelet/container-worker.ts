import { createHash } from 'node:crypto';
import { createBackOff } from './back-off.ts';
import { createContainerLog, type OpenLog } from './container-log.ts';
import { createContainerProbes } from './container-probes.ts';
import type { ContainerHandle, Exit, Image, StartFailure } from './container-runtime.ts';
import type { ContainerSnapshot, Terminated } from './container-state.ts';
import { environmentOf } from './environment.ts';
import { createImagePuller } from './image-puller.ts';
import { type ContainerPlace, goDuration, type KubeletParts, podName, regarding } from './kubelet-parts.ts';
import { isRestarted, isSidecar } from './pod-phase.ts';
import { MissingReference } from './references.ts';
import { serviceVariables } from './service-directory.ts';
import { terminate } from './termination.ts';
import { unsupportedOf } from './unsupported.ts';
import { filesOf } from './volumes.ts';

/** Carries one container of a pod through its instances: image, start, probes, end, back-off, start again. */
export interface ContainerWorker {
  start(): void;
  /** Ends it for good, with the pod's grace period. */
  stop(graceSeconds: number): void;
  /** Without any grace, and without telling. */
  kill(): void;
  isRunning(): boolean;
  snapshot(): ContainerSnapshot;
  log(containerId: string): OpenLog | undefined;
}

export interface ContainerWorkerEvents {
  changed(): void;
  /** The container has ended and is not started again. */
  ended(exitCode: number): void;
}

export const createContainerWorker = (
  parts: KubeletParts,
  place: () => ContainerPlace,
  podIp: () => string,
  begin: number,
  tell: ContainerWorkerEvents,
): ContainerWorker => {
  const { clock, runtime, events, timing, references, services } = parts;
  const { container, list, pod: podAtBegin } = place();
  const puller = createImagePuller(parts);
  const crashes = createBackOff(clock, timing.crashBackOff, timing.longestBackOff);
  const logs = new Map<string, OpenLog>();
  const initial = (podAtBegin.spec.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
  let state: ContainerSnapshot['state'] = { kind: 'waiting', reason: initial };
  let last: Terminated | undefined;
  let image: Image | undefined;
  let instances = 0;
  let containerId = '';
  let handle: ContainerHandle | undefined;
  let stopping = false;
  let cancelTimer = (): void => {};
  let endTermination = (): void => {};

  const later = (milliseconds: number, callback: () => void): void => {
    cancelTimer();
    cancelTimer = clock.after(milliseconds, callback);
  };
  const wait = (reason: string, message: string): void => {
    if (state.kind === 'terminated') last = state;
    state = { kind: 'waiting', reason, message };
    tell.changed();
  };
  const probes = createContainerProbes(
    parts,
    place,
    begin,
    () => tell.changed(),
    (message, grace) => end(grace ?? place().pod.spec.terminationGracePeriodSeconds ?? 30, message),
  );
  const end = (graceSeconds: number, message: string): void => {
    if (handle === undefined) return;
    endTermination();
    endTermination = terminate(parts, place(), handle, graceSeconds, message);
  };
  const attempt = (): void => {
    if (stopping) return;
    const refused = unsupportedOf(place().pod, container);
    if (refused !== undefined) {
      refuse('CreateContainerError', refused);
      return;
    }
    puller.ensure(place(), (answer) => {
      if (stopping) return;
      if (answer.image !== undefined) return create(answer.image);
      wait(answer.reason, answer.message);
      // The error itself is shown for a moment before the kubelet looks again and finds itself backing off.
      later(answer.reason === 'ErrImagePull' ? timing.notice : timing.resync, attempt);
    });
  };
  const refuse = (reason: string, message: string): void => {
    events.warning(regarding(place()), 'Failed', `Error: ${message}`);
    wait(reason, message);
    later(timing.resync, attempt);
  };
  const create = (found: Image): void => {
    try {
      const { pod } = place();
      const links = serviceVariables(services.addresses(pod.metadata.namespace ?? ''));
      const environment = environmentOf(pod, container, podIp(), references, links);
      run(found, environment, filesOf(pod, container, references));
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      refuse('CreateContainerConfigError', error.message);
    }
  };
  const run = (
    found: Image,
    environment: ReturnType<typeof environmentOf>,
    files: ReturnType<typeof filesOf>,
  ): void => {
    const id = `containerd://${createHash('sha256').update(`${podAtBegin.metadata.uid}/${container.name}/${instances}`).digest('hex')}`;
    const log = createContainerLog(clock);
    const { pod } = place();
    const request = {
      pod,
      podIp: podIp(),
      container,
      containerId: id,
      restartCount: instances,
      environment,
      files,
      log,
    };
    const made = runtime.start(request, {
      failed: (failure) => notStarted(id, found, log, failure),
      started() {
        enter(id, found, log);
        handle = made;
        const startedAt = clock.now();
        state = { kind: 'running', startedAt };
        events.normal(regarding(place()), 'Created', 'Container created');
        events.normal(regarding(place()), 'Started', 'Container started');
        if (stopping) return void made.signal('SIGKILL');
        probes.begin(made, startedAt);
        tell.changed();
      },
      exited: (exit) => exited(id, log, exit),
    });
  };
  const enter = (id: string, found: Image, log: OpenLog): void => {
    if (state.kind === 'terminated') last = state;
    image = found;
    containerId = id;
    instances += 1;
    logs.set(id, log);
    // A kubelet keeps the instance that runs and the one before.
    for (const old of [...logs.keys()].slice(0, -2)) logs.delete(old);
  };
  const notStarted = (id: string, found: Image, log: OpenLog, { reason, message }: StartFailure): void => {
    log.end();
    if (stopping || reason === 'CreateContainerError') {
      if (stopping) tell.ended(128);
      else refuse(reason, message);
      return;
    }
    enter(id, found, log);
    events.normal(regarding(place()), 'Created', 'Container created');
    events.warning(regarding(place()), 'Failed', `Error: ${message}`);
    const finishedAt = clock.now();
    last = { kind: 'terminated', exitCode: 128, reason, message, startedAt: 0, finishedAt, containerId: id };
    state = { kind: 'waiting', reason: 'RunContainerError', message };
    tell.changed();
    later(timing.notice, () => restart(128, finishedAt));
  };
  const exited = (id: string, log: OpenLog, { exitCode, reason }: Exit): void => {
    const startedAt = state.kind === 'running' ? state.startedAt : clock.now();
    const finishedAt = clock.now();
    handle = undefined;
    endTermination();
    probes.end();
    log.end();
    state = { kind: 'terminated', exitCode, reason, startedAt, finishedAt, containerId: id };
    tell.changed();
    if (stopping) tell.ended(exitCode);
    else later(timing.notice, () => restart(exitCode, finishedAt));
  };
  const restart = (exitCode: number, finishedAt: number): void => {
    if (stopping) return;
    const { pod } = place();
    const again =
      list === 'initContainers' && !isSidecar(container)
        ? exitCode !== 0 && pod.spec.restartPolicy !== 'Never'
        : isSidecar(container) || isRestarted(pod.spec, exitCode);
    if (!again) {
      tell.ended(exitCode);
      return;
    }
    const left = crashes.remaining(finishedAt);
    if (left === 0) {
      crashes.next(finishedAt);
      attempt();
      return;
    }
    events.warning(
      regarding(place()),
      'BackOff',
      `Back-off restarting failed container ${container.name} in pod ${podName(pod)}`,
    );
    wait(
      'CrashLoopBackOff',
      `back-off ${goDuration(crashes.current())} restarting failed container=${container.name} pod=${podName(pod)}`,
    );
    later(left, () => {
      crashes.next(finishedAt);
      attempt();
    });
  };

  return {
    start: attempt,
    stop(graceSeconds) {
      if (stopping) return;
      stopping = true;
      cancelTimer();
      probes.onlyReadiness();
      if (handle === undefined) tell.ended(0);
      else end(graceSeconds, `Stopping container ${container.name}`);
    },
    kill() {
      stopping = true;
      cancelTimer();
      endTermination();
      probes.end();
      handle?.signal('SIGKILL');
    },
    isRunning: () => handle !== undefined,
    snapshot: () => ({
      name: container.name,
      image: container.image ?? '',
      imageId: image?.imageId ?? '',
      containerId,
      restartCount: Math.max(0, instances - 1),
      state,
      last,
      started: probes.isStarted(),
      ready:
        list === 'initContainers' && !isSidecar(container)
          ? state.kind === 'terminated' && state.exitCode === 0
          : probes.isReady(),
    }),
    log: (id) => logs.get(id),
  };
};
