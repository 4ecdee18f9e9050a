import type { Trail } from '../../cluster/traffic/trail.ts';
import { MARK } from './marked.ts';

const STATUS = {
  deployment: ['.spec.replicas', '.status.replicas', '.status.updatedReplicas', '.status.availableReplicas'],
  statefulset: ['.spec.replicas', '.status.replicas', '.status.updatedReplicas', '.status.availableReplicas'],
  daemonset: [
    '.status.desiredNumberScheduled',
    '.status.currentNumberScheduled',
    '.status.updatedNumberScheduled',
    '.status.numberAvailable',
  ],
} as const;

/** What is followed of a workload: release, and the four counts that are equal when it is whole. */
export function fieldOf(resource: keyof typeof STATUS): string {
  const mark = `.spec.template.metadata.annotations.${MARK.replaceAll('.', '\\.')}`;
  return [mark, ...STATUS[resource]].join('}|{');
}

/** Whether every pod of the workload is of the release before, and serves; pure. Whether its controller has seen the last write is
 *  not asked: a write that leaves the pods alone takes no service away. */
export function isWhole(value: string): boolean {
  const [mark, wanted, ...counts] = value.split('|');
  return mark !== 'after' && wanted !== '' && counts.every((count) => count === wanted);
}

/** Seconds from the start until the workload was the release before and whole, for good; 0 where it never was anything else,
 *  `undefined` where it is not in the end; pure. */
export function restoredAfter(steps: Trail['steps'], start: number): number | undefined {
  const last = steps.findLastIndex(({ value }) => !isWhole(value));
  const back = steps[last + 1];
  if (back === undefined) return undefined;
  return Math.max(0, (back.at - start) / 1000);
}

/** What is followed where releases run side by side, in the form of the above: `both` once there is a pod of the other one; pure.
 *  Whole are all pods of the release before that are wanted, whatever runs beside them. */
export function podsValue(
  pods: readonly { readonly mark: string | undefined; readonly ready: boolean }[],
  wanted: number,
): string {
  const serving = pods.filter(({ mark, ready }) => mark === 'before' && ready).length;
  const alone = pods.every(({ mark }) => mark !== 'after');
  return [alone ? 'before' : 'both', wanted, Math.min(wanted, serving)].join('|');
}

/** When the workload got another release than the one before, after the start; pure. */
export const firstWrite = (steps: Trail['steps'], start: number): number | undefined =>
  steps.find(({ at, value }) => at >= start && !value.startsWith('before|'))?.at;
