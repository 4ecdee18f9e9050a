/** Completion indexes as ordered intervals, both ends included; no two touch. */
export type Intervals = readonly (readonly [first: number, last: number])[];

/** Reads `0,2-4,7`, as the status of an indexed Job and its success policy hold it. Indexes beyond the completions are left out, and
 *  what cannot be read is ignored.
 *  kubernetes/pkg/controller/job/indexed_job_utils.go */
export const parseIndexes = (text: string | undefined, completions: number): Intervals =>
  merged(
    (text ?? '').split(',').flatMap((part) => {
      const [first, last = first] = part.split('-').map(Number);
      if (part === '' || first === undefined || Number.isNaN(first) || Number.isNaN(last) || first >= completions)
        return [];
      return [[first, Math.min(last ?? first, completions - 1)] as const];
    }),
  );

/** Two neighbours are told apart, three and more are a span. */
export const indexesText = (intervals: Intervals): string =>
  intervals
    .map(([first, last]) => (last === first ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',');

export const withIndexes = (intervals: Intervals, more: Iterable<number>): Intervals =>
  union(
    intervals,
    [...more].map((index) => [index, index] as const),
  );

export const union = (one: Intervals, other: Intervals): Intervals => merged([...one, ...other]);

export const countOf = (intervals: Intervals): number =>
  intervals.reduce((sum, [first, last]) => sum + last - first + 1, 0);

export const hasIndex = (intervals: Intervals | undefined, index: number): boolean =>
  intervals?.some(([first, last]) => first <= index && index <= last) === true;

/** How many indexes both have. */
export const overlapOf = (one: Intervals, other: Intervals): number =>
  one
    .flatMap(([first, last]) => other.map(([from, to]) => Math.min(last, to) - Math.max(first, from) + 1))
    .reduce((sum, common) => sum + Math.max(0, common), 0);

/** The first `count` indexes below `completions` that are not taken. */
export const firstFree = (taken: Intervals, count: number, completions: number): readonly number[] => {
  const free: number[] = [];
  let candidate = 0;
  for (const [first, last] of [...taken, [completions, completions] as const]) {
    for (; candidate < Math.min(first, completions) && free.length < count; candidate += 1) free.push(candidate);
    candidate = Math.max(candidate, last + 1);
  }
  return free;
};

const merged = (intervals: Intervals): Intervals => {
  const result: [number, number][] = [];
  for (const [first, last] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before === undefined || first > before[1] + 1) result.push([first, last]);
    else before[1] = Math.max(before[1], last);
  }
  return result;
};
