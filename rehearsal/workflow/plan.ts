import type { TokenPermissions } from '../github/model.ts';
import type { CallJob, StepsJob, WorkflowDefinition } from './definition.ts';
import { jobPermissions, permissionProblems } from './permissions.ts';
import { InvalidWorkflow } from './problems.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** A workflow and everything it calls, read and checked before anything starts, as GitHub does it. */
export interface Plan {
  readonly definition: WorkflowDefinition;
  readonly jobs: readonly PlannedJob[];
}
export type PlannedJob =
  | { readonly kind: 'steps'; readonly job: StepsJob; readonly permissions: TokenPermissions }
  | { readonly kind: 'call'; readonly job: CallJob; readonly called: Plan };

/** How deep workflows may call each other, the first one included.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows */
const MAX_DEPTH = 10;

/** Reads the file and the files it calls. @throws {InvalidWorkflow} with GitHub's sentences, {NotRehearsed} for what the engine
 *  cannot do. */
export async function plan(
  source: WorkflowSource,
  path: string,
  inherited: TokenPermissions,
  depth = 1,
): Promise<Plan> {
  const definition = await source.definition(path);
  const jobs: PlannedJob[] = [];
  for (const job of definition.jobs) {
    const permissions = jobPermissions(job, definition, inherited);
    if (job.kind === 'steps') {
      jobs.push({ kind: 'steps', job, permissions });
      continue;
    }
    if (depth >= MAX_DEPTH) {
      throw new InvalidWorkflow([`${path}: Nested reusable workflow depth exceeded ${MAX_DEPTH}.`]);
    }
    const problems = permissionProblems(job, await source.definition(job.path), permissions);
    if (problems.length > 0) throw new InvalidWorkflow(problems);
    jobs.push({ kind: 'call', job, called: await plan(source, job.path, permissions, depth + 1) });
  }
  return { definition, jobs };
}
