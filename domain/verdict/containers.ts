import type { Container, ContainerStatus, Pod, Terminated } from './kubernetes.ts';

/** One container of a pod: what was asked for and what is. */
export interface PodContainer {
  readonly pod: Pod;
  readonly spec: Container;
  readonly status: ContainerStatus;
  /** `init` runs to its end before the others; a sidecar counts as `main`, because it must keep running.
   *  @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
  readonly role: 'init' | 'main';
}

/** Containers that the kubelet has reported on; before that there is nothing to judge. */
export function containersOf(pod: Pod): readonly PodContainer[] {
  const statuses = new Map(
    [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].map((status) => [
      status.name,
      status,
    ]),
  );
  const listed = (specs: readonly Container[] | undefined, role: (spec: Container) => PodContainer['role']) =>
    (specs ?? []).flatMap((spec) => {
      const status = statuses.get(spec.name);
      return status === undefined ? [] : [{ pod, spec, status, role: role(spec) }];
    });
  return [
    ...listed(pod.spec.initContainers, ({ restartPolicy }) => (restartPolicy === 'Always' ? 'main' : 'init')),
    ...listed(pod.spec.containers, () => 'main'),
  ];
}

/** The latest end of the container's process; `undefined` while its first run goes on. */
export const lastEnd = ({ status }: Pick<PodContainer, 'status'>): Terminated | undefined =>
  status.state?.terminated ?? status.lastState?.terminated;

/** How often its process has ended. `restartCount` alone is one behind while the next run has not begun. */
export const endCount = ({ status }: PodContainer): number =>
  status.restartCount + (status.state?.running === undefined && lastEnd({ status }) !== undefined ? 1 : 0);

/** Whether its process is not running because it ended. */
export const isDown = ({ status }: PodContainer): boolean =>
  status.state?.terminated !== undefined || status.state?.waiting?.reason === 'CrashLoopBackOff';

/** Seconds that the last run took; `undefined` when the kubelet does not say. */
export function lastRunSeconds(container: PodContainer): number | undefined {
  const end = lastEnd(container);
  if (end?.startedAt === undefined || end.finishedAt === undefined) return undefined;
  const length = (Date.parse(end.finishedAt) - Date.parse(end.startedAt)) / 1000;
  return Number.isFinite(length) ? length : undefined;
}

export const restartsOf = (pod: Pod): number =>
  containersOf(pod).reduce((sum, { status, role }) => sum + (role === 'main' ? status.restartCount : 0), 0);

export const isReady = (pod: Pod): boolean =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
