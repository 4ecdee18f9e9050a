import type { Repository, WorkflowRun } from '../github/model.ts';
import type { JobClaims } from '../github/oidc.ts';
import type { EventRef } from './github-context.ts';

/** What GitHub's identity tokens say about a job.
 *  @param file the workflow file that holds the job, which in a called workflow is not the one that was started */
export function jobClaims(
  { id, owner, name, visibility }: Repository,
  run: WorkflowRun,
  { ref, sha }: EventRef,
  file: string,
  environment: string | undefined,
): JobClaims {
  const repository = `${owner}/${name}`;
  return {
    repository,
    repository_id: String(id),
    repository_owner: owner,
    repository_visibility: visibility,
    ref,
    sha,
    event_name: run.event,
    actor: run.actor,
    workflow: run.name,
    workflow_ref: `${repository}/${run.workflowPath}@${ref}`,
    job_workflow_ref: `${repository}/${file}@${ref}`,
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    ...(environment === undefined ? {} : { environment }),
  };
}
