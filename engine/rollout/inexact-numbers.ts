import type { Problem } from '../../domain/problem.ts';

/** Numbers that would be written as others: JavaScript holds whole numbers exactly up to 2^53 only. */
export function inexactNumbers(value: unknown, field: string): readonly Problem[] {
  if (typeof value === 'bigint')
    return [
      {
        field,
        value: String(value),
        message: 'A number of this size cannot be written exactly. Is it a text? Then quote it.',
      },
    ];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    inexactNumbers(inner, Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`),
  );
}
