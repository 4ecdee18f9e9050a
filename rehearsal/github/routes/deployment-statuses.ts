import {
  type Answer,
  type Call,
  created,
  notFound,
  notRehearsed,
  ok,
  type Route,
  refused,
  timestamp,
} from '../call.ts';
import { listed, PAGING } from '../lists.ts';
import type { Deployment, DeploymentStatus } from '../model.ts';
import { statusShape } from '../shapes.ts';
import { findDeployment, raiseDeployment } from './deployments.ts';

const STATES = ['queued', 'pending', 'in_progress', 'success', 'failure', 'error', 'inactive'] as const;
const DESCRIPTION_LIMIT = 140;

const nextId = ({ repository }: Call): number =>
  repository.deployments.flatMap(({ statuses }) => statuses).reduce((max, { id }) => Math.max(max, id), 0) + 1;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function append(call: Call, deployment: Deployment, status: Omit<DeploymentStatus, 'id' | 'createdAt'>) {
  const appended = { id: nextId(call), createdAt: timestamp(call), ...status };
  deployment.statuses.push(appended);
  return appended;
}

async function create(call: Call): Promise<Answer> {
  const deployment = findDeployment(call);
  if (deployment === undefined) return notFound();
  const { state, description, environment } = call.body;
  const known = STATES.find((one) => one === state);
  if (known === undefined) {
    return refused(422, 'Validation Failed', [
      { value: state ?? null, resource: 'DeploymentStatus', field: 'state', code: 'custom' },
    ]);
  }
  if (text(description).length > DESCRIPTION_LIMIT) {
    const message = `description is too long (maximum is ${DESCRIPTION_LIMIT} characters)`;
    return refused(422, 'Validation Failed', [
      { resource: 'DeploymentStatus', field: 'description', code: 'custom', message },
    ]);
  }
  if (typeof environment === 'string' && environment !== deployment.environment) {
    return notRehearsed('a status that moves its deployment to another environment');
  }
  const status = append(call, deployment, {
    state: known,
    description: text(description),
    logUrl: text(call.body['log_url']) || text(call.body['target_url']),
    environmentUrl: text(call.body['environment_url']),
  });
  if (known === 'success' && call.body['auto_inactive'] !== false) supersede(call, deployment);
  // GitHub starts nothing for a deployment that is made inactive.
  if (known !== 'inactive') {
    const { id, state, description, environmentUrl, logUrl } = status;
    const told = {
      id,
      state,
      description,
      environment: deployment.environment,
      environment_url: environmentUrl,
      log_url: logUrl,
    };
    await raiseDeployment(call, deployment, { name: 'deployment_status', fields: { deployment_status: told } });
  }
  return created(statusShape(call, deployment, status));
}

/** A success makes earlier ones of the same environment inactive, unless they are transient or production.
 *  @see https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status (auto_inactive) */
function supersede(call: Call, current: Deployment): void {
  const earlier = call.repository.deployments.filter(
    ({ id, environment, transient, production, statuses }) =>
      id < current.id &&
      environment === current.environment &&
      transient !== true &&
      production !== true &&
      statuses.at(-1)?.state === 'success',
  );
  for (const deployment of earlier) {
    append(call, deployment, { state: 'inactive', description: '', logUrl: '', environmentUrl: '' });
  }
}

/** @see https://docs.github.com/en/rest/deployments/statuses */
export const DEPLOYMENT_STATUSES: readonly Route[] = [
  {
    method: 'GET',
    path: '/deployments/{deployment_id}/statuses',
    needs: ['deployments', 'read'],
    query: PAGING,
    handle(call) {
      const deployment = findDeployment(call);
      if (deployment === undefined) return notFound();
      return listed(call, [...deployment.statuses].reverse(), (status) => statusShape(call, deployment, status));
    },
  },
  { method: 'POST', path: '/deployments/{deployment_id}/statuses', needs: ['deployments', 'write'], handle: create },
  {
    method: 'GET',
    path: '/deployments/{deployment_id}/statuses/{status_id}',
    needs: ['deployments', 'read'],
    handle(call) {
      const deployment = findDeployment(call);
      const status = deployment?.statuses.find(({ id }) => String(id) === call.params['status_id']);
      return deployment === undefined || status === undefined ? notFound() : ok(statusShape(call, deployment, status));
    },
  },
];
