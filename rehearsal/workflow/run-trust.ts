import type { Environment, Repository, TokenPermissions } from '../github/model.ts';
import type { Occurrence } from './occurrence.ts';
import type { Plan, PlannedJob } from './plan.ts';

/** How far GitHub trusts what a run is made of. `fork`: files and code of somebody who may not write here. `dependabot`: a run that
 *  Dependabot has started. */
export type RunTrust = 'full' | 'fork' | 'dependabot';

/** Events that Dependabot starts with less trust than anybody else; `pull_request_target` is not among them, because its pull
 *  requests come from this repository.
 *  @see https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const LESS_FOR_DEPENDABOT: readonly string[] = ['pull_request', 'push', 'create', 'deployment', 'deployment_status'];

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories */
export function trustOf({ name, event }: Pick<Occurrence, 'name' | 'event'>): RunTrust {
  if (name === 'pull_request' && event.kind === 'pull_request' && event.headRepository !== undefined) return 'fork';
  return event.actor === 'dependabot[bot]' && LESS_FOR_DEPENDABOT.includes(name) ? 'dependabot' : 'full';
}

/** What tokens may do where no file says anything. Dependabot's may write only where a file says so. */
export const defaultPermissions = (trust: RunTrust, permissions: TokenPermissions): TokenPermissions =>
  trust === 'full' ? permissions : readOnly(permissions);

/** A plan as it runs for a fork: whatever its files say, no token writes, and none proves an identity.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#how-permissions-are-calculated-for-a-workflow-job */
export const trustedPlan = (trust: RunTrust, plan: Plan): Plan =>
  trust === 'fork' ? { ...plan, jobs: plan.jobs.map(readOnlyJob) } : plan;

const readOnlyJob = (planned: PlannedJob): PlannedJob =>
  planned.kind === 'call'
    ? { ...planned, called: trustedPlan('fork', planned.called) }
    : { ...planned, permissions: readOnly(planned.permissions) };

function readOnly(permissions: TokenPermissions): TokenPermissions {
  const { 'id-token': _, ...others } = permissions;
  return Object.fromEntries(Object.keys(others).map((scope) => [scope, 'read']));
}

/** Secrets that jobs may see: the repository's, or those of an environment. */
export const visibleSecrets = (
  trust: RunTrust,
  { secrets }: Pick<Repository, 'secrets'> | Pick<Environment, 'secrets'>,
): Readonly<Record<string, string>> => (trust === 'full' ? Object.fromEntries(secrets) : {});

/** Variables that jobs may see. "They are not passed to workflows that are triggered by a pull request from a fork", says the page where
 *  secrets and variables are set. */
export const visibleVariables = (
  trust: RunTrust,
  { variables }: Pick<Repository, 'variables'> | Pick<Environment, 'variables'>,
): Readonly<Record<string, string>> => (trust === 'fork' ? {} : Object.fromEntries(variables));
