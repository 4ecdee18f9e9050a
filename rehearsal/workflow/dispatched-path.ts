import type { DispatchEvent } from './event.ts';
import { DispatchRefused } from './inputs.ts';
import { WORKFLOWS, type WorkflowSource } from './workflow-source.ts';

/** The file that a dispatch names, at the ref that it names. GitHub knows a workflow by the default branch, and runs the file of the
 *  ref.
 *  @throws {DispatchRefused} when either has none.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_dispatch */
export async function dispatchedPath(
  { workflow }: DispatchEvent,
  source: WorkflowSource,
  onDefault: () => Promise<WorkflowSource>,
): Promise<string> {
  const path = workflow.includes('/') ? workflow : `${WORKFLOWS}/${workflow}`;
  if ((await (await onDefault()).text(path)) === undefined) throw new DispatchRefused('Not Found', 404);
  if ((await source.text(path)) === undefined) {
    throw new DispatchRefused('Workflow does not exist or does not have a workflow_dispatch trigger in this branch.');
  }
  return path;
}
