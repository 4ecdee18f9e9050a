/** What GitHub says of a job, as far as a cloud asks. */
export interface Claims {
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly ref: string;
  readonly job_workflow_ref: string;
  readonly event_name: string;
  readonly run_attempt: string;
  readonly environment?: string;
}

const OWN = 'ai-agent-platform/ai-agent-platform/.github/workflows';

/** The file that holds a job, at the ref of its run. */
export const fileAt = (file: string, ref: string): string => `${OWN}/${file}.yml@${ref}`;

export const MAIN = 'refs/heads/main';
export const DEVELOP = 'refs/heads/develop';
export const FEATURE = 'refs/heads/feature/heading';

type Job = readonly [file: string, ref: string, event: string, environment?: string];

/** Every job of the demo that logs in to the cloud, by the identity that it asks for. Written by hand: conditions are generated. */
const JOBS: Readonly<Record<string, readonly Job[]>> = {
  'build-protected': [
    ['build', DEVELOP, 'push'],
    ['build', MAIN, 'push'],
  ],
  'build-unprotected': [['build', FEATURE, 'push']],
  'tier-dev': [
    ['deploy', FEATURE, 'push', 'dev'],
    ['rollback', FEATURE, 'workflow_dispatch', 'dev'],
  ],
  'tier-staging': [
    ['deploy', DEVELOP, 'push', 'staging'],
    ['promote', MAIN, 'push', 'staging'],
    ['promote', MAIN, 'workflow_dispatch', 'staging'],
    ['rollback', DEVELOP, 'workflow_dispatch', 'staging'],
    ['rollback', MAIN, 'workflow_dispatch', 'staging'],
  ],
  'tier-production': [
    ['promote', MAIN, 'push', 'production'],
    ['promote', MAIN, 'workflow_dispatch', 'production'],
    ['rollback', MAIN, 'workflow_dispatch', 'production'],
  ],
};

const claimsOf = ([file, ref, event_name, environment]: Job): Claims => ({
  ...{ repository_id: '731846205', repository_owner_id: '140372916', ref, event_name, run_attempt: '1' },
  job_workflow_ref: fileAt(file, ref),
  ...(environment === undefined ? {} : { environment }),
});

/** By the name of the identity. */
export const HONEST: ReadonlyMap<string, readonly Claims[]> = new Map(
  Object.entries(JOBS).map(([identity, jobs]) => [identity, jobs.map(claimsOf)]),
);
