import { PERMISSION_SCOPES, type PermissionNeed } from '../../domain/action-contract.ts';

/** What a job's token may do at one scope, and every reason for it. */
export interface Permission {
  readonly scope: PermissionNeed['scope'];
  readonly level: PermissionNeed['level'];
  readonly why: readonly string[];
}

/** Exactly what the needs add up to: per scope the higher level, with the reasons for that level; sorted by scope.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idpermissions */
export function permissionUnion(needs: readonly PermissionNeed[]): readonly Permission[] {
  return [...new Set(needs.map(({ scope }) => scope))].sort().map((scope) => {
    const here = needs.filter((need) => need.scope === scope);
    const level = here.some((need) => need.level === 'write') ? 'write' : 'read';
    const reasons = here.filter((need) => need.level === level).map(({ why }) => why);
    return { scope, level, why: [...new Set(reasons)] };
  });
}

/** A permission as the lock file has it, checked. */
export function permissionNeed(data: {
  readonly scope: string;
  readonly level: string;
  readonly why: string;
}): PermissionNeed {
  const scope = PERMISSION_SCOPES.find((known) => known === data.scope);
  const level = (['read', 'write'] as const).find((known) => known === data.level);
  if (scope === undefined || level === undefined) {
    throw new Error(`catalogue/lock.json has a permission "${data.scope}: ${data.level}" that GitHub does not know.`);
  }
  return { scope, level, why: data.why };
}
