import type { Known } from './classification.ts';

/** Only whoever checks the identity of a job could tell the difference: no identity is rehearsed yet. */
export const IDENTITY_ONLY: readonly Known[] = [];
