/** One change of one place in a file. */
export interface Mutant {
  /** Unique among what was instrumented together. */
  readonly id: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** The line that it begins in, without the blanks around it. */
  readonly lineText: string;
}

/** A file with all of its mutants in it, each behind a switch. */
export interface Instrumented {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}
