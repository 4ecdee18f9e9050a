import { spawn } from 'node:child_process';

/** What a command may be given besides its arguments. */
export interface CommandSetting {
  readonly cwd?: string;
  /** The whole environment; the own one when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input; closed at once when absent. */
  readonly input?: string;
  /** Called with every line it writes to standard error. */
  readonly onLine?: (line: string) => void;
  /** Called when it runs, with a way to send it signals. */
  readonly onStart?: (signal: (name: NodeJS.Signals) => void) => void;
  /** Ends the command after so many seconds. */
  readonly seconds?: number;
}

/** A finished command, whatever its exit code. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that ended otherwise than with 0. Carries what it said, because that is usually the reason. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly finished: Finished;
  constructor(command: string, args: readonly string[], finished: Finished) {
    const shown = [command, ...args].join(' ');
    const how = finished.signal === null ? `ended with code ${finished.code}` : `was ended by ${finished.signal}`;
    const said = tail(finished.stderr.trim() === '' ? finished.stdout : finished.stderr, 12);
    super(`${shown.length > 400 ? `${shown.slice(0, 400)}…` : shown} ${how}, wanted 0. It said:\n${said}`);
    this.finished = finished;
  }
}

/** The last lines of a text, without empty ones at the end. */
export const tail = (text: string, lines: number): string => text.trimEnd().split('\n').slice(-lines).join('\n');

/** Runs a command to its end and tells how it ended. Throws only when it cannot be started. */
export function finish(command: string, args: readonly string[], setting: CommandSetting = {}): Promise<Finished> {
  const { cwd, env, input, onLine, onStart, seconds } = setting;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = seconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let stdout = '';
    let stderr = '';
    let line = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      if (onLine !== undefined) for (const each of lines) onLine(each);
    });
    child.on('spawn', () => onStart?.((name) => child.kill(name)));
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`${command} cannot be started: ${cause.message}.`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
    // A command that never reads its input closes the pipe early; that is its right.
    child.stdin.on('error', () => {}).end(input);
  });
}

/** Runs a command and returns what it wrote to standard output.
 * @throws {CommandFailed} when it does not end with 0. */
export async function run(command: string, args: readonly string[], setting: CommandSetting = {}): Promise<string> {
  const finished = await finish(command, args, setting);
  if (finished.code !== 0) throw new CommandFailed(command, args, finished);
  return finished.stdout;
}
