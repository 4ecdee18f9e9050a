import type { Probe } from 'kubernetes-types/core/v1.d.ts';
import type { ContainerHandle, ProbeAction } from './container-runtime.ts';
import { type ContainerPlace, type KubeletParts, regarding } from './kubelet-parts.ts';

export type ProbeKind = 'Startup' | 'Readiness' | 'Liveness';

/** Probes one container in one way, and tells each result that reached its threshold.
 *  https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
export interface ProbeWorker {
  /** A new instance runs: results so far no longer count. */
  resume(handle: ContainerHandle, startedAt: number): void;
  /** Probes at once, and from here on every period. */
  trigger(): void;
  /** Until the next instance. */
  pause(): void;
}

/** @param begin when the kubelet took the pod on: the first probes keep that rhythm, as they do in a kubelet.
 *  @param mayProbe asked before each probe: readiness and liveness wait for startup. */
export const createProbeWorker = (
  { clock, events, timing }: KubeletParts,
  place: () => ContainerPlace,
  kind: ProbeKind,
  spec: Probe,
  begin: number,
  mayProbe: () => boolean,
  onResult: (success: boolean) => void,
): ProbeWorker => {
  const period = (spec.periodSeconds ?? 10) * 1000;
  const timeout = (spec.timeoutSeconds ?? 1) * 1000;
  const isDue = (startedAt: number): boolean =>
    Math.floor((clock.now() - startedAt) / 1000) >= (spec.initialDelaySeconds ?? 0);
  let rhythm = begin;
  let instance: { readonly handle: ContainerHandle; readonly startedAt: number } | undefined;
  let cancel = (): void => {};
  let cancelLook = (): void => {};
  let busy = false;
  let run = { success: undefined as boolean | undefined, length: 0 };

  const schedule = (): void => {
    cancel();
    const periods = Math.floor((clock.now() - rhythm) / period) + 1;
    cancel = clock.after(rhythm + periods * period - clock.now(), () => {
      schedule();
      probe();
    });
  };
  const probe = (): void => {
    const probed = instance;
    if (probed === undefined || busy || !mayProbe()) return;
    if (!isDue(probed.startedAt)) return;
    busy = true;
    probed.handle.probe(actionOf(place(), spec), timeout, ({ outcome, output }) => {
      busy = false;
      if (instance !== probed) return;
      if (outcome === 'warning') events.warning(regarding(place()), 'ProbeWarning', `${kind} probe warning: ${output}`);
      if (outcome === 'failure') events.warning(regarding(place()), 'Unhealthy', `${kind} probe failed: ${output}`);
      count(outcome !== 'failure');
    });
  };
  /** Between the startup probes; see the timing. */
  const look = (): void => {
    const probed = instance;
    if (kind !== 'Startup' || timing.startupLook === undefined || probed === undefined) return;
    cancelLook = clock.after(timing.startupLook, () => {
      if (busy || !mayProbe() || !isDue(probed.startedAt)) return look();
      probed.handle.probe(actionOf(place(), spec), timeout, ({ outcome }) => {
        if (instance !== probed) return;
        if (outcome === 'success' && mayProbe()) count(true);
        else look();
      });
    });
  };
  const count = (success: boolean): void => {
    run = { success, length: run.success === success ? run.length + 1 : 1 };
    if (run.length >= (success ? (spec.successThreshold ?? 1) : (spec.failureThreshold ?? 3))) onResult(success);
  };
  return {
    resume(handle, startedAt) {
      instance = { handle, startedAt };
      busy = false;
      schedule();
      cancelLook();
      look();
    },
    trigger() {
      if (instance === undefined) return;
      rhythm = clock.now();
      schedule();
      probe();
    },
    pause() {
      instance = undefined;
      run = { success: undefined, length: 0 };
      cancel();
      cancelLook();
    },
  };
};

/** The action with named ports looked up.
 *  @returns a TCP action on port 0, which fails, for a name that the container does not have. */
export const actionOf = (
  { pod, container }: ContainerPlace,
  handler: Pick<Probe, 'httpGet' | 'tcpSocket' | 'exec'>,
): ProbeAction => {
  const podIp = pod.status?.podIP ?? '';
  const portOf = (port: number | string): number =>
    typeof port === 'number' ? port : (container.ports?.find(({ name }) => name === port)?.containerPort ?? 0);
  const { httpGet, tcpSocket, exec } = handler;
  if (httpGet !== undefined) {
    return {
      kind: 'http',
      scheme: (httpGet.scheme ?? 'HTTP').toLowerCase(),
      host: httpGet.host ?? podIp,
      port: portOf(httpGet.port),
      path: httpGet.path ?? '/',
      headers: Object.fromEntries((httpGet.httpHeaders ?? []).map(({ name, value }) => [name, value])),
    };
  }
  if (exec !== undefined) return { kind: 'exec', command: exec.command ?? [] };
  return { kind: 'tcp', host: tcpSocket?.host ?? podIp, port: portOf(tcpSocket?.port ?? 0) };
};
