import type { CommitSha } from '../commit.ts';
import type { Run } from '../run-order.ts';
import type { EvidenceRefusal } from './codes.ts';
import type { WorkflowAt } from './statement.ts';

/** A run as GitHub tells of it. */
export interface RunFacts {
  readonly id: number;
  readonly repository: { readonly id: number; readonly name: string };
  /** Of the latest attempt. */
  readonly attempt: number;
  readonly createdAt: string;
  readonly commit: CommitSha;
  readonly branch: string;
  /** What began it, in GitHub's words. */
  readonly event: string;
  /** The file by which it began. */
  readonly file: string;
}

/** What a statement says of the run that wrote it. */
export interface ClaimedRun {
  readonly repository: { readonly id: number; readonly name: string };
  readonly commit: CommitSha;
  readonly run: Run;
  readonly workflow: WorkflowAt;
}

/** Events by which a run takes its files from the branch that GitHub names. A pull request has the branch that it comes from beside it,
 *  and runs the files of a merge into any other one; other events run those of the default branch.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const OF_ITS_BRANCH: readonly string[] = ['push', 'workflow_dispatch'];

/** The run that a statement names must be the one that GitHub has under its number. */
export function otherRun({ repository, commit, run, workflow }: ClaimedRun, facts: RunFacts) {
  if (facts.id !== run.id) return differs('other-run', 'run', `${run.id}`, `${facts.id}`);
  if (facts.repository.id !== repository.id)
    return differs('other-repository', 'run', `${repository.id}`, `${facts.repository.id}`);
  if (!OF_ITS_BRANCH.includes(facts.event))
    return differs('other-run', 'run', `begun by ${facts.event}`, OF_ITS_BRANCH.join(' or '));
  if (facts.commit !== commit) return differs('other-commit', 'commit', commit, facts.commit);
  if (facts.file !== workflow.file || `refs/heads/${facts.branch}` !== workflow.ref)
    return differs(
      'other-workflow',
      'workflow',
      at(workflow),
      at({ file: facts.file, ref: `refs/heads/${facts.branch}` }),
    );
  if (Date.parse(facts.createdAt) !== Date.parse(run.createdAt))
    return differs('other-run', 'time of the run', run.createdAt, facts.createdAt);
  return run.attempt <= facts.attempt
    ? undefined
    : differs('other-run', 'attempt', `${run.attempt}`, `at most ${facts.attempt}`);
}

/** The repository, and the file and branch, that a statement must be from. */
export interface WantedOrigin {
  /** GitHub's number of the repository. */
  readonly repository: number;
  readonly service: string;
  readonly workflows: readonly WorkflowAt[];
}

export function otherOrigin(
  { repository, service, workflow }: ClaimedRun & { readonly service: string },
  wanted: WantedOrigin,
): EvidenceRefusal | undefined {
  if (repository.id !== wanted.repository)
    return differs('other-repository', 'repository', `${repository.id} (${repository.name})`, `${wanted.repository}`);
  if (service !== wanted.service) return differs('other-service', 'service', service, wanted.service);
  return wanted.workflows.some(({ file, ref }) => file === workflow.file && ref === workflow.ref)
    ? undefined
    : differs('other-workflow', 'workflow', at(workflow), wanted.workflows.map(at).join(' or '));
}

const at = ({ file, ref }: WorkflowAt): string => `${file}@${ref}`;

export const differs = (
  code: EvidenceRefusal['code'],
  what: string,
  found: string,
  wanted: string,
): EvidenceRefusal => ({
  code,
  sentence: `The statement's ${what} is ${found}; wanted ${wanted}.`,
});
