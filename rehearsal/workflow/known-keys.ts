import { NotRehearsed, type Refusal } from './problems.ts';
import { entriesOf, type Token } from './token.ts';

/** Keys that the engine does what GitHub does for, by where they stand. */
const KNOWN = {
  workflow: ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'],
  defaults: ['run'],
  'defaults.run': ['shell', 'working-directory'],
  job: [
    ...['name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'outputs', 'env', 'defaults'],
    ...['timeout-minutes', 'cancel-timeout-minutes', 'continue-on-error', 'strategy'],
    ...['steps', 'uses', 'with', 'secrets'],
    // Told apart by what they say.
    ...['container', 'services', 'snapshot'],
  ],
  strategy: ['fail-fast', 'max-parallel', 'matrix'],
  step: [
    ...['id', 'name', 'if', 'run', 'shell', 'working-directory', 'uses', 'with', 'env', 'continue-on-error'],
    ...['timeout-minutes', 'background', 'wait', 'wait-all', 'cancel', 'parallel'],
  ],
  concurrency: ['group', 'cancel-in-progress', 'queue'],
  environment: ['name', 'url', 'deployment'],
} as const;

/** Keys that GitHub knows and the engine does not, each with file and line. */
export function unknownKeys(where: keyof typeof KNOWN, token: Token | undefined): readonly Refusal[] {
  const known: readonly string[] = KNOWN[where];
  return entriesOf(token)
    .filter(({ key }) => !known.includes(key))
    .map(({ key, place }) => ({ what: `"${key}" of ${articled(where)}`, place }));
}

/** Refuses them where nobody looked before. @throws {NotRehearsed} */
export function refuseUnknownKeys(where: keyof typeof KNOWN, token: Token | undefined): void {
  const unknown = unknownKeys(where, token);
  if (unknown.length > 0) throw new NotRehearsed(unknown);
}

const articled = (where: string): string => (/^[aeiou]/.test(where) ? `an ${where}` : `a ${where}`);
