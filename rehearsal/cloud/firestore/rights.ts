import { NotRehearsed } from '../../workflow/problems.ts';
import { resourceExpression } from '../claims-expression.ts';
import { IDENTITIES_FILE } from '../told-file.ts';
import type { ToldRight } from '../told-identities.ts';

/** What the calls of a drill need.
 *  @see https://cloud.google.com/firestore/docs/security/iam#permissions */
export type Permission =
  | 'datastore.backups.list'
  | 'datastore.backups.restoreDatabase'
  | 'datastore.databases.create'
  | 'datastore.databases.delete'
  | 'datastore.databases.list'
  | 'datastore.entities.get'
  | 'datastore.entities.list'
  | 'datastore.operations.list';

/** Roles of the cloud, by what they allow of it.
 *  @see https://cloud.google.com/firestore/docs/security/iam#roles */
const ROLES: Readonly<Record<string, readonly Permission[]>> = {
  'roles/datastore.restoreAdmin': [
    'datastore.backups.list',
    'datastore.backups.restoreDatabase',
    'datastore.databases.create',
    'datastore.databases.list',
    'datastore.operations.list',
  ],
  'roles/datastore.viewer': ['datastore.databases.list', 'datastore.entities.get', 'datastore.entities.list'],
};

/** What is asked for, as the conditions of rights see it. */
export interface Resource {
  readonly name: string;
  readonly type: string;
}

/** What a call needs, and of what. */
export type Need = readonly [permission: Permission, of: Resource];

/** Whether one of these rights allows it there. @throws {NotRehearsed} for a role of which nobody here knows what it allows */
export async function allows(rights: readonly ToldRight[], [permission, { name, type }]: Need): Promise<boolean> {
  for (const right of rights) {
    if (right.kind !== 'conditional') continue;
    const allowed: readonly string[] | undefined = right.permissions ?? ROLES[right.role];
    if (allowed === undefined) throw new NotRehearsed(`${right.role} in ${IDENTITIES_FILE}`);
    if (!allowed.includes(permission)) continue;
    const holds = await resourceExpression(right.condition);
    if (holds({ name, type }) === true) return true;
  }
  return false;
}
