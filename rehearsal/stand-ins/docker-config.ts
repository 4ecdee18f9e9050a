import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepContext } from '../runner/stand-in.ts';

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
}

/** `config.json` of Docker's command line: DOCKER_CONFIG, or `.docker` in the home directory. */
export const dockerConfigFile = ({ env, home, own }: Pick<StepContext, 'env' | 'home' | 'own'>): Promise<string> =>
  own(join(env['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'));

/** The `Authorization` header for a registry, or `undefined` where nobody logged in. */
export async function registryAuthorization(file: string, host: string): Promise<string | undefined> {
  const auth = (await readConfig(file)).auths?.[host]?.auth;
  return auth === undefined ? undefined : `Basic ${auth}`;
}

/** Sets or, with `undefined`, forgets the credentials for a registry. */
export async function rememberCredentials(file: string, host: string, credentials: string | undefined): Promise<void> {
  const config = await readConfig(file);
  const { [host]: _, ...others } = config.auths ?? {};
  const auths =
    credentials === undefined ? others : { ...others, [host]: { auth: Buffer.from(credentials).toString('base64') } };
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, JSON.stringify({ ...config, auths }, null, 2), { mode: 0o600 });
}

async function readConfig(file: string): Promise<DockerConfig> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DockerConfig;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
