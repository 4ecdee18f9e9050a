import type { JobDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { workflowReference } from '../workflow-reference.ts';

/** Calls of workflows of other repositories: their files are not here.
 *  @param repository `owner/name` of the one that is rehearsed */
export function remoteWorkflowRefusals(job: JobDefinition, repository: string): readonly Refusal[] {
  if (job.kind !== 'call') return [];
  const reference = workflowReference(job.uses);
  const other = reference.kind === 'elsewhere' && reference.repository.toLowerCase() !== repository.toLowerCase();
  return other ? [{ what: `"${job.uses}", a workflow of another repository,`, place: job.usesPlace }] : [];
}
