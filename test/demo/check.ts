/** One thing that must hold of the demo's services, tried on processes of theirs. */
export interface Check {
  readonly name: string;
  /** @returns what was measured, in a few words. @throws {NotHere} where the machine lacks what it needs, anything else where it
   *  does not hold. */
  run(): Promise<string>;
}

/** The check needs what this machine has not: it is counted as not run, never as passed. */
export class NotHere extends Error {}

/** @throws unless it holds. */
export function must(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence);
}
