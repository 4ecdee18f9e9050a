import { userInfo } from 'node:os';
import { Unreachable } from '../engine/rollout/cluster.ts';
import { paperOf, type Tone } from '../rehearsal/story/paper.ts';
import type { Standing } from './config/find-config.ts';
import { type Answer, jsonText } from './rollout/answer.ts';
import { NOT_TOLD } from './rollout/difference-answer.ts';
import { interruptible } from './rollout/interruption.ts';
import { parseRolloutArguments, type RolloutCommand } from './rollout/options.ts';
import { perform } from './rollout/perform.ts';
import { lineScreen, terminalScreen } from './rollout/screen.ts';
import { USAGE } from './rollout/usage.ts';

/** The command `sluice rollout`. @returns the exit code, as its usage lists them. */
export async function rollout(args: readonly string[], standing: Standing): Promise<number> {
  const parsed = parseRolloutArguments(args, process.env);
  switch (parsed.kind) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'refused':
      for (const problem of parsed.problems) console.error(problem);
      return 2;
    case 'command':
      return rolloutHere(parsed.command, standing);
  }
}

async function rolloutHere(command: RolloutCommand, standing: Standing): Promise<number> {
  const json = command.common.output === 'json';
  const paper = paperOf(json ? process.stderr : process.stdout, process.env);
  const screen =
    paper.columns === undefined
      ? lineScreen((text) => paper.write(text), process.env['GITHUB_ACTIONS'] === 'true')
      : terminalScreen(paper, Date.now, () => process.stdout.rows);
  const { signal, exitCode } = interruptible(() =>
    screen.say(
      'Interrupted while the cluster did not answer; what was written last is not known. Run this again.',
      'bad',
    ),
  );
  // Whoever read the output has gone away: nobody is left to tell it to, but the rollout is brought to its end.
  process.stdout.on('error', () => {});
  const ticking = setInterval(() => screen.tick(), 1000).unref();
  try {
    const answer = await perform(
      command,
      { log: screen.log, signal, seen: screen.seen },
      { actor: actorOf(process.env), standing },
    );
    screen.end();
    tell(answer, json, screen.say);
    return exitCode() ?? answer.exitCode;
  } catch (error) {
    screen.end();
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    const sentence = error instanceof Error ? error.message : String(error);
    const outcome = error instanceof Unreachable ? 'unknown' : 'refused';
    if (json) console.log(jsonText({ command: command.kind, outcome, sentence }));
    else console.error(sentence);
    return exitCode() ?? (command.kind === 'diff' ? NOT_TOLD : 1);
  } finally {
    clearInterval(ticking);
  }
}

function tell({ lines, json }: Answer, asJson: boolean, say: (text: string, tone?: Tone) => void): void {
  if (asJson) console.log(jsonText(json));
  else for (const { text, tone } of lines) say(text, tone);
}

const actorOf = (environment: NodeJS.ProcessEnv): string =>
  environment['USER'] ?? environment['USERNAME'] ?? userInfo().username;
