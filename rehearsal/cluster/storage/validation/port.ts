import type { FieldProblem } from '../status-errors.ts';
import { invalid } from './problem.ts';

export const portNumber = (field: string, value: unknown): readonly FieldProblem[] =>
  typeof value === 'number' && value >= 1 && value <= 65_535
    ? []
    : [invalid(field, value ?? 0, 'must be between 1 and 65535, inclusive')];

/** A number, or a port's name of at most 15 characters. */
export const portNumberOrName = (field: string, value: unknown): readonly FieldProblem[] => {
  if (typeof value !== 'string') return portNumber(field, value);
  const why =
    value.length > 15
      ? 'must be no more than 15 characters'
      : /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)
        ? undefined
        : 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  if (why !== undefined) return [invalid(field, value, why)];
  return /[a-z]/.test(value) ? [] : [invalid(field, value, 'must contain at least one letter (a-z)')];
};
