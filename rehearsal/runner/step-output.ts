import { obeyCommand, STEP_COMMANDS } from './command-handlers.ts';
import type { JobState } from './job-state.ts';
import { matchedIssue } from './matched-issue.ts';
import type { MatcherConfig } from './matcher-config.ts';
import { ProblemMatcher } from './problem-matcher.ts';
import type { SharedEnvironment } from './shared-environment.ts';
import type { StepLog } from './step-log.ts';
import { parseCommand } from './workflow-command.ts';

/** What takes the output of one step: its log, and what its commands change. */
export interface OutputOwner {
  readonly state: JobState;
  readonly log: StepLog;
  readonly shared: SharedEnvironment;
  /** Variables of the step. */
  readonly env: ReadonlyMap<string, string>;
}

/** Takes the output of one step line by line: obeys workflow commands, annotates what problem matchers find, masks secrets, passes the
 *  rest on.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/OutputManager.cs
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionCommandManager.cs (TryProcessCommand) */
export class StepOutput {
  readonly owner: OutputOwner;
  /** Whether commands are shown besides what they do. */
  echo: boolean;
  /** While there is one, lines are no commands until it comes as one. */
  stopToken: string | undefined;
  readonly #matchers = new WeakMap<MatcherConfig, ProblemMatcher>();

  constructor(owner: OutputOwner) {
    this.owner = owner;
    this.echo = owner.state.debug;
  }

  write(line: string): void {
    const { log } = this.owner;
    const stopped = this.stopToken;
    const command = parseCommand(line, (name) => name === stopped || STEP_COMMANDS.includes(name));
    if (command !== undefined && stopped === undefined) {
      obeyCommand(this, line, command);
    } else if (command !== undefined && command.name === stopped) {
      this.stopToken = undefined;
      log.print(line);
    } else if (!this.#annotated(line)) {
      log.print(line);
    }
  }

  /** Whether a problem matcher has made an annotation of the line. Colours are a part of it: the runner means to take them out, but
   *  looks for other characters. */
  #annotated(line: string): boolean {
    const { state, log } = this.owner;
    const { active } = state.matchers;
    const { server_url: serverUrl, repository } = state.request.github;
    for (const config of active) {
      const match = this.#matcher(config).match(line);
      if (match === undefined) continue;
      for (const other of active) if (other !== config) this.#matcher(other).reset();
      const issue = matchedIssue(match, {
        workspace: state.folders.workspace,
        serverUrl: String(serverUrl),
        repository: String(repository),
      });
      if (issue === undefined) continue;
      log.issue(issue.level, issue.message, { properties: issue.properties, shown: line });
      return true;
    }
    return false;
  }

  #matcher(config: MatcherConfig): ProblemMatcher {
    const matcher = this.#matchers.get(config) ?? new ProblemMatcher(config);
    this.#matchers.set(config, matcher);
    return matcher;
  }
}
