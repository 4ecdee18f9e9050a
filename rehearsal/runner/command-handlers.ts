import { resolve } from 'node:path';
import { sentenceOf } from '../workflow/sentence.ts';
import type { Annotation } from './annotation.ts';
import { issueProperties } from './issue-properties.ts';
import type { JobState } from './job-state.ts';
import { readMatchers } from './matcher-config.ts';
import { seenFile } from './seen-file.ts';
import type { StepOutput } from './step-output.ts';
import type { WorkflowCommand } from './workflow-command.ts';

type Handler = (output: StepOutput, command: WorkflowCommand) => void;

/** @see https://github.com/actions/runner src/Runner.Worker/ActionCommandManager.cs */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'add-mask': ({ owner: { state, log }, echo }, { data }) => {
    if (data.trim() === '') {
      return log.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    }
    if (echo) log.print('::add-mask::***');
    state.masks.add(data);
  },
  'add-matcher': ({ owner: { state, log } }, { data }) => {
    if (data === '') return log.issue('warning', 'File path must be specified.');
    const added = readMatcherFile(state, data);
    state.matchers.add(added);
    if (added.length > 0) {
      log.debug(
        `Added matchers: ${quoted(added.map(({ owner }) => owner))}. Problem matchers scan action output for known warning or error strings and report these inline.`,
      );
    }
  },
  'add-path': (output, command) => {
    checkAllowed(output, command);
    if (command.data === '') throw new Error("Value cannot be null. (Parameter 'path')");
    output.owner.shared.addPath(command.data);
  },
  debug: ({ owner: { log } }, { data }) => log.debug(data),
  echo: (output, { data }) => {
    if (data === '') throw new Error("Value cannot be null. (Parameter 'value')");
    const wanted = data.trim().toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      throw new Error(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`);
    }
    output.echo = wanted === 'on';
  },
  endgroup: ({ owner: { log } }) => log.print('##[endgroup]'),
  error: issue('error'),
  group: ({ owner: { log } }, { data }) => log.print(`##[group]${data}`),
  notice: issue('notice'),
  'remove-matcher': ({ owner: { state, log } }, { data, properties: { owner = '' } }) => {
    if (owner !== '' && data !== '') {
      return log.issue(
        'warning',
        'Either specify an owner name or a file path in ##[remove-matcher] command. Both values cannot be set.',
      );
    }
    if (owner === '' && data === '') {
      return log.issue(
        'warning',
        'Either an owner name or a file path must be specified in ##[remove-matcher] command.',
      );
    }
    const gone = owner === '' ? readMatcherFile(state, data).map((matcher) => matcher.owner) : [owner];
    state.matchers.remove(gone);
    log.debug(`Removed matchers: ${quoted(gone)}`);
  },
  'save-state': ({ owner: { log } }, command) => {
    log.issue('warning', deprecated(command.name));
    log.saveState(named(command), command.data);
  },
  'set-env': (output, command) => {
    checkAllowed(output, command);
    const name = named(command);
    if (name.toUpperCase() === 'NODE_OPTIONS') {
      return output.owner.log.issue(
        'error',
        "Can't update NODE_OPTIONS environment variable using ::set-env:: command.",
      );
    }
    output.owner.shared.setVariable(name, command.data);
  },
  'set-output': ({ owner: { log } }, command) => {
    log.issue('warning', deprecated(command.name));
    log.setOutput(named(command), command.data);
  },
  'stop-commands': (output, { data }) => {
    checkStopToken(output, data);
    output.stopToken = data.toLowerCase();
    if (data.length > 6) output.owner.state.masks.addWhole(data);
    output.owner.log.print(`::stop-commands::${data}`);
  },
  warning: issue('warning'),
};

/** Names of all commands, in lower case. */
export const STEP_COMMANDS: readonly string[] = Object.keys(HANDLERS);

/** Commands that are shown only as what they do, never as they were written. */
const NEVER_ECHOED = ['add-mask', 'debug', 'error', 'notice', 'warning', 'stop-commands'];

/** Does what a command says. One that cannot be obeyed fails its step. */
export function obeyCommand(output: StepOutput, line: string, command: WorkflowCommand): void {
  const { log } = output.owner;
  const echoed = !NEVER_ECHOED.includes(command.name);
  if (output.echo && echoed) log.print(line);
  try {
    HANDLERS[command.name]?.(output, command);
  } catch (error) {
    log.issue('error', `Unable to process command '${echoed ? line : command.name}' successfully.`);
    log.issue('error', sentenceOf(error));
    log.failed = true;
  }
}

function issue(level: Annotation['level']): Handler {
  return ({ owner: { state, log } }, { data, properties }) =>
    log.issue(level, data, { properties: issueProperties(properties, state.folders.workspace) });
}

const deprecated = (name: string): string =>
  `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/`;

/** GitHub refuses these two since they let any printed text change later steps, unless the workflow says that it knows.
 *  @see https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/ */
function checkAllowed({ owner: { env } }: StepOutput, { name }: WorkflowCommand): void {
  if (env.get('ACTIONS_ALLOW_UNSECURE_COMMANDS')?.trim().toLowerCase() === 'true') return;
  throw new Error(
    `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`. For more information see: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/`,
  );
}

function checkStopToken({ owner: { env } }: StepOutput, token: string): void {
  const wanted = token.toLowerCase();
  const free = wanted !== '' && wanted !== 'pause-logging' && !STEP_COMMANDS.includes(wanted);
  const allowed = ['true', '1', '$true'].includes(
    env.get('ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS')?.toLowerCase() ?? '',
  );
  if (free || allowed) return;
  throw new Error(
    "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command. For more information see: https://docs.github.com/actions/learn-github-actions/workflow-commands-for-github-actions#example-stopping-and-starting-workflow-commands or opt into insecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS` environment variable to `true`.",
  );
}

const readMatcherFile = (state: JobState, file: string): ReturnType<typeof readMatchers> =>
  readMatchers(seenFile(state, resolve(state.folders.workspace, file)).replace(/^\uFEFF/, ''));

function named({ name, properties }: WorkflowCommand): string {
  const wanted = properties['name'] ?? '';
  if (wanted === '') throw new Error(`Required field 'name' is missing in ##[${name}] command.`);
  return wanted;
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
