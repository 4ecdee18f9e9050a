import type { Class } from '../classification/classification.ts';
import type { Verdict } from '../play/verdict.ts';

/** How one mutation is counted. */
export type Count = Class | Verdict['kind'];

/** What the drill is judged by. */
export interface Numbers {
  readonly noticed: number;
  readonly unnoticed: number;
  readonly equal: number;
  readonly broken: number;
  /** Of those that somebody on GitHub could notice. */
  readonly noticedShare: number;
  /** Of all that are counted. */
  readonly equalShare: number;
}

export const WANTED_SHARE = 0.95;
export const EQUAL_SHARE = 0.1;

export function numbersOf(counts: readonly Count[]): Numbers {
  const of = (wanted: Count): number => counts.filter((count) => count === wanted).length;
  const [noticed, unnoticed, equal, broken] = [of('noticed'), of('unnoticed'), of('equal'), of('broken')];
  const observable = noticed + unnoticed + broken;
  return {
    noticed,
    unnoticed,
    equal,
    broken,
    noticedShare: observable === 0 ? 1 : noticed / observable,
    equalShare: observable + equal === 0 ? 0 : equal / (observable + equal),
  };
}

/** Whether the stories notice enough, and not too much is called equal. */
export const suffices = ({ noticedShare, equalShare, broken }: Numbers): boolean =>
  broken === 0 && noticedShare >= WANTED_SHARE && equalShare <= EQUAL_SHARE;
