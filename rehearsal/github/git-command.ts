import { execFile } from 'node:child_process';
import { TRACKING_VARIABLE } from '../enclosure/tracking.ts';

/** No configuration of the machine or its user reaches git here: hooks, signing, line endings and templates would change what a
 *  commit is. `safe.directory` is given, because a checkout may belong to another user than the one who rehearses. */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const tracking = process.env[TRACKING_VARIABLE];
  return {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_TERMINAL_PROMPT: '0',
    // By this a git that outlives a killed rehearsal is found.
    ...(tracking === undefined ? {} : { [TRACKING_VARIABLE]: tracking }),
    ...extra,
  };
}

/** Runs git and gives its output. @throws with what git wrote to stderr. */
export function git(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string | Uint8Array } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      [...args],
      { env: gitEnvironment(options.env), encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else
          reject(
            new Error(`git ${args.join(' ')} failed: ${stderr.toString('utf8').trim() || error.message}`, {
              cause: error,
            }),
          );
      },
    );
    child.stdin?.on('error', () => {}); // Git that ended before it read everything says why through its exit code.
    child.stdin?.end(options.input ?? '');
  });
}
