import type { Known } from './classification.ts';

/** Nobody on GitHub could tell the difference. */
export const EQUAL: readonly Known[] = [];
