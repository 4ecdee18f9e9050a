import { isNewer, type Run } from '../../../domain/run-order.ts';
import { judgedOf, type Observation, type Subject } from '../../../domain/verdict/observation.ts';
import type { Verdict } from '../../../domain/verdict/verdict.ts';
import { runOf } from '../state/annotations.ts';

/** Whether a release goes on without a look at it. */
export const isSpare = (kind: Subject['kind']): boolean => kind === 'Custom' || kind === 'PersistentVolumeClaim';

/** A failure decides at once, an unknown one next; success only when all are complete. */
export function deciding(verdicts: readonly Verdict[]): number | undefined {
  const first = (state: Verdict['state']) => verdicts.findIndex((verdict) => verdict.state === state);
  if (first('failed') >= 0) return first('failed');
  if (first('unknown') >= 0) return first('unknown');
  return verdicts.every(({ state }) => state === 'complete') ? 0 : undefined;
}

/** Whether a newer run has written what is watched. */
export const isWrittenByNewer =
  (run: Run) =>
  (observation: Observation): boolean => {
    const judged = judgedOf(observation);
    const writer = judged === undefined ? undefined : runOf(judged);
    return writer !== undefined && isNewer(writer, run);
  };
