import type { Known } from './classification.ts';

/** One could tell the difference on GitHub, and no story does. */
export const UNNOTICED: readonly Known[] = [];
