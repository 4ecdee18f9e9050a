import type { ClusterEvent, Probe } from './kubernetes.ts';

/** `GET /ready on port http`: what a reader looks for in the manifests. */
export function describeProbe(probe: Probe | undefined): string {
  if (probe?.httpGet !== undefined) return `GET ${probe.httpGet.path ?? '/'} on port ${probe.httpGet.port}`;
  if (probe?.tcpSocket !== undefined) return `TCP port ${probe.tcpSocket.port}`;
  if (probe?.grpc !== undefined) return `gRPC health on port ${probe.grpc.port}`;
  if (probe?.exec !== undefined) return `command ${JSON.stringify(probe.exec.command ?? [])}`;
  return 'none declared';
}

/** Kubernetes' defaults. @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
const periodOf = (probe: Probe): number => probe.periodSeconds ?? 10;
const thresholdOf = (probe: Probe): number => probe.failureThreshold ?? 3;

/** Seconds that a startup probe leaves a process to come up; 0 without one. */
export const startupBudget = (probe: Probe | undefined): number =>
  probe === undefined ? 0 : (probe.initialDelaySeconds ?? 0) + periodOf(probe) * thresholdOf(probe);

/** Seconds after which a readiness probe has had its chances three times over. */
export const readinessBudget = (probe: Probe | undefined): number =>
  probe === undefined
    ? 0
    : (probe.initialDelaySeconds ?? 0) + periodOf(probe) * thresholdOf(probe) * 3 + (probe.timeoutSeconds ?? 1);

/** What the kubelet said last of a readiness probe that failed. @param events of the pod, oldest first */
export const readinessAnswer = (events: readonly ClusterEvent[]): string | undefined =>
  events.filter(({ reason, message }) => reason === 'Unhealthy' && /readiness/i.test(message ?? '')).at(-1)?.message;

/** What helps where the answer came too late rather than wrong; `undefined` elsewhere. */
export const slowAnswerRemedy = (probe: Probe | undefined, answer: string | undefined): string | undefined =>
  /deadline exceeded|client\.timeout|timed out|i\/o timeout/i.test(answer ?? '')
    ? `The probe got no answer within its timeoutSeconds of ${probe?.timeoutSeconds ?? 1}: raise it, or find what makes the answer slow (a CPU limit, something else that the probe asks).`
    : undefined;
