import { execFile } from 'node:child_process';
import {
  type Credentials,
  credentialSource,
  dockerFolder,
  field,
  passwordOf,
  readDockerConfig,
} from './docker-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Finds the credentials of a registry host; `undefined` where nobody logged in. */
export type FindCredentials = (host: string) => Promise<Credentials | undefined>;

/** Credentials as docker finds them: in `$DOCKER_CONFIG/config.json`, or from a `docker-credential-*` program it names. */
export const dockerCredentials =
  (env: Environment): FindCredentials =>
  async (host) => {
    const source = credentialSource(readDockerConfig(dockerFolder(env)), host);
    if (source === undefined) return undefined;
    return source.kind === 'given'
      ? source.credentials
      : askProgram(`docker-credential-${source.program}`, source.server, env);
  };

/** Such a program may ask a cloud, which may not answer. */
const WITHIN = 30_000;

/** @see https://github.com/docker/docker-credential-helpers#development */
async function askProgram(program: string, server: string, env: Environment): Promise<Credentials | undefined> {
  const { code, said } = await run(program, server, env);
  if (code !== 0) {
    if (/credentials not found/i.test(said)) return undefined;
    throw new Error(`${program} gave no credentials for ${server}: it ended with ${code}. Run the login step again.`);
  }
  const [username, secret] = answerOf(said);
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw new Error(`${program} answered without "Username" and "Secret" for ${server}.`);
  }
  return passwordOf(username, secret);
}

/** What it answers is never repeated: it may hold the secret. */
function answerOf(said: string): readonly unknown[] {
  try {
    const answer: unknown = JSON.parse(said);
    return [field(answer, 'Username'), field(answer, 'Secret')];
  } catch {
    return [];
  }
}

const run = (
  program: string,
  input: string,
  env: Environment,
): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      ['get'],
      { env, timeout: WITHIN, killSignal: 'SIGKILL' },
      (cause, stdout, stderr) => {
        const code = cause === null ? 0 : cause.code;
        if (typeof code === 'number') resolve({ code, said: code === 0 ? stdout : stdout + stderr });
        else if (cause?.killed === true)
          reject(
            new Error(
              `${program} gave no credentials for ${input} within ${WITHIN / 1000} s. Run the login step again.`,
            ),
          );
        else
          reject(
            new Error(
              `docker's configuration says that ${program} knows the credentials of ${input}, but it cannot be run. Install it, or log in with a password instead.`,
              { cause },
            ),
          );
      },
    );
    // One that ends before it has read is told by its exit code.
    child.stdin?.on('error', () => undefined).end(input);
  });
