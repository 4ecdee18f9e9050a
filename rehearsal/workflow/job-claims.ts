import type { Repository, WorkflowRun } from '../github/model.ts';
import type { JobClaims } from '../github/oidc.ts';
import type { EventRef } from './github-context.ts';
import type { FileScope } from './run-context.ts';

/** What GitHub's identity tokens say about a job.
 *  @param of the workflow file that holds the job, which in a called workflow is not the one that was started */
export function jobClaims(
  { id, owner, name, visibility }: Repository,
  run: WorkflowRun,
  { ref, sha }: EventRef,
  of: Pick<FileScope, 'file' | 'origin'>,
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
    job_workflow_ref: `${repository}/${of.file}@${of.origin?.ref ?? ref}`,
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    ...(environment === undefined ? {} : { environment }),
  };
}
