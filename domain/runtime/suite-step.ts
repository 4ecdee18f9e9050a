/** One step of a test, as data: commands, or an action of the catalogue. */
export type SuiteStep = CommandStep | ActionStep;

/** Shell commands in the folder of the service, three lines at most. */
export interface CommandStep {
  readonly run: string;
  /** What GitHub shows; the first line of the commands where it is left out. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An action at the commit that the catalogue, or the lock of the delivery, has for it. It sees the repository from its root. */
export interface ActionStep {
  /** `owner/name` or `owner/name/path`, without a version. */
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}
