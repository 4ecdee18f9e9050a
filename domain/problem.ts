import { counted } from './counted.ts';
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
      [`${subject} cannot be used: ${counted(problems.length, 'problem')}.`, ...problems.map(describeProblem)].join(
        '\n',
      ),
    );
    this.problems = problems;
  }
}

export function describeProblem({ field, value, message }: Problem): string {
  return `  ${field || 'the delivery'} = ${shown(value)}: ${message}`;
}

/** What holds itself, or a number that JSON has not, is told all the same. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return Array.isArray(value) ? 'a list that cannot be shown' : 'a record that cannot be shown';
  }
}

/** Longer values would hide the sentence behind them. */
const LONGEST = 200;

function shown(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : json(value);
  const escaped = text.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped.length <= LONGEST ? escaped : `${escaped.slice(0, LONGEST)}…`;
}
