import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';

/** The STATUS column of `kubectl get pods`: the reason a container waits or ended for, before the phase.
 *  kubernetes/pkg/printers/internalversion `printPod`. */
export const podStatusText = (pod: KubernetesObject): string => {
  const status = record(pod['status']);
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const init = list(status['initContainerStatuses']).map(record);
  const failedInit = init.findIndex(({ state }) => record(record(state)['terminated'])['exitCode'] !== 0);
  const unfinished = init[failedInit];
  if (unfinished !== undefined) {
    const reason = reasonOf(unfinished);
    return reason === undefined || reason === 'PodInitializing'
      ? `Init:${failedInit}/${init.length}`
      : `Init:${reason}`;
  }
  const reasons = list(status['containerStatuses'])
    .map(record)
    .flatMap((container) => reasonOf(container) ?? []);
  return String(reasons.at(-1) ?? status['reason'] ?? status['phase'] ?? 'Unknown');
};

const reasonOf = (container: Readonly<Record<string, unknown>>): string | undefined => {
  const state = record(container['state']);
  const waiting = record(state['waiting'])['reason'];
  const ended = record(state['terminated']);
  if (typeof waiting === 'string') return waiting;
  if (state['terminated'] === undefined) return undefined;
  return typeof ended['reason'] === 'string' ? ended['reason'] : `ExitCode:${String(ended['exitCode'])}`;
};
