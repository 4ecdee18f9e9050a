import type { Value } from '../../workflow/value.ts';
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
import type { Deployment } from '../model.ts';
import { causedBy, fullRef } from '../raised.ts';
import { deploymentShape } from '../shapes.ts';
import { accountOf } from '../tokens.ts';

/** The environment that a deployment goes to when it names none, and the one that GitHub takes for production by its name. */
const DEFAULT_ENVIRONMENT = 'production';

const FILTERS = ['sha', 'ref', 'task', 'environment'] as const;

/** Ids rise over all deployments of the repository. */
const nextId = ({ repository }: Call): number =>
  repository.deployments.reduce((max, { id }) => Math.max(max, id), 0) + 1;

/** The deployment that the path names. */
export const findDeployment = ({ repository, params }: Call): Deployment | undefined =>
  repository.deployments.find(({ id }) => String(id) === params['deployment_id']);

async function create(call: Call): Promise<Answer> {
  const { ref, task, environment, auto_merge, required_contexts, payload, description } = call.body;
  if (typeof ref !== 'string') {
    return refused(422, `Invalid request.\n\n"ref" wasn't supplied.`);
  }
  const sha = await call.git.resolve(ref);
  if (sha === undefined) return refused(422, `No ref found for: ${ref}`);
  if (auto_merge !== false) return notRehearsed('creating a deployment without "auto_merge": false');
  // The run that creates the deployment is itself a check of the commit, and it has not succeeded yet.
  if (!Array.isArray(required_contexts) || required_contexts.length > 0) {
    return refused(409, `Conflict: Commit status checks failed for ${ref}.`, [
      { contexts: [], resource: 'Deployment' },
    ]);
  }
  const name = typeof environment === 'string' ? environment : DEFAULT_ENVIRONMENT;
  const production = call.body['production_environment'];
  const deployment: Deployment = {
    id: nextId(call),
    sha,
    ref,
    task: typeof task === 'string' ? task : 'deploy',
    environment: name,
    payload: payload ?? {},
    createdAt: timestamp(call),
    creator: accountOf(call.grant).login,
    statuses: [],
    transient: call.body['transient_environment'] === true,
    production: typeof production === 'boolean' ? production : name === DEFAULT_ENVIRONMENT,
    ...(typeof description === 'string' ? { description } : {}),
  };
  call.repository.deployments.push(deployment);
  await raiseDeployment(call, deployment, { name: 'deployment' });
  return created(deploymentShape(call, deployment));
}

/** Tells workflows of a deployment, or of a status of one. One that was made of a commit has no ref.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#deployment */
export async function raiseDeployment(
  call: Call,
  deployment: Deployment,
  {
    name,
    fields = {},
  }: { readonly name: 'deployment' | 'deployment_status'; readonly fields?: Readonly<Record<string, Value>> },
): Promise<void> {
  const { id, sha, ref: named, task, environment, description, creator } = deployment;
  const ref = await fullRef(call, named);
  const shape = {
    id,
    sha,
    ref: named,
    task,
    environment,
    description: description ?? null,
    creator: { login: creator },
  };
  await call.actions.raise({
    kind: 'activity',
    name,
    action: 'created',
    ...(ref === undefined ? {} : { ref }),
    sha,
    fields: { deployment: { ...shape, payload: deployment.payload as Value }, ...fields },
    ...causedBy(call),
  });
}

function list(call: Call): Answer {
  const matches = (key: (typeof FILTERS)[number], deployment: Deployment): boolean => {
    const wanted = call.query.get(key);
    return wanted === null || wanted === 'none' || deployment[key] === wanted;
  };
  const found = call.repository.deployments
    .filter((one) => FILTERS.every((key) => matches(key, one)))
    .sort((a, b) => b.id - a.id);
  return listed(call, found, (deployment) => deploymentShape(call, deployment));
}

/** @see https://docs.github.com/en/rest/deployments/deployments */
export const DEPLOYMENTS: readonly Route[] = [
  {
    method: 'GET',
    path: '/deployments',
    needs: ['deployments', 'read'],
    query: [...FILTERS, ...PAGING],
    handle: list,
  },
  { method: 'POST', path: '/deployments', needs: ['deployments', 'write'], handle: create },
  {
    method: 'GET',
    path: '/deployments/{deployment_id}',
    needs: ['deployments', 'read'],
    handle(call) {
      const deployment = findDeployment(call);
      return deployment === undefined ? notFound() : ok(deploymentShape(call, deployment));
    },
  },
];
