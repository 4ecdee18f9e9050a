import type { TokenPermissions } from '../github/model.ts';
import type { CallChain } from './call-chain.ts';
import { calledFrom, callProblem, notFound, start, tooDeep, tooMany } from './call-chain.ts';
import { interfaceProblems } from './called-interface.ts';
import type { CallJob, StepsJob, WorkflowDefinition } from './definition.ts';
import { jobPermissions, permissionProblems } from './permissions.ts';
import { InvalidWorkflow, NotRehearsed } from './problems.ts';
import { remoteWorkflowRefusals } from './refusals/remote-workflows.ts';
import { at } from './token.ts';
import { workflowReference } from './workflow-reference.ts';
import type { Origin, WorkflowSource } from './workflow-source.ts';

/** A workflow and everything it calls, read and checked before anything starts, as GitHub does it. */
export interface Plan {
  readonly definition: WorkflowDefinition;
  readonly jobs: readonly PlannedJob[];
  /** Where the file is from, where that is not the ref and the commit of the run. */
  readonly origin: Origin | undefined;
}
export type PlannedJob =
  | { readonly kind: 'steps'; readonly job: StepsJob; readonly permissions: TokenPermissions }
  | { readonly kind: 'call'; readonly job: CallJob; readonly called: Plan };

interface Reading {
  /** `owner/name` of the repository that is rehearsed. */
  readonly repository: string;
  /** Files that were called, so far. */
  readonly called: Set<string>;
}

/** A file that is to be read, and what is known of it. */
interface Asked {
  readonly source: WorkflowSource;
  readonly origin: Origin | undefined;
  readonly path: string;
  readonly inherited: TokenPermissions;
  readonly chain: CallChain;
}

/** Reads the file and the files it calls. @throws {InvalidWorkflow} with GitHub's sentences; {NotRehearsed} for what the engine cannot
 *  do. */
export const plan = (
  source: WorkflowSource,
  path: string,
  inherited: TokenPermissions,
  repository: string,
): Promise<Plan> =>
  readFile({ source, origin: undefined, path, inherited, chain: start(path) }, { repository, called: new Set() });

async function readFile(asked: Asked, reading: Reading): Promise<Plan> {
  const { source, path, origin, inherited } = asked;
  const definition = await source.definition(path);
  const jobs: PlannedJob[] = [];
  for (const job of definition.jobs) {
    const permissions = jobPermissions(job, definition, inherited);
    if (job.kind === 'steps') jobs.push({ kind: 'steps', job, permissions });
    else jobs.push({ kind: 'call', job, called: await readCalled(job, permissions, asked, reading) });
  }
  return { definition, jobs, origin };
}

async function readCalled(
  job: CallJob,
  permissions: TokenPermissions,
  caller: Asked,
  { repository, called }: Reading,
): Promise<Plan> {
  const reference = workflowReference(job.uses);
  if (reference.kind === 'wrong') {
    throw new InvalidWorkflow([`${at(job.usesPlace)}: invalid value workflow reference: ${reference.reason}`]);
  }
  const [refusal] = remoteWorkflowRefusals(job, repository);
  if (refusal !== undefined) throw new NotRehearsed([refusal]);
  tooDeep(job, caller.chain);
  const found =
    reference.kind === 'here'
      ? { source: caller.source, origin: caller.origin }
      : await caller.source.elsewhere(reference.ref);
  const chain = calledFrom(caller.chain, job, found?.source.sha);
  if (found === undefined || (await found.source.text(reference.path)) === undefined) throw notFound(job, chain);
  called.add(`${found.source.sha}:${reference.path}`);
  tooMany(job, called.size);
  const definition = await callProblem(job, chain, () => found.source.definition(reference.path));
  const problems = [
    ...interfaceProblems(job, definition, chain),
    ...permissionProblems(job, definition, permissions, `${repository}/${reference.path}@${found.source.sha}`),
  ];
  if (problems.length > 0) throw new InvalidWorkflow(problems);
  return readFile({ ...found, path: reference.path, inherited: permissions, chain }, { repository, called });
}
