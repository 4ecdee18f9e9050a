import type { JobClaims } from '../../../../rehearsal/github/oidc.ts';

const DEPLOY = 'acme/shop/.github/workflows/deploy.yml@refs/heads/main';

/** What GitHub says of a job of build.yml, which deploy.yml calls on a push to main. */
export const CLAIMS: JobClaims = {
  repository: 'acme/shop',
  repository_id: '74',
  repository_owner: 'acme',
  repository_owner_id: '65',
  repository_visibility: 'private',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  ref_protected: 'true',
  base_ref: '',
  head_ref: '',
  sha: '0'.repeat(40),
  event_name: 'push',
  actor: 'mina',
  actor_id: '12',
  workflow: 'Deploy',
  workflow_ref: DEPLOY,
  workflow_sha: '0'.repeat(40),
  job_workflow_ref: DEPLOY.replace('deploy.yml', 'build.yml'),
  job_workflow_sha: '0'.repeat(40),
  run_id: '41',
  run_number: '3',
  run_attempt: '1',
  check_run_id: '77',
  runner_environment: 'github-hosted',
};
