import type { ServiceProcess } from '../service-process.ts';

export interface Target {
  readonly api: ServiceProcess;
  readonly dashboard: ServiceProcess;
}

/** What a client does that means no good, and what it must get. While it runs, another user must notice nothing. */
export interface Attack {
  readonly name: string;
  /** @returns what was seen, in a few words. @throws where something came of it. */
  run(target: Target): Promise<string>;
}

/** So many at a time, until all are done. */
export async function inParallel(count: number, width: number, act: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const number = next;
      next += 1;
      await act(number);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}

/** How often each answer came: `201 ×300, 429 ×1029`. */
export const counted = (answers: readonly (number | string | undefined)[]): string => {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(String(answer), (counts.get(String(answer)) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `${answer} ×${count}`).join(', ');
};
