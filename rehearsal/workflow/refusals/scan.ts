import type { WorkflowDefinition } from '../definition.ts';
import { InvalidWorkflow, NotRehearsed, type Refusal } from '../problems.ts';
import type { Reading } from '../read-definition.ts';
import { workflowReference } from '../workflow-reference.ts';
import type { ReadFile, WorkflowSource } from '../workflow-source.ts';
import type { Checks, Equipment } from './check.ts';
import { CHECKS } from './checks.ts';
import { followingPaths, reachedPaths } from './reach.ts';
import { remoteWorkflowRefusals } from './remote-workflows.ts';
import { stepLook } from './step-look.ts';

/** Files of one commit that an event starts. */
export interface Started {
  readonly source: WorkflowSource;
  readonly paths: readonly string[];
}

/** Reads every workflow file that an event can reach, before anything of it runs. A file that GitHub itself would refuse is no matter
 *  of this: that is a result.
 *  @param onDefault the files of the default branch, which follow runs of any commit
 *  @throws {NotRehearsed} with everything that is not rehearsed, all at once */
export async function scan(
  started: readonly Started[],
  onDefault: () => Promise<WorkflowSource>,
  equipment: Equipment,
): Promise<void> {
  const refusals: Refusal[] = [];
  const waiting = started.filter(({ paths }) => paths.length > 0);
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { source, paths } = next;
    const { files, definitions } = await readAll(source);
    const reached = reachedPaths(definitions, paths).filter((path) => !seen.has(`${source.sha} ${path}`));
    for (const path of reached) {
      seen.add(`${source.sha} ${path}`);
      const file = files.get(path);
      refusals.push(...(file?.refusals ?? []));
      if (file?.definition === undefined) continue;
      refusals.push(
        ...(await refusalsOf(file.definition, (used) => source.file(used), { ...equipment, readAt: filesAt(source) })),
      );
    }
    if (reached.length === 0) continue;
    const known = reached.flatMap((path) => definitions.get(path) ?? []);
    waiting.push(...(await calledElsewhere(source, known, equipment)));
    const followed = await onDefault();
    waiting.push({ source: followed, paths: followingPaths((await readAll(followed)).definitions, known) });
  }
  if (refusals.length > 0) throw new NotRehearsed(refusals);
}

/** This repository's own workflows at other commits, which are called by name. */
async function calledElsewhere(
  source: WorkflowSource,
  known: readonly WorkflowDefinition[],
  { repository: { owner, name } }: Equipment,
): Promise<readonly Started[]> {
  const others: Started[] = [];
  for (const job of known.flatMap(({ jobs }) => jobs)) {
    const reference = job.kind === 'call' ? workflowReference(job.uses) : undefined;
    if (reference?.kind !== 'elsewhere' || remoteWorkflowRefusals(job, `${owner}/${name}`).length > 0) continue;
    const found = await source.elsewhere(reference.ref);
    if (found !== undefined) others.push({ source: found.source, paths: [reference.path] });
  }
  return others;
}

async function readAll(source: WorkflowSource) {
  const paths = await source.paths();
  const files = new Map(await Promise.all(paths.map(async (path) => [path, await read(source, path)] as const)));
  const definitions = new Map([...files].flatMap(([path, { definition }]) => (definition ? [[path, definition]] : [])));
  return { files, definitions };
}

/** Files of this repository at the refs that steps name. */
const filesAt = (source: WorkflowSource) => async (ref: string) => {
  const found = await source.elsewhere(ref);
  return found && ((path: string) => found.source.file(path));
};

/** What the checks say of one file, and of what its steps use.
 *  @param read other files of the same commit */
export async function refusalsOf(
  workflow: WorkflowDefinition,
  read: ReadFile,
  equipment: Equipment,
  checks: Checks = CHECKS,
): Promise<readonly Refusal[]> {
  const steps = workflow.jobs.flatMap((job) => (job.kind === 'steps' ? job.steps : []));
  const look = stepLook(read, equipment, checks);
  return [
    ...checks.workflow.flatMap((check) => check(workflow, equipment)),
    ...workflow.jobs.flatMap((job) => checks.job.flatMap((check) => check(job, equipment))),
    ...(await Promise.all(steps.map(look))).flat(),
  ];
}

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
