import type { Plan } from './plan.ts';

/** Paths of all jobs of a file and of those that it calls, in the order of the files: an order that does not depend on how fast they run. */
export const plannedPaths = ({ jobs }: Plan, caller = ''): readonly string[] =>
  jobs.flatMap((planned) => {
    const path = caller === '' ? planned.job.id : `${caller} / ${planned.job.id}`;
    return planned.kind === 'call' ? [path, ...plannedPaths(planned.called, path)] : [path];
  });

/** Compares two jobs by such an order. Legs of a matrix stand where their job does, by their names. */
export function byPlan(planned: readonly string[]): (a: string, b: string) => number {
  const places = new Map(planned.map((path, index) => [path, index]));
  const place = (path: string): number => places.get(withoutLegs(path)) ?? planned.length;
  return (a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** `build (18) / test #2` is one of the jobs that the files call `build / test`. */
const withoutLegs = (path: string): string =>
  path
    .split(' / ')
    .map((part) => part.split(' ')[0] ?? part)
    .join(' / ');
