import { describe, expect, it } from '@jest/globals';
import { allows, type Permission } from '../../../../rehearsal/cloud/firestore/rights.ts';
import { readIdentities, type ToldRight } from '../../../../rehearsal/cloud/told-identities.ts';
import { filesOf } from '../../setup-src/setup-of.ts';
import { withBackups } from '../../setup-src/with-databases.ts';

const drill = readIdentities(filesOf(withBackups()).identities).identities.find(({ name }) => name === 'restore-drill');
const rights: readonly ToldRight[] = drill?.rights ?? [];
const may = (permission: Permission, database: string) =>
  allows(rights, [
    permission,
    { name: `projects/ai-agent-platform/databases/${database}`, type: 'firestore.googleapis.com/Database' },
  ]);

describe('the rights of a drill, as the cloud evaluates them', () => {
  const COPY = 'restore-drill-20261201-agents-production';

  it.each<[Permission, string, boolean]>([
    ['datastore.databases.create', COPY, true],
    ['datastore.databases.delete', COPY, true],
    ['datastore.entities.get', COPY, true],
    ['datastore.entities.list', COPY, true],
    ['datastore.operations.list', COPY, true],
    ['datastore.entities.list', 'agents-production', true],
    ['datastore.entities.list', 'agents-dev', false],
    ['datastore.databases.create', 'agents-other', false],
    ['datastore.databases.delete', 'agents-production', false],
    ['datastore.databases.delete', 'agents-staging', false],
    ['datastore.operations.list', 'agents-production', false],
  ])('%s on %s: %s', async (permission, database, allowed) => {
    expect(await may(permission, database)).toBe(allowed);
  });
});
