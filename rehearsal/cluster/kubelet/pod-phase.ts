import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { ContainerSnapshot } from './container-state.ts';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** Whether a container that ended with this code is started again.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export const isRestarted = ({ restartPolicy = 'Always' }: Pick<PodSpec, 'restartPolicy'>, exitCode: number): boolean =>
  restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);

/** An init container that keeps running beside the others.
 *  https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
export const isSidecar = (container: { readonly name: string; readonly restartPolicy?: string }): boolean =>
  container.restartPolicy === 'Always';

/** The phase that follows from the containers.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
 *  @param terminal the containers have ended for good, because the pod is being deleted. */
export const phaseOf = (
  spec: PodSpec,
  init: readonly ContainerSnapshot[],
  containers: readonly ContainerSnapshot[],
  terminal: boolean,
): PodPhase => {
  const sidecars = new Set((spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const ordinary = init.filter(({ name }) => !sidecars.has(name));
  const exitOf = ({ state, last }: ContainerSnapshot): number | undefined =>
    state.kind === 'terminated' ? state.exitCode : state.kind === 'waiting' ? last?.exitCode : undefined;
  // An init container that failed and is not tried again ends the pod.
  const initFailed = ordinary.some((one) => {
    const code = exitOf(one);
    return code !== undefined && code !== 0 && spec.restartPolicy === 'Never';
  });
  if (initFailed) return 'Failed';
  const ran = containers.some(({ containerId }) => containerId !== '');
  const initPending =
    ordinary.some((one) => exitOf(one) === undefined) ||
    (!ran && init.some(({ name, started }) => sidecars.has(name) && !started));
  const codes = containers.map(exitOf);
  const waiting = containers.some(({ state, last }) => state.kind === 'waiting' && last === undefined);
  if (initPending || waiting) return 'Pending';
  if (containers.some(({ state }) => state.kind === 'running')) return 'Running';
  const again = codes.some((code) => code !== undefined && isRestarted(spec, code));
  if (again && !terminal) return 'Running';
  return codes.every((code) => code === 0) ? 'Succeeded' : 'Failed';
};
