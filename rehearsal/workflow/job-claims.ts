import type { Repository, WorkflowRun } from '../github/model.ts';
import type { JobClaims } from '../github/oidc.ts';
import { accountId } from './event-payload.ts';
import type { EventRef } from './github-context.ts';
import { isProtected } from './ref-policy.ts';
import type { FileScope } from './run-context.ts';

/** The job whose identity it is. */
export interface ClaimingJob {
  /** Number of the job, which is that of its check run. */
  readonly id: number;
  readonly environment: string | undefined;
  /** The workflow file that holds it, which in a called workflow is not the one that was started. */
  readonly of: Pick<FileScope, 'file' | 'origin'>;
}

/** What GitHub's identity tokens say about a job. */
export function jobClaims(
  source: Repository,
  run: WorkflowRun,
  { ref, refType, sha, baseRef, headRef }: EventRef,
  { id, environment, of }: ClaimingJob,
): JobClaims {
  const repository = `${source.owner}/${source.name}`;
  return {
    repository,
    repository_id: String(source.id),
    repository_owner: source.owner,
    repository_owner_id: String(source.ownerId),
    repository_visibility: source.visibility,
    ref,
    ref_type: refType,
    ref_protected: String(isProtected(source, ref)),
    base_ref: baseRef,
    head_ref: headRef,
    sha,
    event_name: run.event,
    actor: run.actor,
    actor_id: String(accountId(run.actor)),
    workflow: run.name,
    workflow_ref: `${repository}/${run.workflowPath}@${ref}`,
    workflow_sha: sha,
    job_workflow_ref: `${repository}/${of.file}@${of.origin?.ref ?? ref}`,
    job_workflow_sha: of.origin?.sha ?? sha,
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    check_run_id: String(id),
    runner_environment: 'github-hosted',
    ...(environment === undefined ? {} : { environment }),
  };
}
