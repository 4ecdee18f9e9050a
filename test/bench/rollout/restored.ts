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

/** What is followed of a workload: release, generations, and the four counts that are equal when it is whole. */
export function fieldOf(resource: keyof typeof STATUS): string {
  const mark = `.spec.template.metadata.annotations.${MARK.replaceAll('.', '\\.')}`;
  return [mark, '.metadata.generation', '.status.observedGeneration', ...STATUS[resource]].join('}|{');
}

/** Whether every pod of the workload is of the release before, and serves; pure. */
export function isWhole(value: string): boolean {
  const [mark, generation, observed, wanted, ...counts] = value.split('|');
  return mark === 'before' && generation === observed && wanted !== '' && counts.every((count) => count === wanted);
}

/** Seconds from the start until the workload was the release before and whole, for good; 0 where it never was anything else,
 *  `undefined` where it is not in the end; pure. */
export function restoredAfter(steps: Trail['steps'], start: number): number | undefined {
  const last = steps.findLastIndex(({ value }) => !isWhole(value));
  const back = steps[last + 1];
  if (back === undefined) return undefined;
  return Math.max(0, (back.at - start) / 1000);
}

/** When the workload got another release than the one before, after the start; pure. */
export const firstWrite = (steps: Trail['steps'], start: number): number | undefined =>
  steps.find(({ at, value }) => at >= start && !value.startsWith('before|'))?.at;
