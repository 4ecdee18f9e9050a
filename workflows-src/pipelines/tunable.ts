import { variable } from '../../domain/variable.ts';
import { variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { orElse } from '../language/operator.ts';

/** Seconds that a variable, of the repository or of an environment, changes without generating anew. */
const tunable = (name: string, seconds: string | number): Expression<string, 'vars'> =>
  orElse(variableValue(variable(name)), String(seconds));

/** How long a rollout may take until it counts as `timeout`. */
export const tunedTimeout = (seconds: number) => tunable('SLUICE_TIMEOUT', seconds);

/** How long new pods must stay ready. */
export const tunedStableFor = (seconds: string) => tunable('SLUICE_STABLE_FOR', seconds);

/** How long the way back may take. */
export const tunedRollbackTimeout = (seconds: string) => tunable('SLUICE_ROLLBACK_TIMEOUT', seconds);

/** How long a new copy must stay healthy with the traffic. */
export const tunedBake = (seconds: number) => tunable('SLUICE_BAKE', seconds);

/** How much longer the old copy runs. */
export const tunedScaleDownDelay = (seconds: number) => tunable('SLUICE_SCALE_DOWN_DELAY', seconds);

/** Minutes a job may take at most: twice what is planned, so that variables can stretch it, and time to get ready. */
export const minutesFor = (seconds: number): number => Math.ceil((2 * seconds) / 60) + 10;
