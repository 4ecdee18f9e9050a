/** A bound that GitHub sets on workflows, with where it says so. */
export interface GitHubLimit {
  /** The largest number that is still accepted; the smallest one for `schedule-interval`. */
  readonly value: number;
  readonly unit: string;
  /** A page of the documentation, or a file in the source of GitHub's runner. */
  readonly source: string;
  /** What GitHub does beyond it. */
  readonly beyond: string;
}

const DOCS = 'https://docs.github.com/en/actions/reference';
const LIMITS = `${DOCS}/limits`;
const EVENTS = `${DOCS}/workflows-and-actions/events-that-trigger-workflows`;
const SYNTAX = `${DOCS}/workflows-and-actions/workflow-syntax`;
const REUSE = `${DOCS}/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows`;
const ENVIRONMENTS = `${DOCS}/workflows-and-actions/deployments-and-environments`;
const VARIABLES = `${DOCS}/workflows-and-actions/variables#limits-for-configuration-variables`;
const SECRETS = `${DOCS}/security/secrets#limits-for-secrets`;
const COMMANDS = `${DOCS}/workflows-and-actions/workflow-commands`;
const RERUN = 'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs';
const RUNNER = 'https://github.com/actions/runner/blob/main/src';
const CHANGELOG = 'https://github.blog/changelog';

const limit = (value: number, unit: string, source: string, beyond: string): GitHubLimit => ({
  value,
  unit,
  source,
  beyond,
});

const KIB = 1024;
const MIB = 1024 * KIB;

