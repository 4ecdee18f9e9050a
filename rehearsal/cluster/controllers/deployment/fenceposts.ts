import type { Deployment } from '../resource.ts';

/** How far a rolling update may go beyond and below the desired number of pods. */
export interface Fenceposts {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Percentages of `desired`: surge rounded up, unavailable rounded down; both zero becomes one unavailable pod, or nothing could
 *  move (surge might be refused by a quota).
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable */
export const resolveFenceposts = (
  maxSurge: number | string | undefined,
  maxUnavailable: number | string | undefined,
  desired: number,
): Fenceposts => {
  const surge = scaled(maxSurge ?? 0, desired, Math.ceil);
  const unavailable = scaled(maxUnavailable ?? 0, desired, Math.floor);
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
};

/** The fenceposts of a Deployment as its controller uses them: none with `Recreate`, and never more unavailable than desired. */
export const fencepostsOf = ({ spec }: Pick<Deployment, 'spec'>): Fenceposts => {
  const desired = spec.replicas ?? 1;
  if (spec.strategy?.type === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const rolling = spec.strategy?.rollingUpdate;
  const { maxSurge, maxUnavailable } = resolveFenceposts(rolling?.maxSurge, rolling?.maxUnavailable, desired);
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, desired) };
};

const scaled = (value: number | string, desired: number, round: (value: number) => number): number => {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined)
    throw new Error(
      `maxSurge and maxUnavailable are a number or a percentage as "25%"; this one is ${JSON.stringify(value)}.`,
    );
  return round((Number(percent) * desired) / 100);
};
