import type { Probe } from 'kubernetes-types/core/v1.d.ts';
import type { ContainerHandle } from './container-runtime.ts';
import type { ContainerPlace, KubeletParts } from './kubelet-parts.ts';
import { createProbeWorker, type ProbeKind, type ProbeWorker } from './probe-worker.ts';

/** The probes of one container, and what they say: `started` and `ready` of its status. */
export interface ContainerProbes {
  begin(handle: ContainerHandle, startedAt: number): void;
  end(): void;
  /** The pod is being deleted: only readiness is still asked for. */
  onlyReadiness(): void;
  isStarted(): boolean;
  isReady(): boolean;
}

/** @param changed `started` or `ready` may be another now.
 *  @param kill the container has to be restarted; with the grace period that its probe sets. */
export const createContainerProbes = (
  parts: KubeletParts,
  place: () => ContainerPlace,
  begin: number,
  changed: () => void,
  kill: (message: string, graceSeconds: number | undefined) => void,
): ContainerProbes => {
  const { container } = place();
  let running = false;
  let started = false;
  let ready = false;
  let terminating = false;

  const worker = (kind: ProbeKind, spec: Probe | undefined, may: () => boolean, on: (success: boolean) => void) =>
    spec === undefined ? undefined : createProbeWorker(parts, place, kind, spec, begin, may, on);
  const killFor = (kind: ProbeKind, spec: Probe | undefined): void => {
    // Nothing is asked of it any more until it runs again.
    (kind === 'Startup' ? startup : liveness)?.pause();
    kill(
      `Container ${container.name} failed ${kind.toLowerCase()} probe, will be restarted`,
      spec?.terminationGracePeriodSeconds,
    );
  };
  const markStarted = (): void => {
    started = true;
    ready = readiness === undefined;
    changed();
    readiness?.trigger();
  };
  const readiness: ProbeWorker | undefined = worker(
    'Readiness',
    container.readinessProbe,
    () => started,
    (success) => {
      if (ready === success) return;
      ready = success;
      changed();
    },
  );
  const liveness: ProbeWorker | undefined = worker(
    'Liveness',
    container.livenessProbe,
    () => started && !terminating,
    (success) => {
      if (!success) killFor('Liveness', container.livenessProbe);
    },
  );
  const startup: ProbeWorker | undefined = worker(
    'Startup',
    container.startupProbe,
    () => !started && !terminating,
    (success) => {
      if (!success) return killFor('Startup', container.startupProbe);
      startup?.pause();
      markStarted();
    },
  );
  return {
    begin(handle, startedAt) {
      running = true;
      for (const one of [startup, readiness, liveness]) one?.resume(handle, startedAt);
      if (startup === undefined) markStarted();
    },
    end() {
      running = false;
      started = false;
      ready = false;
      for (const one of [startup, readiness, liveness]) one?.pause();
    },
    onlyReadiness() {
      terminating = true;
      startup?.pause();
      liveness?.pause();
    },
    isStarted: () => running && started,
    isReady: () => running && started && ready,
  };
};
