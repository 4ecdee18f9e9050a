import { randomBytes } from 'node:crypto';
import type { PermissionScope } from '../../domain/action-contract.ts';
import type { TokenIssuer, TokenPermissions } from './model.ts';

/** Somebody who may do everything in the repository, and answers in their own name. */
export interface Person {
  readonly login: string;
  readonly id: number;
  /** Slugs of the teams they belong to. */
  readonly teams: readonly string[];
}

/** What a token stands for. */
export type Grant =
  /** Who gives no token. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'job'; readonly permissions: TokenPermissions; readonly actor: string; readonly runId: number }
  | { readonly kind: 'person'; readonly person: Person };

/** The account that every job's token acts as. */
export const ACTIONS_BOT = { login: 'github-actions[bot]', id: 41898282 } as const;

export const NOBODY: Grant = { kind: 'nobody' };

/** Who asks, for a log. */
export const nameOf = (grant: Grant | undefined): string => {
  if (grant?.kind === 'job') return `run ${grant.runId}`;
  return grant?.kind === 'person' ? grant.person.login : 'nobody';
};

/** Whose account writes with this grant: a job's token never writes in the name of whoever started the run. */
export const accountOf = (grant: Grant): { readonly login: string; readonly id: number } =>
  grant.kind === 'person' ? grant.person : ACTIONS_BOT;

/** Whether the grant covers the need: `write` includes `read`, a scope that is not listed is none.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
export function covers(grant: Grant, scope: PermissionScope, level: 'read' | 'write'): boolean {
  if (grant.kind === 'person') return true;
  if (grant.kind === 'nobody') return false;
  const held = grant.permissions[scope];
  return held === 'write' || (held === 'read' && level === 'read');
}

/** Every token that is valid now. They look like GitHub's, so that what masks or matches those does so here. */
export class Tokens implements TokenIssuer {
  readonly #grants = new Map<string, Grant>();

  issue(grant: { readonly permissions: TokenPermissions; readonly actor: string; readonly runId: number }): string {
    return this.#add('ghs', { kind: 'job', ...grant });
  }

  /** A token of a person, as they would make one to use the API or the command line. */
  issuePersonal(person: Person): string {
    return this.#add('ghp', { kind: 'person', person });
  }

  /** The token ends with its job: later calls with it are answered 401. */
  revoke(token: string): void {
    this.#grants.delete(token);
  }

  find(token: string): Grant | undefined {
    return this.#grants.get(token);
  }

  #add(prefix: string, grant: Grant): string {
    const token = `${prefix}_${randomBytes(18).toString('hex')}`;
    this.#grants.set(token, grant);
    return token;
  }
}
