import type { RunAttempt } from '../kept/artifacts.ts';
import type { StepContext } from '../runner/stand-in.ts';

/** The attempt of a run that a step belongs to. */
export const runAttempt = ({ github }: Pick<StepContext, 'github'>): RunAttempt => ({
  run: String(github['run_id'] ?? ''),
  attempt: String(github['run_attempt'] ?? '1'),
});
