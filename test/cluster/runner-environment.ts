import { arch } from 'node:os';

/** What a step of GitHub's runner is told, as far as it differs between two runs. */
export interface StepFacts {
  readonly api: string;
  readonly owner: string;
  readonly repository: string;
  readonly repositoryId: number;
  readonly actor: string;
  readonly branch: string;
  readonly sha: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly job: string;
  /** The action's folder as the runner unpacked it. */
  readonly actionPath: string;
  readonly workspace: string;
  readonly temporary: string;
  readonly toolCache: string;
  /** Files that the step may append to. */
  readonly files: {
    readonly output: string;
    readonly state: string;
    readonly summary: string;
    readonly env: string;
    readonly path: string;
  };
  readonly eventPath: string;
}

/** Every variable that the runner gives a JavaScript action, and the line of actions/runner 258d6c85 that says so. Paths are
 *  below src/. What is not in this list does not reach the action: nothing of this machine's environment leaks in. */
export const VARIABLES: Readonly<
  Record<string, { readonly source: string; readonly value: (facts: StepFacts) => string }>
> = {
  CI: { source: 'docs: default environment variables', value: () => 'true' },
  GITHUB_ACTIONS: { source: 'Runner.Sdk/ProcessInvoker.cs:282', value: () => 'true' },
  GITHUB_ACTION: { source: 'Runner.Worker/GitHubContext.cs:14', value: () => '__self' },
  GITHUB_ACTION_PATH: { source: 'Runner.Worker/GitHubContext.cs:11', value: ({ actionPath }) => actionPath },
  GITHUB_ACTION_REF: { source: 'Runner.Worker/GitHubContext.cs:12', value: () => '' },
  GITHUB_ACTION_REPOSITORY: { source: 'Runner.Worker/GitHubContext.cs:13', value: () => '' },
  GITHUB_ACTOR: { source: 'Runner.Worker/GitHubContext.cs:15', value: ({ actor }) => actor },
  GITHUB_ACTOR_ID: { source: 'Runner.Worker/GitHubContext.cs:16', value: () => '1001' },
  GITHUB_API_URL: { source: 'Runner.Worker/GitHubContext.cs:17', value: ({ api }) => api },
  GITHUB_BASE_REF: { source: 'Runner.Worker/GitHubContext.cs:20', value: () => '' },
  GITHUB_ENV: { source: 'Runner.Worker/GitHubContext.cs:21', value: ({ files }) => files.env },
  GITHUB_EVENT_NAME: { source: 'Runner.Worker/GitHubContext.cs:22', value: () => 'push' },
  GITHUB_EVENT_PATH: { source: 'Runner.Worker/GitHubContext.cs:23', value: ({ eventPath }) => eventPath },
  GITHUB_GRAPHQL_URL: { source: 'Runner.Worker/GitHubContext.cs:24', value: ({ api }) => `${api}/graphql` },
  GITHUB_HEAD_REF: { source: 'Runner.Worker/GitHubContext.cs:25', value: () => '' },
  GITHUB_JOB: { source: 'Runner.Worker/GitHubContext.cs:26', value: ({ job }) => job },
  GITHUB_OUTPUT: { source: 'Runner.Worker/GitHubContext.cs:27', value: ({ files }) => files.output },
  GITHUB_PATH: { source: 'Runner.Worker/GitHubContext.cs:28', value: ({ files }) => files.path },
  GITHUB_REF: { source: 'Runner.Worker/GitHubContext.cs:32', value: ({ branch }) => `refs/heads/${branch}` },
  GITHUB_REF_NAME: { source: 'Runner.Worker/GitHubContext.cs:29', value: ({ branch }) => branch },
  GITHUB_REF_PROTECTED: { source: 'Runner.Worker/GitHubContext.cs:30', value: () => 'false' },
  GITHUB_REF_TYPE: { source: 'Runner.Worker/GitHubContext.cs:31', value: () => 'branch' },
  GITHUB_REPOSITORY: {
    source: 'Runner.Worker/GitHubContext.cs:33',
    value: ({ owner, repository }) => `${owner}/${repository}`,
  },
  GITHUB_REPOSITORY_ID: {
    source: 'Runner.Worker/GitHubContext.cs:34',
    value: ({ repositoryId }) => String(repositoryId),
  },
  GITHUB_REPOSITORY_OWNER: { source: 'Runner.Worker/GitHubContext.cs:35', value: ({ owner }) => owner },
  GITHUB_REPOSITORY_OWNER_ID: { source: 'Runner.Worker/GitHubContext.cs:36', value: () => '1000' },
  GITHUB_RETENTION_DAYS: { source: 'Runner.Worker/GitHubContext.cs:37', value: () => '90' },
  GITHUB_RUN_ATTEMPT: { source: 'Runner.Worker/GitHubContext.cs:38', value: ({ runAttempt }) => String(runAttempt) },
  GITHUB_RUN_ID: { source: 'Runner.Worker/GitHubContext.cs:39', value: ({ runId }) => String(runId) },
  GITHUB_RUN_NUMBER: { source: 'Runner.Worker/GitHubContext.cs:40', value: ({ runNumber }) => String(runNumber) },
  GITHUB_SERVER_URL: { source: 'Runner.Worker/GitHubContext.cs:41', value: ({ api }) => api },
  GITHUB_SHA: { source: 'Runner.Worker/GitHubContext.cs:42', value: ({ sha }) => sha },
  GITHUB_STATE: { source: 'Runner.Worker/GitHubContext.cs:43', value: ({ files }) => files.state },
  GITHUB_STEP_SUMMARY: { source: 'Runner.Worker/GitHubContext.cs:44', value: ({ files }) => files.summary },
  GITHUB_TRIGGERING_ACTOR: { source: 'Runner.Worker/GitHubContext.cs:45', value: ({ actor }) => actor },
  GITHUB_WORKFLOW: { source: 'Runner.Worker/GitHubContext.cs:46', value: () => 'deploy' },
  GITHUB_WORKFLOW_REF: {
    source: 'Runner.Worker/GitHubContext.cs:47',
    value: ({ owner, repository, branch }) =>
      `${owner}/${repository}/.github/workflows/deploy.yml@refs/heads/${branch}`,
  },
  GITHUB_WORKFLOW_SHA: { source: 'Runner.Worker/GitHubContext.cs:48', value: ({ sha }) => sha },
  GITHUB_WORKSPACE: { source: 'Runner.Worker/GitHubContext.cs:49', value: ({ workspace }) => workspace },
  RUNNER_ARCH: { source: 'Runner.Worker/JobRunner.cs:166', value: () => arch().toUpperCase() },
  RUNNER_ENVIRONMENT: { source: 'Runner.Worker/JobRunner.cs:171', value: () => 'github-hosted' },
  RUNNER_NAME: { source: 'Runner.Worker/JobRunner.cs:167', value: () => 'GitHub Actions 1' },
  RUNNER_OS: { source: 'Runner.Worker/JobRunner.cs:165', value: () => 'Linux' },
  RUNNER_TEMP: { source: 'Runner.Worker/TempDirectoryManager.cs:31', value: ({ temporary }) => temporary },
  RUNNER_TOOL_CACHE: { source: 'Runner.Worker/JobRunner.cs:176', value: ({ toolCache }) => toolCache },
  RUNNER_WORKSPACE: {
    source: 'Runner.Worker/JobExtension.cs:213',
    value: ({ workspace }) => workspace.slice(0, workspace.lastIndexOf('/')),
  },
};

/** The variables of one step; pure. Inputs come as INPUT_* (Runner.Worker/Handlers/Handler.cs:185), what an earlier stage
 *  saved as STATE_*. */
export function stepEnvironment(
  facts: StepFacts,
  inputs: Readonly<Record<string, string>>,
  state: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries([
    ...Object.entries(VARIABLES).map(([name, { value }]) => [name, value(facts)] as const),
    ...Object.entries(inputs).map(
      ([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const,
    ),
    ...Object.entries(state).map(([name, value]) => [`STATE_${name}`, value] as const),
  ]);
}
