import type { Deployment, DeploymentStatus, Repository, WorkflowRun } from '../github/model.ts';
import { ACTIONS_BOT } from '../github/tokens.ts';

/** The deployment that GitHub itself records for a job with an environment. */
export interface JobDeployment {
  report(state: DeploymentStatus['state'], environmentUrl?: string): void;
}

/** Records a deployment of the run's commit. A success makes the earlier ones of the environment inactive.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
export function openDeployment(
  repository: Repository,
  job: {
    readonly run: WorkflowRun;
    readonly sha: string;
    readonly environment: string;
    readonly logUrl: string;
    readonly timestamp: () => string;
  },
): JobDeployment {
  const { deployments } = repository;
  const next = (ids: readonly number[]): number => Math.max(0, ...ids) + 1;
  const append = ({ statuses }: Deployment, state: DeploymentStatus['state'], environmentUrl: string): void => {
    statuses.push({
      id: next(deployments.flatMap((one) => one.statuses.map(({ id }) => id))),
      state,
      description: '',
      logUrl: job.logUrl,
      environmentUrl,
      createdAt: job.timestamp(),
    });
  };
  const deployment: Deployment = {
    id: next(deployments.map(({ id }) => id)),
    sha: job.sha,
    ref: job.run.headBranch,
    task: 'deploy',
    environment: job.environment,
    payload: {},
    createdAt: job.timestamp(),
    creator: ACTIONS_BOT.login,
    statuses: [],
    transient: false,
    production: false,
  };
  deployments.push(deployment);
  return {
    report(state, environmentUrl = '') {
      if (state === 'success') {
        for (const earlier of deployments) {
          const superseded =
            earlier.id < deployment.id &&
            earlier.environment === deployment.environment &&
            earlier.transient !== true &&
            earlier.production !== true &&
            earlier.statuses.at(-1)?.state === 'success';
          if (superseded) append(earlier, 'inactive', '');
        }
      }
      append(deployment, state, environmentUrl);
    },
  };
}
