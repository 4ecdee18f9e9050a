import { limitOf } from '../../catalogue/github-limits.ts';
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
const MAX_DEPTH = limitOf('called-workflow-levels');
/** How many different workflows may be called from one, over all levels.
 *  @see https://github.com/servo/servo/issues/36143 for the words */
const MAX_CALLED = limitOf('called-workflows');

/** How far a plan has come: the level of the file, and every file that was called so far. */
interface Reach {
  readonly depth: number;
  readonly called: Set<string>;
}

/** Reads the file and the files it calls. @throws {InvalidWorkflow} with GitHub's sentences, {NotRehearsed} for what the engine
 *  cannot do. */
export async function plan(
  source: WorkflowSource,
  path: string,
  inherited: TokenPermissions,
  { depth, called }: Reach = { depth: 1, called: new Set() },
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
    called.add(job.path);
    if (called.size > MAX_CALLED) {
      const sentence = `too many workflows are referenced, total: ${called.size}, limit: ${MAX_CALLED}`;
      throw new InvalidWorkflow([`${path}: ${sentence}`]);
    }
    const problems = permissionProblems(job, await source.definition(job.path), permissions);
    if (problems.length > 0) throw new InvalidWorkflow(problems);
    jobs.push({ kind: 'call', job, called: await plan(source, job.path, permissions, { depth: depth + 1, called }) });
  }
  return { definition, jobs };
}
