import type { WorkflowDefinition } from '../definition.ts';
import { InvalidWorkflow, NotRehearsed, type Refusal } from '../problems.ts';
import type { Reading } from '../read-definition.ts';
import type { WorkflowSource } from '../workflow-source.ts';
import type { Checks, Equipment } from './check.ts';
import { CHECKS } from './checks.ts';
import { reachedPaths } from './reach.ts';

/** Reads every workflow file that an event can reach, before anything of it runs. A file that GitHub itself would refuse is no matter
 *  of this: that is a result.
 *  @param started paths of the files that the event starts
 *  @throws {NotRehearsed} with everything that is not rehearsed, all at once */
export async function scan(source: WorkflowSource, started: readonly string[], equipment: Equipment): Promise<void> {
  const paths = await source.paths();
  const files = new Map(await Promise.all(paths.map(async (path) => [path, await read(source, path)] as const)));
  const definitions = new Map([...files].flatMap(([path, { definition }]) => (definition ? [[path, definition]] : [])));
  const refusals = reachedPaths(definitions, started).flatMap((path) => {
    const file = files.get(path);
    return [...(file?.refusals ?? []), ...(file?.definition ? refusalsOf(file.definition, equipment) : [])];
  });
  if (refusals.length > 0) throw new NotRehearsed(refusals);
}

/** What the checks say of one file. */
export const refusalsOf = (
  workflow: WorkflowDefinition,
  equipment: Equipment,
  checks: Checks = CHECKS,
): readonly Refusal[] => [
  ...checks.workflow.flatMap((check) => check(workflow)),
  ...workflow.jobs.flatMap((job) => [
    ...checks.job.flatMap((check) => check(job)),
    ...(job.kind === 'steps' ? job.steps : []).flatMap((step) =>
      checks.step.flatMap((check) => check(step, equipment)),
    ),
  ]),
];

type Read = Partial<Reading> & Pick<Reading, 'refusals'>;

async function read(source: WorkflowSource, path: string): Promise<Read> {
  try {
    return await source.reading(path);
  } catch (error) {
    if (error instanceof InvalidWorkflow) return { refusals: [] };
    if (error instanceof NotRehearsed) return { refusals: error.refusals };
    throw error;
  }
}
