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

/** Whether the stories notice enough, and not too much is called equal. At the share that is wanted, more than half of all samples of
 *  fifteen miss one: a sample may, rounded up. */
export function suffices({ noticed, unnoticed, noticedShare, equalShare, broken }: Numbers, isSample = false): boolean {
  const mayMiss = Math.ceil(Number(((noticed + unnoticed) * (1 - WANTED_SHARE)).toFixed(6)));
  const isEnough = isSample ? unnoticed <= mayMiss : noticedShare >= WANTED_SHARE;
  return broken === 0 && isEnough && equalShare <= EQUAL_SHARE;
}
