import { getExecOutput } from '@actions/exec';
import {
  type Credentials,
  credentialSource,
  dockerFolder,
  field,
  passwordOf,
  readDockerConfig,
} from './docker-config.ts';

/** Finds the credentials of a registry host; `undefined` where nobody logged in. */
export type FindCredentials = (host: string) => Promise<Credentials | undefined>;

/** Credentials as docker finds them: in `$DOCKER_CONFIG/config.json`, or from a `docker-credential-*` program it names. */
export const dockerCredentials =
  (env: Readonly<Record<string, string | undefined>>): FindCredentials =>
  async (host) => {
    const source = credentialSource(readDockerConfig(dockerFolder(env)), host);
    if (source === undefined) return undefined;
    return source.kind === 'given'
      ? source.credentials
      : askProgram(`docker-credential-${source.program}`, source.server);
  };

/** @see https://github.com/docker/docker-credential-helpers#development */
async function askProgram(program: string, server: string): Promise<Credentials | undefined> {
  const { exitCode, stdout, stderr } = await getExecOutput(program, ['get'], {
    input: Buffer.from(server),
    silent: true,
    ignoreReturnCode: true,
  }).catch((cause: unknown) => {
    throw new Error(
      `docker's configuration says that ${program} knows the credentials of ${server}, but it cannot be run. Install it, or log in with a password instead.`,
      { cause },
    );
  });
  if (exitCode !== 0) {
    if (/credentials not found/i.test(stdout + stderr)) return undefined;
    throw new Error(
      `${program} gave no credentials for ${server}: it ended with ${exitCode}. Run the login step again.`,
    );
  }
  const answer: unknown = JSON.parse(stdout);
  const [username, secret] = [field(answer, 'Username'), field(answer, 'Secret')];
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw new Error(`${program} answered without "Username" and "Secret" for ${server}.`);
  }
  return passwordOf(username, secret);
}
