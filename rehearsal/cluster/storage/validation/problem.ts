import type { FieldProblem } from '../status-errors.ts';

/* Findings worded as apimachinery `pkg/util/validation/field` words them. */

export const required = (field: string, why = ''): FieldProblem => ({
  field,
  reason: 'FieldValueRequired',
  message: why === '' ? 'Required value' : `Required value: ${why}`,
});

export const invalid = (field: string, value: unknown, why: string): FieldProblem => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}: ${why}`,
});

export const notSupported = (field: string, value: unknown, supported: readonly string[]): FieldProblem => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}`,
});

export const duplicate = (field: string, value: unknown): FieldProblem => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
});

export const notFoundIn = (field: string, value: unknown): FieldProblem => ({
  field,
  reason: 'FieldValueNotFound',
  message: `Not found: ${shown(value)}`,
});

export const forbiddenField = (field: string, why: string): FieldProblem => ({
  field,
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
});

const shown = (value: unknown): string => (value === undefined ? 'null' : JSON.stringify(value));

/** A value that must be a whole number from 0 up. */
export const nonNegative = (field: string, value: unknown): readonly FieldProblem[] =>
  value === undefined || (typeof value === 'number' && value >= 0)
    ? []
    : [invalid(field, value, 'must be greater than or equal to 0')];

/** Values that appear a second time. */
export const repeated = (values: readonly unknown[]): readonly number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
