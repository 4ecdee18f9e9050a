import type { JobCondition } from 'kubernetes-types/batch/v1.d.ts';
import { conditionOf, withoutCondition } from '../conditions.ts';
import type { Job } from '../resource.ts';

/** Uids of pods that have ended and are not counted yet. */
export interface Uncounted {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
}

/** `status` of a Job with every number present; written without zeros, as the API server shows it. */
export interface JobStatus {
  readonly active: number;
  readonly ready: number | undefined;
  readonly terminating: number | undefined;
  readonly succeeded: number;
  readonly failed: number;
  readonly uncounted: Uncounted;
  readonly completedIndexes: string;
  readonly failedIndexes: string | undefined;
  readonly startTime: string | undefined;
  readonly completionTime: string | undefined;
  readonly conditions: readonly JobCondition[];
}

export const statusOf = ({ status }: Pick<Job, 'status'>): JobStatus => ({
  active: status?.active ?? 0,
  ready: status?.ready,
  terminating: status?.terminating,
  succeeded: status?.succeeded ?? 0,
  failed: status?.failed ?? 0,
  uncounted: {
    succeeded: status?.uncountedTerminatedPods?.succeeded ?? [],
    failed: status?.uncountedTerminatedPods?.failed ?? [],
  },
  completedIndexes: status?.completedIndexes ?? '',
  failedIndexes: status?.failedIndexes,
  startTime: status?.startTime,
  completionTime: status?.completionTime,
  conditions: status?.conditions ?? [],
});

/** The status as it is stored. Which pods are not counted yet is shown even where there are none. */
export const storedStatus = ({ uncounted, ...status }: JobStatus): Record<string, unknown> => {
  const { ready, terminating, failedIndexes, ...others } = status;
  const filled = Object.entries(others).filter(
    ([, value]) => value !== undefined && value !== 0 && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  const pointers = Object.entries({ ready, terminating, failedIndexes }).filter(([, value]) => value !== undefined);
  const waiting = Object.entries(uncounted).filter(([, uids]) => uids.length > 0);
  return { ...Object.fromEntries([...filled, ...pointers]), uncountedTerminatedPods: Object.fromEntries(waiting) };
};

export const holds = (conditions: readonly JobCondition[] | undefined, type: string): JobCondition | undefined => {
  const found = conditionOf(conditions, type);
  return found?.status === 'True' ? found : undefined;
};

export const isFinished = ({ status }: Pick<Job, 'status'>): boolean =>
  holds(status?.conditions, 'Complete') !== undefined || holds(status?.conditions, 'Failed') !== undefined;

export const condition = (type: string, status: 'True' | 'False', why: Why, at: string): JobCondition => ({
  type,
  status,
  lastProbeTime: at,
  lastTransitionTime: at,
  reason: why.reason,
  message: why.message,
});

export interface Why {
  readonly reason: string;
  readonly message: string;
}

/** Sets a condition where it stands. One that is not there yet is not added only to say no.
 *  @returns the list itself when nothing changes. */
export const ensureCondition = (conditions: readonly JobCondition[], next: JobCondition): readonly JobCondition[] => {
  const before = conditionOf(conditions, next.type);
  if (before === undefined) return next.status === 'False' ? conditions : [...conditions, next];
  const same = before.status === next.status && before.reason === next.reason && before.message === next.message;
  return same ? conditions : conditions.map((one) => (one.type === next.type ? next : one));
};

export const addedCondition = (conditions: readonly JobCondition[], next: JobCondition): readonly JobCondition[] => [
  ...withoutCondition(conditions, next.type),
  next,
];
