import type { Environment, Repository } from '../github/model.ts';
import { setEnvironment } from '../github/state.ts';
import { evaluateText, evaluateToken, isTruthy, type Scope } from './expression.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import { childOf, type Token } from './token.ts';

/** `environment` of a job, evaluated as far as it can be before the job runs. */
export interface EnvironmentSetting {
  readonly environment: Environment;
  /** Evaluated by the runner, when the steps are over. */
  readonly url: Token | undefined;
  /** Whether GitHub records a deployment of its own; not with `deployment: false`. */
  readonly deployment: boolean;
}

/** Finds the environment that a job names. One that does not exist is created without rules, as on GitHub; an empty name is none. */
export function environmentSetting(
  repository: Repository,
  token: Token | undefined,
  scope: Scope,
): EnvironmentSetting | undefined {
  if (token === undefined) return undefined;
  refuseUnknownKeys('environment', token);
  const nameToken = token.kind === 'map' ? childOf(token, 'name') : token;
  const name = nameToken === undefined ? '' : evaluateText(nameToken, scope);
  if (name === '') return undefined;
  const deployment = childOf(token, 'deployment');
  return {
    environment: repository.environments.get(name.toLowerCase()) ?? setEnvironment(repository, { name }),
    url: childOf(token, 'url'),
    deployment: deployment === undefined || isTruthy(evaluateToken(deployment, scope)),
  };
}
