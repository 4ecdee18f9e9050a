/** A part of a script under one comment. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}
