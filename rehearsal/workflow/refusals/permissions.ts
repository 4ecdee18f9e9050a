import { PERMISSION_SCOPES } from '../../../domain/action-contract.ts';
import type { JobDefinition, WorkflowDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { entriesOf } from '../token.ts';

/** Permissions that GitHub knows and the rehearsal has nothing to grant for. */
export const permissionRefusals = ({
  permissions,
}: Pick<WorkflowDefinition | JobDefinition, 'permissions'>): readonly Refusal[] =>
  entriesOf(permissions)
    .filter(({ key }) => !PERMISSION_SCOPES.some((scope) => scope === key))
    .map(({ key, place }) => ({ what: `the permission "${key}"`, place }));
