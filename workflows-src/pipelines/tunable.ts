import { variable } from '../../domain/variable.ts';
import { variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { orElse } from '../language/operator.ts';

/** A value that a variable, of the repository or of an environment, changes without generating anew. */
export const tunable = (name: string, otherwise: string): Expression<string, 'vars'> =>
  orElse(variableValue(variable(name)), otherwise);

/** Minutes a job may take at most: twice what is planned, so that variables can stretch it, and time to get ready. */
export const minutesFor = (seconds: number): number => Math.ceil((2 * seconds) / 60) + 10;
