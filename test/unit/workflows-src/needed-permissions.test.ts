import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Delivery } from '../../../domain/delivery.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';
import { DELIVERIES } from './deliveries.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

/** Calls of GitHub's API, and the permission that its documentation asks for.
 *  @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const CALLS = {
  'GET the code': 'contents: read',
  'GET /commits/{ref}': 'contents: read',
  'GET /compare/{basehead}': 'contents: read',
  'GET /git/commits/{sha}': 'contents: read',
  'GET /git/trees/{sha}': 'contents: read',
  'GET /actions/runs/{run_id}': 'actions: read',
  'GET /actions/runs/{run_id}/approvals': 'actions: read',
  'GET /actions/jobs/{job_id}': 'actions: read',
  'GET /environments/{environment_name}': 'actions: read',
  'POST /deployments': 'deployments: write',
  'POST /deployments/{deployment_id}/statuses': 'deployments: write',
  'GET the OIDC token of the job': 'id-token: write',
  'POST /attestations': 'attestations: write',
} as const;
type Call = keyof typeof CALLS;

const RUN = 'GET /actions/runs/{run_id}';
const ANSWERS: readonly Call[] = ['GET /actions/runs/{run_id}/approvals', 'GET /compare/{basehead}', RUN];

/** What each action asks of GitHub, by what it is given. */
const ASKED: Readonly<Record<string, (given: NonNullable<Step['with']>) => readonly Call[]>> = {
  'actions/attest': () => ['GET the OIDC token of the job', 'POST /attestations'],
  'actions/checkout': () => ['GET the code'],
  'actions/setup-node': () => [],
  'actions/setup-python': () => [],
  'docker/build-push-action': () => [],
  'docker/login-action': () => [],
  'docker/setup-buildx-action': () => [],
  'google-github-actions/auth': () => ['GET the OIDC token of the job'],
  'google-github-actions/get-gke-credentials': () => [],
  './actions/approval': () => [
    RUN,
    'GET /compare/{basehead}',
    'GET /commits/{ref}',
    'GET /environments/{environment_name}',
  ],
  './actions/consent': () => [...ANSWERS, 'GET /actions/jobs/{job_id}', 'GET /environments/{environment_name}'],
  './actions/image-tag': ({ provenance }) =>
    provenance ? [RUN, 'GET /actions/jobs/{job_id}', 'GET /git/commits/{sha}', 'GET /git/trees/{sha}'] : [],
  './actions/promotion': () => [RUN, 'GET /compare/{basehead}'],
  './actions/release': () => [],
  './actions/rollback': (given) => (given['find-only'] === true ? [] : [RUN, 'POST /deployments']),
  './actions/rollout': () => [RUN, 'POST /deployments', 'POST /deployments/{deployment_id}/statuses'],
  './actions/signature': () => [],
  './actions/verification': ({ gate }) => [RUN, 'POST /deployments/{deployment_id}/statuses', ...(gate ? ANSWERS : [])],
  './actions/wave': ({ gate, evidence }) => [
    'POST /deployments/{deployment_id}/statuses',
    ...(evidence ? ([RUN] as const) : []),
    ...(gate ? ANSWERS : []),
  ],
  './actions/withdrawal': () => [RUN],
};

/** Per scope the higher level of all calls of a job's steps. */
function needed(steps: readonly Step[]): Readonly<Record<string, string>> {
  const all = steps.flatMap(({ uses, with: given = {} }) => {
    if (uses === undefined) return [];
    const ask = ASKED[uses.replace(/@.*/, '')];
    if (ask === undefined) throw new Error(`Nobody wrote down what ${uses} asks of GitHub.`);
    return ask(given).map((call) => CALLS[call].split(': ') as [string, string]);
  });
  // "write" comes last.
  return Object.fromEntries(all.sort(([, one], [, other]) => one.localeCompare(other)));
}

const deliveries: readonly (readonly [string, Delivery])[] = [['the demo', platform], ...Object.entries(DELIVERIES)];

describe.each(deliveries)('the token of each job of %s', (_, delivery) => {
  it('may do what a call of its steps needs, and nothing else', () => {
    for (const { path, content } of generateWorkflows(delivery).filter((file) =>
      file.path.startsWith('.github/workflows/'),
    )) {
      const { jobs, permissions } = parse(content) as { jobs: Record<string, Job>; permissions: object };
      expect(permissions).toEqual({});
      for (const [id, { steps, permissions: given }] of Object.entries(jobs))
        if (steps !== undefined) expect([path, id, given]).toEqual([path, id, needed(steps)]);
    }
  });
});

it('a job that only looks where several clusters go back to cannot write a record', () => {
  const waves = DELIVERIES['several clusters in waves'];
  if (waves === undefined) throw new Error('There is no such delivery.');
  const file = generateWorkflows(waves).find(({ path }) => path.endsWith('rollback.yml'));
  const { jobs } = parse(file?.content ?? '') as { jobs: Record<string, Job> };
  expect(jobs['live-api-target']?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(jobs['live-api']?.permissions).toMatchObject({ deployments: 'write' });
});
