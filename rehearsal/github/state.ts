import { createHash } from 'node:crypto';
import type { Environment, Repository, Visibility, WorkflowRun } from './model.ts';

/** A number that belongs to a name, the same in every rehearsal. */
export const stableId = (name: string): number =>
  Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 7), 16) + 1000;

/** A repository as it is right after it was created: no variables, environments, deployments or runs. */
export const createRepository = ({
  owner,
  name,
  id = String(stableId(`${owner}/${name}`)),
  ownerId = String(stableId(owner)),
  defaultBranch = 'main',
  visibility = 'public',
  protectedBranches = [],
  blockedEvents = blockedByDefault(visibility),
  gitDirectory,
}: {
  readonly owner: string;
  readonly name: string;
  /** Its number, and its owner's, as text; made of the names unless given. */
  readonly id?: string;
  readonly ownerId?: string;
  readonly defaultBranch?: string;
  readonly visibility?: Visibility;
  readonly protectedBranches?: readonly string[];
  readonly blockedEvents?: readonly string[];
  readonly gitDirectory: string;
}): Repository => ({
  id: Number(id),
  owner,
  ownerId: Number(ownerId),
  name,
  defaultBranch,
  visibility,
  protectedBranches,
  blockedEvents: new Set(blockedEvents),
  gitDirectory,
  variables: new Map(),
  secrets: new Map(),
  environments: new Map(),
  deployments: [],
  runs: [],
  issues: [],
});

/** GitHub's own policy, where nobody has made another one.
 *  @see https://docs.github.com/en/actions/how-tos/administer/control-workflow-execution for the day: December 2, 2026 */
const blockedByDefault = (visibility: Visibility): readonly string[] =>
  visibility === 'public' ? ['pull_request_target'] : [];

/** Creates or replaces an environment; what is left out protects nothing, as on GitHub. */
export function setEnvironment(
  repository: Repository,
  options: Pick<Environment, 'name'> & Partial<Omit<Environment, 'id' | 'name'>>,
): Environment {
  const environment: Environment = {
    id: stableId(`${repository.owner}/${repository.name}/${options.name}`),
    variables: new Map(),
    secrets: new Map(),
    reviewers: [],
    preventSelfReview: false,
    adminsBypass: true,
    waitMinutes: 0,
    branches: undefined,
    tags: undefined,
    protectedBranchesOnly: false,
    ...options,
  };
  repository.environments.set(options.name.toLowerCase(), environment);
  return environment;
}

/** What a run is from its first moment. */
type RunFacts = Pick<
  WorkflowRun,
  'id' | 'number' | 'workflowPath' | 'name' | 'event' | 'headBranch' | 'headSha' | 'actor' | 'createdAt'
>;

/** A run as it is right after it was recorded: its first attempt, queued, without jobs. */
export const recordedRun = (facts: RunFacts & Partial<WorkflowRun>): WorkflowRun => ({
  attempt: 1,
  headCommit: facts.headSha,
  headRepository: undefined,
  pullRequest: undefined,
  triggeringActor: facts.actor,
  startedAt: facts.createdAt,
  status: 'queued',
  conclusion: undefined,
  jobs: [],
  earlier: [],
  pending: [],
  approvals: [],
  ...facts,
});
