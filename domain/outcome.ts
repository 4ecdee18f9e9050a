/** How one deployment ended. Only `complete` is evidence; `refused` wrote nothing. */
export const OUTCOMES = [
  'complete',
  'failed',
  'rolled-back',
  'refused',
  'superseded',
  'cancelled',
  'timeout',
  'unknown',
  'skipped',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const isOutcome = (text: string): text is Outcome => (OUTCOMES as readonly string[]).includes(text);

/** Outcomes that leave the job green: nothing is wrong and nothing is left to do. */
export const isGreen = (outcome: Outcome): boolean =>
  outcome === 'complete' || outcome === 'superseded' || outcome === 'skipped';