/** Every bound of GitHub Actions that a generated or rehearsed delivery can meet, by code. */
export const GITHUB_LIMITS = {
  // Files and expressions: what is beyond does not start.
  'workflow-file-size': limit(512_000, 'bytes', LIMITS, 'the run fails at once, without a job'),
  'workflow-depth': limit(50, 'levels', `${RUNNER}/Sdk/WorkflowParser/ParseOptions.cs`, 'the file is refused'),
  'workflow-nodes': limit(
    50_000,
    'YAML nodes',
    `${RUNNER}/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs`,
    'the file is refused',
  ),
  'expression-length': limit(
    21_000,
    'characters',
    `${RUNNER}/Sdk/Expressions/ExpressionConstants.cs`,
    'the file is refused; a text with an expression in it is one expression as a whole',
  ),
  'expression-depth': limit(50, 'levels', `${RUNNER}/Sdk/Expressions/ExpressionConstants.cs`, 'the file is refused'),
  'job-id-length': limit(
    99,
    'characters',
    `${RUNNER}/Sdk/WorkflowParser/Conversion/IdBuilder.cs`,
    'the file is refused; the same holds for ids of steps',
  ),
  'called-workflow-levels': limit(10, 'levels, the first workflow included', REUSE, 'the run fails at once'),
  'called-workflows': limit(50, 'different workflows', REUSE, 'the run fails at once'),
  'composite-levels': limit(
    10,
    'levels, the first action included',
    `${RUNNER}/Runner.Common/Constants.cs`,
    'the job fails while it is set up',
  ),
  // Events.
  'dispatch-inputs': limit(25, 'inputs', `${EVENTS}#providing-inputs`, 'the file is refused'),
  'dispatch-payload': limit(65_535, 'characters', `${EVENTS}#providing-inputs`, 'the dispatch is refused'),
  'repository-dispatch-properties': limit(10, 'top-level properties', `${EVENTS}#repository_dispatch`, 'refused'),
  'repository-dispatch-payload': limit(65_535, 'characters', `${EVENTS}#repository_dispatch`, 'refused'),
  'repository-dispatch-type': limit(100, 'characters', `${EVENTS}#repository_dispatch`, 'refused'),
  'workflow-run-chain': limit(3, 'levels after the first', `${EVENTS}#workflow_run`, 'no run starts'),
  'schedule-interval': limit(5, 'minutes', `${EVENTS}#schedule`, 'what is due earlier does not run'),
  'tags-in-one-push': limit(3, 'tags', `${EVENTS}#push`, 'no event is made for the tags'),
  'branches-in-one-push': limit(5000, 'branches', `${EVENTS}#push`, 'no event is made'),
  'diff-files': limit(
    300,
    'files',
    `${SYNTAX}#git-diff-comparisons`,
    'filters on paths do not see the files after the first ones',
  ),
  'diff-commits': limit(1000, 'commits', `${SYNTAX}#git-diff-comparisons`, 'filters on paths let every push in'),
  // Runs and jobs.
  'matrix-jobs': limit(256, 'jobs of one matrix', LIMITS, 'the matrix fails'),
  'run-time': limit(35, 'days', LIMITS, 'the run is cancelled; waiting counts too'),
  'run-reruns': limit(
    50,
    're-runs of all or of some jobs',
    `${CHANGELOG}/2026-04-10-actions-workflows-are-limited-to-50-reruns`,
    'a failed check suite says so, and no job runs',
  ),
  'rerun-age': limit(30, 'days after the first attempt', RERUN, 'refused'),
  'job-time': limit(360, 'minutes on runners of GitHub', LIMITS, 'the job is terminated'),
  'cancel-time': limit(5, 'minutes', `${RUNNER}/Sdk/WorkflowParser/WorkflowConstants.cs`, 'the job is killed'),
  'concurrency-pending': limit(
    100,
    'runs or jobs that wait, with queue: max',
    `${CHANGELOG}/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues`,
    'the newest one is cancelled',
  ),
  'approval-time': limit(30, 'days', LIMITS, 'the job that waits fails'),
  'wait-timer': limit(43_200, 'minutes', `${ENVIRONMENTS}#wait-timer`, 'the setting is refused'),
  reviewers: limit(6, 'users or teams', `${ENVIRONMENTS}#required-reviewers`, 'the setting is refused'),
  // What jobs leave behind.
  'job-outputs': limit(MIB, 'bytes for all outputs of a job, in UTF-16', `${SYNTAX}#jobsjob_idoutputs`, 'refused'),
  'run-outputs': limit(50 * MIB, 'bytes for all outputs of a run, in UTF-16', `${SYNTAX}#jobsjob_idoutputs`, 'refused'),
  'step-summary': limit(
    MIB,
    'bytes',
    `${RUNNER}/Runner.Worker/FileCommandManager.cs`,
    'the summary of the step is not taken, and an error annotation says so; the step goes on',
  ),
  'job-summaries': limit(20, 'steps of a job', `${COMMANDS}#step-isolation-and-limits`, 'the others are not shown'),
  'step-annotations': limit(
    10,
    'annotations of each level',
    `${RUNNER}/Runner.Worker/ExecutionContext.cs`,
    'the others are in the log only',
  ),
  'annotation-length': limit(4096, 'characters', `${RUNNER}/Runner.Worker/ExecutionContext.cs`, 'cut'),
  'background-steps': limit(
    10,
    'steps at once',
    `${RUNNER}/Runner.Worker/BackgroundStepCoordinator.cs`,
    'the next ones wait',
  ),
  'hash-files-time': limit(
    120,
    'seconds',
    `${RUNNER}/Runner.Worker/Expressions/HashFilesFunction.cs`,
    'the step fails',
  ),
  // Settings.
  'variable-size': limit(48 * KIB, 'bytes', VARIABLES, 'the setting is refused'),
  'repository-variables': limit(500, 'variables', VARIABLES, 'the setting is refused'),
  'environment-variables': limit(100, 'variables', VARIABLES, 'the setting is refused'),
  'run-variables': limit(256 * KIB, 'bytes for the repository and its organization', VARIABLES, 'the last ones miss'),
  'secret-size': limit(48 * KIB, 'bytes', SECRETS, 'the setting is refused'),
  'repository-secrets': limit(100, 'secrets', SECRETS, 'the setting is refused'),
  'environment-secrets': limit(100, 'secrets', SECRETS, 'the setting is refused'),
} as const satisfies Readonly<Record<string, GitHubLimit>>;

export type GitHubLimitCode = keyof typeof GITHUB_LIMITS;

/** The number alone. */
export const limitOf = (code: GitHubLimitCode): number => GITHUB_LIMITS[code].value;
