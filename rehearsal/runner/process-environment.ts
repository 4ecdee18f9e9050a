import { TRACKING_VARIABLE, trackingId } from '../enclosure/tracking.ts';
import type { Value } from '../workflow/value.ts';
import type { JobState } from './job-state.ts';
import type { SharedEnvironment } from './shared-environment.ts';
import type { StepFiles } from './step-files.ts';

/** Language and time of GitHub's machines, whatever this one speaks: a script that sorts or tells the time must not work here alone. On
 *  theirs TZ is not set; it is here, because the clock of this machine may show another time.
 *  @see https://github.com/actions/runner-images images/ubuntu/scripts/build/configure-environment.sh */
const PLACE = { LANG: 'C.UTF-8', TZ: 'UTC' } as const;

/** Parts of the `github` context that processes get as GITHUB_*.
 *  @see https://github.com/actions/runner src/Runner.Worker/GitHubContext.cs */
const EXPORTED = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url', 'base_ref'],
  ...['event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'ref', 'ref_name', 'ref_protected', 'ref_type'],
  ...['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'retention_days', 'run_attempt'],
  ...['run_id', 'run_number', 'server_url', 'sha', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha'],
  'workspace',
];

/** All variables of one process: this machine's few, the job's, the step's, then GitHub's, which nothing before can replace. */
export function processEnvironment(
  state: JobState,
  step: {
    readonly env: ReadonlyMap<string, string>;
    readonly shared: SharedEnvironment;
    readonly github: Readonly<Record<string, Value>>;
    readonly files: StepFiles;
    readonly extra?: Readonly<Record<string, string>>;
  },
): Record<string, string> {
  const { request, folders } = state;
  const { machine, identity } = request;
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    ...PLACE,
    HOME: folders.home,
    CI: 'true',
    ...machine.environment,
    ...Object.fromEntries(step.env),
    ...step.extra,
  };
  env['PATH'] = searchPath(step.shared, env['PATH'] ?? '');
  for (const name of EXPORTED) {
    const value = step.github[name];
    if (typeof value === 'string') env[`GITHUB_${name.toUpperCase()}`] = value;
    else if (typeof value === 'boolean') env[`GITHUB_${name.toUpperCase()}`] = String(value);
  }
  for (const [name, value] of Object.entries(state.runner)) env[`RUNNER_${name.toUpperCase()}`] = value;
  Object.assign(env, step.files, {
    GITHUB_ACTIONS: 'true',
    [TRACKING_VARIABLE]: trackingId(state.request.machine.folder),
  });
  delete env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  delete env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (identity !== undefined) {
    env['ACTIONS_ID_TOKEN_REQUEST_URL'] = identity.url;
    env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = identity.token;
  }
  return env;
}

/** Where programs are looked for: what steps have added, the last one first, then the rest. */
export const searchPath = ({ path }: SharedEnvironment, rest: string): string =>
  [...path.toReversed(), ...(rest === '' ? [] : [rest])].join(':');

/** Where the runner itself looks for a shell: its own PATH, behind what steps have added. A PATH that a step sets is only the shell's.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs (WhichUtil.Which) */
export const shellSearchPath = ({ request }: JobState, shared: SharedEnvironment): string =>
  searchPath(shared, request.machine.environment['PATH'] ?? process.env['PATH'] ?? '');
