import type { Rights } from '../registry/accounts.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { IDENTITIES_FILE } from './told-file.ts';
import type { ToldRight } from './told-identities.ts';

/** Roles on one repository, by what they allow.
 *  @see https://docs.cloud.google.com/artifact-registry/docs/access-control#roles */
const ROLES: Readonly<Record<string, 'pull' | 'push'>> = {
  'roles/artifactregistry.reader': 'pull',
  'roles/artifactregistry.writer': 'push',
};

/** What an identity may do in the registry of a project: what it was given by repository, and nothing else.
 *  @throws {NotRehearsed} for a role of which nobody here knows what it allows */
export function registryRights(rights: readonly ToldRight[], project: string): Rights {
  const granted = rights.flatMap((right) => {
    if (right.kind !== 'registry') return [];
    const action = ROLES[right.role];
    if (action === undefined) throw new NotRehearsed(`${right.role} on a repository, in ${IDENTITIES_FILE},`);
    return [{ action, repository: `${project}/${right.repository}` }];
  });
  const of = (wanted: 'pull' | 'push') =>
    granted.filter(({ action }) => action === wanted).map(({ repository }) => repository);
  return { pull: of('pull'), push: of('push') };
}
