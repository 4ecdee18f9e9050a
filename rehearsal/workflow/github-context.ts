import type { Repository, WorkflowRun } from '../github/model.ts';
import { accountId } from './event-payload.ts';
import { isProtected } from './ref-policy.ts';
import type { Value } from './value.ts';

/** Where an event points: what GITHUB_REF and its relatives say. */
export interface EventRef {
  readonly ref: string;
  readonly refName: string;
  readonly refType: 'branch' | 'tag';
  /** Commit that GITHUB_SHA names and whose workflow files run. */
  readonly sha: string;
  /** Branch and commit that the run is listed under. */
  readonly headBranch: string;
  readonly headSha: string;
  /** Only for pull requests. */
  readonly baseRef: string;
  readonly headRef: string;
}

/** The `github` context of a run, without what belongs to one job or step. In a called workflow all of it is the caller's.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context */
export function githubContext(from: {
  readonly repository: Repository;
  readonly run: WorkflowRun;
  readonly at: EventRef;
  readonly payload: Value;
  readonly apiUrl: string;
  readonly serverUrl: string;
}): Readonly<Record<string, Value>> {
  const { repository, run, at, payload, apiUrl, serverUrl } = from;
  const fullName = `${repository.owner}/${repository.name}`;
  return {
    actor: run.actor,
    actor_id: String(accountId(run.actor)),
    triggering_actor: run.triggeringActor,
    api_url: apiUrl,
    server_url: serverUrl,
    graphql_url: `${apiUrl}/graphql`,
    base_ref: at.baseRef,
    head_ref: at.headRef,
    event: payload,
    event_name: run.event,
    ref: at.ref,
    ref_name: at.refName,
    ref_type: at.refType,
    ref_protected: isProtected(repository, at.ref),
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    repositoryUrl: `${serverUrl.replace(/^https?:/, 'git:')}/${fullName}.git`,
    retention_days: '90',
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    secret_source: 'Actions',
    sha: at.sha,
    workflow: run.name,
    workflow_ref: `${fullName}/${run.workflowPath}@${at.ref}`,
    workflow_sha: at.sha,
  };
}
