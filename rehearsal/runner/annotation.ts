/** A message that GitHub shows on the run's page and beside a file. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  /** file, line, endLine, col, endColumn, title: what the command gave. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Longer messages are cut, and only so many of a level are kept for one step; all of them are in the log.
 *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (_maxIssueMessageLength, _maxCountPerIssueType) */
export const MAX_MESSAGE_LENGTH = 4096;
export const MAX_PER_LEVEL = 10;
