/** One fact about `npm start`, proven on this machine. */
export interface Check {
  readonly name: string;
  /** @returns what was measured, in a few words. @throws what is not as it must be. */
  run(): Promise<string>;
}

/** @throws unless it holds. */
export function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}
