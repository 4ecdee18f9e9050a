const ORDER = ['write-others', 'run-jobs', 'write-workloads', 'begin-jobs-beside', 'watch'] as const;

/** Exactly one thing to do or to wait for. */
export type RollingStep = (typeof ORDER)[number] | 'record' | 'cancel';

/** What this run has done. Rolling looks at nothing else: a run that died is followed by one that writes all of it again, which
 *  changes nothing where it was written. */
export interface RollingSituation {
  /** How many steps were taken. */
  readonly taken: number;
  readonly cancelled: boolean;
}

/** Pure. What has been watched to its end is recorded, whoever cancels then. */
export function nextStep({ taken, cancelled }: RollingSituation): RollingStep {
  const next = ORDER[taken];
  if (next === undefined) return 'record';
  return cancelled ? 'cancel' : next;
}
