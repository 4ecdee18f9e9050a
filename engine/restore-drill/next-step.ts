import { assertNever } from '../../domain/brand.ts';
import { type DrillName, drillName } from '../../domain/restore-drill/drill-name.ts';
import type { Finding } from '../../domain/restore-drill/finding.ts';
import type { MadeBackup, Restoring } from '../../domain/restore-drill/observed.ts';
import { copiesOf, copyFindings, currentCopy, lookedAt, newestBackup, restoredFrom } from './look.ts';
import type { DrillPlan, DrillSituation } from './plan.ts';

/** What this run has found out and done so far. */
export interface DrillProgress {
  /** Of the current copy; asked for when a run is to finish. */
  readonly restoring: Restoring | undefined;
  readonly started: boolean;
  readonly compared: boolean;
  /** Copies that this run has deleted, or has tried to. */
  readonly removed: readonly DrillName[];
}

export const NOTHING_DONE: DrillProgress = { restoring: undefined, started: false, compared: false, removed: [] };

/** Exactly one thing to do. */
export type DrillStep =
  /** The database is not the one that is meant: nothing is restored of it. */
  | { readonly kind: 'refuse' }
  /** What is restored is deleted, because of what was found or because it was compared. */
  | { readonly kind: 'remove'; readonly copy: DrillName; readonly because: readonly Finding[] }
  | { readonly kind: 'start'; readonly copy: DrillName; readonly backup: MadeBackup }
  /** The restore goes on; the next run looks again. */
  | { readonly kind: 'wait'; readonly copy: DrillName }
  | { readonly kind: 'compare'; readonly copy: DrillName; readonly backup: MadeBackup }
  | { readonly kind: 'say'; readonly because: readonly Finding[] };

/** Pure: the same situation gives the same step, so that what a run that died has left is only another thing to look at. */
export function nextStep(situation: DrillSituation, known: DrillProgress, plan: DrillPlan): DrillStep {
  const current = currentCopy(situation, plan);
  const [leftOver] = copiesOf(situation, plan).filter(({ name }) => name !== current && !known.removed.includes(name));
  if (leftOver !== undefined)
    return {
      kind: 'remove',
      copy: leftOver.name,
      because: [{ code: 'left-over', copy: leftOver.name, removed: true }],
    };
  switch (plan.phase) {
    case 'start':
      return toStart(situation, known, plan);
    case 'finish':
      return current === undefined
        ? { kind: 'say', because: [{ code: 'no-copy', database: plan.database }] }
        : toFinish(current, situation, known, plan);
    default:
      return assertNever(plan.phase);
  }
}

function toStart(situation: DrillSituation, { started }: DrillProgress, plan: DrillPlan): DrillStep {
  const current = currentCopy(situation, plan);
  if (lookedAt(situation, plan).some(({ code }) => code === 'wrong-database')) return { kind: 'refuse' };
  if (started) return { kind: 'say', because: [] };
  if (current !== undefined) return { kind: 'wait', copy: current };
  const backup = newestBackup(situation, plan);
  return backup === undefined
    ? { kind: 'say', because: [] }
    : { kind: 'start', copy: drillName(plan.database, situation.now), backup };
}

function toFinish(copy: DrillName, situation: DrillSituation, known: DrillProgress, plan: DrillPlan): DrillStep {
  if (known.removed.includes(copy)) return { kind: 'say', because: [] };
  if (known.compared) return { kind: 'remove', copy, because: [] };
  const { restoring } = known;
  switch (restoring?.state) {
    case undefined:
    case 'running': {
      const age = restoring === undefined ? undefined : situation.now - restoring.startedAt;
      return age !== undefined && age <= plan.endsWithin
        ? { kind: 'wait', copy }
        : { kind: 'remove', copy, because: [{ code: 'never-ends', copy, age, endsWithin: plan.endsWithin }] };
    }
    case 'failed':
      return { kind: 'remove', copy, because: [{ code: 'restore-failed', copy, says: restoring.says }] };
    case 'done': {
      const because = copyFindings(copy, situation, plan);
      const backup = restoredFrom(copy, situation, plan);
      return because.length > 0 || backup === undefined
        ? { kind: 'remove', copy, because }
        : { kind: 'compare', copy, backup };
    }
    default:
      return assertNever(restoring);
  }
}
