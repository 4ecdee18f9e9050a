const ORDER = ['write-others', 'run-jobs', 'write-workloads', 'begin-jobs-beside', 'watch', 'record'] as const;

/** Exactly one thing to do or to wait for. */
export type Step = (typeof ORDER)[number] | 'cancel';

/** What this run has done. Rolling looks at nothing else: a run that died is followed by one that writes all of it again, which
 *  changes nothing where it was written. */
export interface Situation {
  /** `undefined` before the first one. */
  readonly last: Step | undefined;
  readonly cancelled: boolean;
}

/** Pure. What has been watched to its end is recorded, whoever cancels then. */
export function nextStep({ last, cancelled }: Situation): Step {
  const next = ORDER[last === undefined || last === 'cancel' ? 0 : ORDER.indexOf(last) + 1] ?? 'record';
  return cancelled && next !== 'record' ? 'cancel' : next;
}
