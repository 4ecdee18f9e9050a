import { NotRehearsed } from './problems.ts';
import { entriesOf, type Token } from './token.ts';

/** Keys that the engine does what GitHub does for, by where they stand. */
const KNOWN = {
  workflow: ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'],
  defaults: ['run'],
  'defaults.run': ['shell', 'working-directory'],
  job: [
    ...['name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'outputs', 'env', 'defaults'],
    ...['timeout-minutes', 'strategy', 'steps', 'uses', 'with', 'secrets'],
  ],
  strategy: ['fail-fast', 'max-parallel', 'matrix'],
  matrix: ['include'],
  step: [
    ...['id', 'name', 'if', 'run', 'shell', 'working-directory', 'uses', 'with', 'env', 'continue-on-error'],
    'timeout-minutes',
  ],
  concurrency: ['group', 'cancel-in-progress', 'queue'],
  environment: ['name', 'url', 'deployment'],
  push: ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore'],
  pull_request: ['types', 'branches', 'branches-ignore', 'paths', 'paths-ignore'],
  workflow_dispatch: ['inputs'],
  workflow_call: ['inputs', 'outputs', 'secrets'],
} as const;

/** Refuses a key that GitHub knows and the engine does not, by its name, file and line.
 *  @throws {NotRehearsed} */
export function refuseUnknownKeys(where: keyof typeof KNOWN, token: Token | undefined): void {
  const known: readonly string[] = KNOWN[where];
  const unknown = entriesOf(token).find(({ key }) => !known.includes(key));
  if (unknown !== undefined) throw new NotRehearsed(`"${unknown.key}" of ${articled(where)}`, unknown.place);
}

const articled = (where: string): string => (/^[aeiou]/.test(where) ? `an ${where}` : `a ${where}`);
