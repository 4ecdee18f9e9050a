/** A message that GitHub shows on the run's page and beside a file. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  /** file, line, endLine, col, endColumn, title: what the command gave. */
  readonly properties: Readonly<Record<string, string>>;
}
