import type { Repository } from '../../rehearsal/github/model.ts';
import { type Given, Misuse, one } from '../command-line/given.ts';

export type Visibility = Repository['visibility'];

export const VISIBILITY_OPTION = { visibility: { type: 'string' } } as const;

/** Its part of the usage. */
export const VISIBILITY_USAGE = `  --visibility KIND    who can read the repository, with --event: public (default), where reading needs no permission, or
                       private, where each token reads only what the job's permissions name`;

/** The visibility that was asked for. @throws {Misuse} */
export function visibilityOf(given: Given): Visibility | undefined {
  const value = one(given, 'visibility');
  if (value === undefined || value === 'public' || value === 'private') return value;
  throw new Misuse(`--visibility is "${value}"; wanted public or private.`);
}
