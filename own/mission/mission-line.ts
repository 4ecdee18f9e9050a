/** What the proposal asks for, one line of it, and what became of it. */
export type MissionLine = MadeLine | OpenLine;

interface Asked {
  /** A word by which others name the line; it stays when the words of the line change. */
  readonly id: string;
  /** What the proposal says. */
  readonly asks: string;
}

/** It is there. */
export interface MadeLine extends Asked {
  readonly standing: 'made';
  /** What is better than the proposal's own text, or why it is done otherwise; nothing where it is done as it says. */
  readonly instead?: string;
  /** What the demo's delivery gets of it: paths from the root of the repository. */
  readonly files: readonly [string, ...string[]];
  /** Where that is made, as `file > symbol`, both of which exist. */
  readonly sources: readonly [string, ...string[]];
  readonly tests: readonly [NamedTest, ...NamedTest[]];
}

/** It is not there yet, and the page says so rather than nothing. */
export interface OpenLine extends Asked {
  readonly standing: 'open';
  readonly lacks: string;
}

/** A test that shows the line: its file, and words of its title as they stand there. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** A part of the proposal. */
export interface MissionPart {
  readonly title: string;
  readonly lines: readonly MissionLine[];
}
