import { GITHUB_SCOPES } from '../../catalogue/github-schema.ts';
import { PERMISSION_SCOPES, type PermissionScope } from '../../domain/action-contract.ts';
import type { TokenPermissions } from '../github/model.ts';
import type { CallJob, JobDefinition, WorkflowDefinition } from './definition.ts';
import { NotRehearsed } from './problems.ts';
import { inFile, literalText, type Token } from './token.ts';

/** What a token may do when no file says anything: the setting of a new repository.
 *  @see https://docs.github.com/en/actions/reference/security/github_token */
export const RESTRICTED: TokenPermissions = { contents: 'read', packages: 'read' };

/** Reads `permissions`: a scope that is not listed is none. `undefined` for a file or job that has none. */
export function readPermissions(token: Token | undefined): TokenPermissions | undefined {
  if (token === undefined) return undefined;
  if (token.kind === 'literal') {
    const all = literalText(token);
    if (all === 'read-all' || all === 'write-all') {
      const level = all === 'read-all' ? 'read' : 'write';
      const levels = (scope: PermissionScope): readonly string[] => GITHUB_SCOPES[scope];
      const scopes = PERMISSION_SCOPES.filter((scope) => level === 'write' || levels(scope).includes(level));
      return Object.fromEntries(scopes.map((scope) => [scope, levels(scope).includes(level) ? level : 'read']));
    }
    return {};
  }
  const permissions: Partial<Record<PermissionScope, 'read' | 'write'>> = {};
  for (const { key, value, place } of token.kind === 'map' ? token.entries : []) {
    const scope = PERMISSION_SCOPES.find((one) => one === key);
    const level = literalText(value);
    if (level === 'none') continue;
    if (scope === undefined) throw new NotRehearsed(`the permission "${key}"`, place);
    if (level === 'read' || level === 'write') permissions[scope] = level;
  }
  return permissions;
}

/** What the token of a job may do: its own `permissions`, else the file's, else what the caller's job has, else the repository's
 *  setting. */
export const jobPermissions = (
  job: JobDefinition,
  workflow: WorkflowDefinition,
  inherited: TokenPermissions,
): TokenPermissions => readPermissions(job.permissions) ?? readPermissions(workflow.permissions) ?? inherited;

/** GitHub's sentences for what a called workflow asks beyond what its caller allows: then nothing of the run starts.
 *  @param reference the called workflow with repository, path and commit
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/PermissionsHelper.cs */
export function permissionProblems(
  caller: CallJob,
  called: WorkflowDefinition,
  allowed: TokenPermissions,
  reference: string,
): readonly string[] {
  const problem = (who: string, requested: TokenPermissions | undefined): string[] => {
    const beyond = PERMISSION_SCOPES.filter((scope) => rank(requested?.[scope]) > rank(allowed[scope]));
    if (beyond.length === 0) return [];
    const list = (from: TokenPermissions | undefined) =>
      beyond.map((scope) => `${scope}: ${from?.[scope] ?? 'none'}`).join(', ');
    return [
      `${inFile(caller.place)}: Error calling workflow '${reference}'. ${who} is requesting '${list(requested)}', but is only allowed '${list(allowed)}'.`,
    ];
  };
  return [
    ...problem('The workflow', readPermissions(called.permissions)),
    ...called.jobs.flatMap((job) => problem(`The nested job '${job.id}'`, readPermissions(job.permissions))),
  ];
}

const rank = (level: 'read' | 'write' | undefined): number => (level === 'write' ? 2 : level === 'read' ? 1 : 0);
