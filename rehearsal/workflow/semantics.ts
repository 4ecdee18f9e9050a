/** What GitHub Actions does that a delivery depends on, row by row; every row that is kept has a test named after it. */
export interface Semantics {
  readonly row: number;
  readonly rule: string;
  /** Where it is written or can be read in source. `runner`: github.com/actions/runner; `docs`: docs.github.com/actions. */
  readonly source: string;
  /** What is not kept is refused by its name, or has no event here, so that nothing runs in another way than on GitHub. */
  readonly kept: boolean;
}

type Row = readonly [row: number, rule: string, source: string];

const RUNNER = 'runner src/Runner.Worker';

const KEPT: readonly Row[] = [
  [1, 'branch, tag and path filters choose the workflows', 'docs: workflow syntax, on.push'],
  [2, 'dispatch inputs are typed, texts in the event, defaults in both', 'docs: on.workflow_dispatch.inputs'],
  [3, 'issue_comment runs the file of the default branch', 'docs: events'],
  [4, 'an if without status function is success() && (…)', 'languageservices if-condition'],
  [5, 'success() of a job looks at all ancestors', 'runner issue 2205'],
  [6, 'failure() of a job is true when any ancestor failed', 'docs: status check functions'],
  [7, 'always() runs after a skipped need, whose result is skipped', 'docs: jobs.<id>.needs'],
  [8, 'a job starts when its own needs have ended', 'docs: jobs.<id>.needs'],
  [9, 'combinations of a matrix: axes, include, exclude, from expressions', 'runner src/Sdk MatrixBuilder'],
  [10, 'outputs of a matrix job: the last one wins', 'docs: jobs.<id>.outputs'],
  [11, 'fail-fast cancels the other legs', 'docs: strategy.fail-fast'],
  [12, 'the result of a matrix is its worst leg', 'docs: strategy'],
  [13, 'a job that may fail is a success for its run and its dependents', 'runner issue 1161'],
  [14, 'a late job is cancelled; its dependents see neither failure() nor cancelled()', 'ROCm/TheRock issue 8372'],
  [15, 'a late step fails; minutes are whole', 'runner src/Sdk PipelineTemplateConverter'],
  [16, 'a cancelled process gets SIGINT, after 7.5 s SIGTERM, after 2.5 s it is killed', 'runner ProcessInvoker'],
  [17, 'a cancelled job is cancelled; cancelled() and always() jobs run', 'docs: workflow cancellation'],
  [18, 'one holds a concurrency group, one waits; cancel-in-progress; queue: max', 'docs: concurrency'],
  [19, 'groups of jobs, also in called workflows', 'docs: jobs.<id>.concurrency'],
  [20, 'reviewers, timer and branch rules hold a job back without a runner', 'docs: deployments and environments'],
  [21, "an environment's variables and secrets override the repository's", 'docs: variables, precedence'],
  [22, 'a job with an environment makes a deployment and statuses', 'docs: deployments and environments'],
  [23, 'inputs of a called workflow are typed, required, defaulted', 'docs: on.workflow_call.inputs'],
  [24, 'outputs of a called workflow come from its jobs', 'docs: on.workflow_call.outputs'],
  [25, "the caller's env does not reach a called workflow", 'docs: reusing workflows, limitations'],
  [26, 'the github context of a called workflow is the caller’s', 'docs: reusing workflows'],
  [27, 'only the secrets that are passed on; a missing required one is an error', 'docs: on.workflow_call.secrets'],
  [28, 'permissions limit the token; a called job cannot raise them', 'runner src/Sdk PermissionsHelper'],
  [29, 'events by a job token start nothing, dispatches do', 'docs: triggering a workflow from a workflow'],
  [30, 'identity variables only with id-token: write', `${RUNNER}/Handlers/NodeScriptActionHandler`],
  [31, 'the workspace is empty and fresh for each job', 'docs: github-hosted runners'],
  [32, 'no shell is bash -e, shell: bash adds pipefail', `${RUNNER}/Handlers/ScriptHandlerHelpers`],
  [33, 'defaults.run of the job before those of the workflow', 'docs: defaults.run'],
  [34, 'env of the step before the job before the workflow', 'docs: env'],
  [35, 'output, env and path files; GITHUB_* cannot be replaced', `${RUNNER}/FileCommandManager`],
  [36, 'a malformed file command fails its step', `${RUNNER}/FileCommandManager`],
  [37, 'NODE_OPTIONS cannot be set for later steps', `${RUNNER}/FileCommandManager`],
  [38, 'a mask counts at once', `${RUNNER}/ActionCommandManager`],
  [39, 'masks cover encoded forms', 'runner src/Runner.Common/HostContext'],
  [40, 'a job output that holds a secret is dropped', `${RUNNER}/JobExtension`],
  [41, 'stop-commands stops commands; set-env is refused', `${RUNNER}/ActionCommandManager`],
  [42, 'continue-on-error of a step: outcome failure, conclusion success', `${RUNNER}/StepsRunner`],
  [43, 'post steps in reverse order, with state, also after failure', `${RUNNER}/ExecutionContext`],
  [44, 'steps of a composite action get no INPUT_*', `${RUNNER}/Handlers/CompositeActionHandler`],
  [45, 'JavaScript actions run on the Node that GitHub runs them on', `${RUNNER}/Handlers/HandlerFactory`],
  [46, 'run id, number and attempt differ; all GITHUB_* are set', `${RUNNER}/GitHubContext`],
];

const NOT_KEPT: readonly Row[] = [];

const described = (rows: readonly Row[], kept: boolean): Semantics[] =>
  rows.map(([row, rule, source]) => ({ row, rule, source, kept }));

export const SEMANTICS: readonly Semantics[] = [...described(KEPT, true), ...described(NOT_KEPT, false)];
