import type { Claim } from '../rules/claim.ts';
import { commandProblem } from '../rules/names.ts';

const VERSION = /^\d+(\.\d+){0,2}$/;

/** A version, as actions that set up a runtime take it. */
export const versionClaim = (version: string): Claim => ({
  field: 'version',
  value: version,
  holds: VERSION.test(version),
  message: 'Wanted a version as text, such as "3.12".',
});

/** A command of a test. */
export function commandClaim(command: string, field = 'command'): Claim {
  const problem = commandProblem(command);
  return { field, value: command, holds: problem === undefined, message: problem ?? '' };
}
