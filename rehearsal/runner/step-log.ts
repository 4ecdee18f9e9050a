import { NotRehearsed } from '../workflow/problems.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import { type Annotation, MAX_MESSAGE_LENGTH, MAX_PER_LEVEL } from './annotation.ts';
import type { StepIdentity } from './job-request.ts';
import type { JobState } from './job-state.ts';
import { parseCommand, type WorkflowCommand } from './workflow-command.ts';

type CommandHandler = (log: StepLog, command: WorkflowCommand) => void;

const issue =
  (level: Annotation['level']): CommandHandler =>
  (log, { data, properties }) =>
    log.issue(level, data, properties);

/** GitHub refuses these two since they let any printed text change later steps.
 *  @see https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/ */
const refused: CommandHandler = (_, { name }) => {
  throw new Error(
    `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`. For more information see: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/`,
  );
};

const named = ({ name, properties }: WorkflowCommand): string => {
  const wanted = properties['name'];
  if (wanted === undefined) throw new Error(`Required field 'name' is missing in ##[${name}] command.`);
  return wanted;
};

const notRehearsed: CommandHandler = (_, { name }) => {
  throw new NotRehearsed(`the workflow command "${name}"`);
};

const HANDLERS: Readonly<Record<string, CommandHandler>> = {
  'add-mask': (log, { data }) => log.mask(data),
  'add-matcher': notRehearsed,
  'add-path': refused,
  debug: (log, { data }) => log.debug(data),
  echo: (log, { data }) => log.setEcho(data),
  endgroup: (log) => log.print('##[endgroup]'),
  error: issue('error'),
  group: (log, { data }) => log.print(`##[group]${data}`),
  notice: issue('notice'),
  'remove-matcher': notRehearsed,
  'save-state': (log, command) => log.saved.set(named(command), command.data),
  'set-env': refused,
  'set-output': (log, command) => log.outputs.set(named(command), command.data),
  'stop-commands': (log, { data }) => log.stopCommands(data),
  warning: issue('warning'),
};

/** Commands that are shown only as what they do, never as they were written. */
const NEVER_ECHOED = ['add-mask', 'debug', 'error', 'notice', 'warning', 'stop-commands'];

/** Takes the output of one step line by line: obeys workflow commands, masks secrets, passes the rest on.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionCommandManager.cs */
export class StepLog {
  readonly outputs = new Map<string, string>();
  /** What GITHUB_STATE or `save-state` keeps for the post step. */
  readonly saved: Map<string, string>;
  /** Whether a command was refused: the step fails then, whatever its exit code. */
  failed = false;
  readonly #state: JobState;
  readonly #step: StepIdentity;
  readonly #counts = new Map<Annotation['level'], number>();
  #stopToken: string | undefined;
  #echo = false;

  constructor(state: JobState, step: StepIdentity, saved = new Map<string, string>()) {
    this.#state = state;
    this.#step = step;
    this.saved = saved;
  }

  /** A line that a process or an action wrote. */
  write(line: string): void {
    const stopped = this.#stopToken;
    const command = parseCommand(line, (name) => name === stopped || Object.hasOwn(HANDLERS, name));
    const handler = command === undefined ? undefined : HANDLERS[command.name];
    if (command !== undefined && stopped !== undefined && command.name === stopped) {
      this.#stopToken = undefined;
      this.print(line);
    } else if (command === undefined || stopped !== undefined || handler === undefined) {
      this.print(line);
    } else {
      this.#obey(line, command, handler);
    }
  }

  /** A line of the log, masked and nothing else. */
  print(line: string): void {
    this.#state.request.reporter.line(this.#step, this.#state.masks.hide(line));
  }

  /** An annotation and its line in the log. */
  issue(level: Annotation['level'], message: string, properties: Annotation['properties'] = {}): void {
    const { masks, request } = this.#state;
    const count = this.#counts.get(level) ?? 0;
    this.#counts.set(level, count + 1);
    if (count < MAX_PER_LEVEL) {
      request.reporter.annotation(this.#step, {
        level,
        message: masks.hide(message).slice(0, MAX_MESSAGE_LENGTH),
        properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, masks.hide(value)])),
      });
    }
    this.print(`##[${level}]${message}`);
  }

  debug(message: string): void {
    if (this.#state.request.machine.debug) this.print(`##[debug]${message}`);
  }

  mask(value: string): void {
    if (value.trim() === '') this.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    else this.#state.masks.add(value);
    if (this.#echo) this.print('::add-mask::***');
  }

  setEcho(value: string): void {
    const wanted = value.trim().toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      throw new Error(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${value}'.`);
    }
    this.#echo = wanted === 'on';
  }

  stopCommands(token: string): void {
    const wanted = token.toLowerCase();
    if (wanted === '' || wanted === 'pause-logging' || Object.hasOwn(HANDLERS, wanted)) {
      throw new Error(
        `"${token}" cannot be the token that resumes workflow commands: it is empty or a command itself.`,
      );
    }
    if (token.length > 6) this.#state.masks.add(token);
    this.#stopToken = wanted;
    this.print(`::stop-commands::${token}`);
  }

  #obey(line: string, command: WorkflowCommand, handler: CommandHandler): void {
    const echoed = !NEVER_ECHOED.includes(command.name);
    if (this.#echo && echoed) this.print(line);
    try {
      handler(this, command);
    } catch (error) {
      this.issue('error', `Unable to process command '${echoed ? line : command.name}' successfully.`);
      this.issue('error', sentenceOf(error));
      this.failed = true;
    }
  }
}
