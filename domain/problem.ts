/** One thing that is wrong with the input. `field` is the path a user can find, `value` what stands there. */
export interface Problem {
  readonly field: string;
  readonly value: unknown;
  /** A sentence: what is wanted instead, and what to do. */
  readonly message: string;
}

/** Bad input, reported whole: every problem at once, before anything was written. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly problems: readonly Problem[];
  constructor(subject: string, problems: readonly Problem[]) {
    super(
      [
        `${subject} cannot be used: ${problems.length} problem${problems.length === 1 ? '' : 's'}.`,
        ...problems.map(describeProblem),
      ].join('\n'),
    );
    this.problems = problems;
  }
}

export function describeProblem({ field, value, message }: Problem): string {
  return `  ${field} = ${JSON.stringify(value) ?? 'undefined'}: ${message}`;
}
