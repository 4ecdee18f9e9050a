import { createBackOff } from './back-off.ts';
import { createContainerInstances } from './container-instances.ts';
import type { OpenLog } from './container-log.ts';
import { createContainerProbes } from './container-probes.ts';
import type { ContainerHandle, Exit, Image, StartFailure } from './container-runtime.ts';
import type { ContainerSnapshot, Terminated, Waiting } from './container-state.ts';
import { createImagePuller } from './image-puller.ts';
import { type ContainerPlace, goDuration, type KubeletParts, podName, regarding } from './kubelet-parts.ts';
import { isRestarted, isSidecar } from './pod-phase.ts';
import { MissingReference } from './references.ts';
import { terminate } from './termination.ts';
import { unsupportedOf } from './unsupported.ts';

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

/** As a kubelet, it looks at the container from time to time: first it shows what the look before came to, then it acts. So a
 *  waiting reason appears one look after its cause, and a crashed container shows `terminated` for most of its back-off. */
export const createContainerWorker = (
  parts: KubeletParts,
  place: () => ContainerPlace,
  podIp: () => string,
  begin: number,
  tell: ContainerWorkerEvents,
): ContainerWorker => {
  const { clock, events, timing } = parts;
  const { container, list, pod: podAtBegin } = place();
  const puller = createImagePuller(parts);
  const crashes = createBackOff(clock, timing.crashBackOff, timing.longestBackOff);
  const instances = createContainerInstances(parts);
  const initial = (podAtBegin.spec.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const ends: Terminated[] = [];
  let state: ContainerSnapshot['state'] = { kind: 'waiting', reason: initial };
  /** What the next look shows. */
  let pending: Waiting | undefined;
  /** The end that a restart has to answer. */
  let unanswered: Terminated | undefined;
  let looks = 0;
  let stopping = false;
  let killedByProbe = false;
  let cancelTimer = (): void => {};
  let endTermination = (): void => {};

  const lookAfter = (milliseconds: number): void => {
    cancelTimer();
    cancelTimer = clock.after(milliseconds, look);
  };
  const show = (next: ContainerSnapshot['state']): void => {
    state = next;
    tell.changed();
  };
  const look = (): void => {
    if (stopping) return;
    looks += 1;
    if (pending !== undefined) show(pending);
    pending = undefined;
    if (unanswered !== undefined && !mayRestart(unanswered, unanswered.finishedAt)) return;
    attempt();
  };
  /** @param since from when the back-off counts. */
  const mayRestart = (end: Terminated, since: number): boolean => {
    if (!isAgain(end.exitCode)) {
      tell.ended(end.exitCode);
      return false;
    }
    const left = crashes.remaining(since);
    if (left === 0) {
      crashes.next(since);
      unanswered = undefined;
      return true;
    }
    const { pod } = place();
    const which = `container=${container.name} pod=${podName(pod)}`;
    const text = `Back-off restarting failed container ${container.name} in pod ${podName(pod)}`;
    events.warning(regarding(place()), 'BackOff', text);
    const message = `back-off ${goDuration(crashes.current())} restarting failed ${which}`;
    pending = { kind: 'waiting', reason: 'CrashLoopBackOff', message };
    // A change is looked at again soon: a command that cannot be run is one, an end that was seen already is not.
    const soon = end.reason === 'StartError' && state.kind === 'waiting' && state.reason === 'RunContainerError';
    lookAfter(soon || killedByProbe ? timing.notice : Math.min(left, timing.longestLook) * timing.jitter);
    return false;
  };
  const isAgain = (exitCode: number): boolean => {
    const { spec } = place().pod;
    if (list === 'initContainers' && !isSidecar(container)) return exitCode !== 0 && spec.restartPolicy !== 'Never';
    return isSidecar(container) || isRestarted(spec, exitCode);
  };
  const attempt = (): void => {
    const refused = unsupportedOf(place().pod, container, parts.runtime);
    if (refused !== undefined) {
      refuse('CreateContainerError', refused);
      return;
    }
    puller.ensure(place(), (answer) => {
      if (stopping) return;
      if (answer.image === undefined) waitFor({ kind: 'waiting', reason: answer.reason, message: answer.message });
      else create(answer.image);
    });
  };
  const waitFor = (next: Waiting): void => {
    pending = next;
    // The first look made the pod's network, which is a change.
    lookAfter(looks === 1 ? timing.notice : timing.resync * timing.jitter);
  };
  const refuse = (reason: string, message: string): void => {
    events.warning(regarding(place()), 'Failed', `Error: ${message}`);
    waitFor({ kind: 'waiting', reason, message });
  };
  const create = (image: Image): void => {
    try {
      instances.make(place(), podIp(), image, { started, broken, exited, refused });
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      refuse('CreateContainerConfigError', error.message);
    }
  };
  const refused = (message: string): void => {
    if (stopping) tell.ended(128);
    else refuse('CreateContainerError', message);
  };
  const probes = createContainerProbes(
    parts,
    place,
    begin,
    () => tell.changed(),
    (message, grace) => {
      killedByProbe = true;
      end(grace ?? place().pod.spec.terminationGracePeriodSeconds ?? 30, message);
    },
  );
  const end = (graceSeconds: number, message: string): void => {
    const handle = instances.handle();
    if (handle === undefined) return;
    endTermination();
    endTermination = terminate(parts, place(), handle, graceSeconds, message);
  };
  const started = (handle: ContainerHandle): void => {
    const startedAt = clock.now();
    state = { kind: 'running', startedAt };
    if (stopping) {
      handle.signal('SIGKILL');
      return;
    }
    probes.begin(handle, startedAt);
    tell.changed();
  };
  const terminated = (exitCode: number, reason: string, message?: string): Terminated => {
    const startedAt = message === undefined && state.kind === 'running' ? state.startedAt : 0;
    const which = { containerId: instances.id(), ...(message === undefined ? {} : { message }) };
    const made: Terminated = { kind: 'terminated', exitCode, reason, startedAt, finishedAt: clock.now(), ...which };
    ends.splice(0, ends.length, ...ends.slice(-1), made);
    unanswered = made;
    return made;
  };
  const broken = ({ reason, message }: StartFailure): void => {
    terminated(128, reason, message);
    pending = { kind: 'waiting', reason: 'RunContainerError', message };
    if (stopping) tell.ended(128);
    else lookAfter(timing.notice);
  };
  const exited = ({ exitCode, reason }: Exit): void => {
    const before = ends.at(-1);
    const made = terminated(exitCode, reason);
    endTermination();
    probes.end();
    if (stopping || !killedByProbe || !isAgain(exitCode)) {
      show(made);
      if (stopping) tell.ended(exitCode);
      else lookAfter(timing.notice);
      return;
    }
    // Killed and started again within one look, in which the end before this one is the last that is known.
    if (before === undefined) unanswered = undefined;
    if (before === undefined || mayRestart(made, before.finishedAt)) attempt();
    killedByProbe = false;
  };

  return {
    start: look,
    stop(graceSeconds) {
      if (stopping) return;
      stopping = true;
      cancelTimer();
      probes.onlyReadiness();
      if (instances.handle() === undefined) tell.ended(0);
      else end(graceSeconds, `Stopping container ${container.name}`);
    },
    kill() {
      stopping = true;
      cancelTimer();
      endTermination();
      probes.end();
      instances.handle()?.signal('SIGKILL');
    },
    isRunning: () => instances.handle() !== undefined,
    snapshot: () => ({
      name: container.name,
      image: container.image ?? '',
      imageId: instances.image()?.imageId ?? '',
      containerId: instances.id(),
      restartCount: Math.max(0, instances.count() - 1),
      state,
      last: ends.at(state.kind === 'terminated' ? -2 : -1),
      started: probes.isStarted(),
      ready:
        list === 'initContainers' && !isSidecar(container)
          ? state.kind === 'terminated' && state.exitCode === 0
          : probes.isReady(),
    }),
    log: (id) => instances.log(id),
  };
};
