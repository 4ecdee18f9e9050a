import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody shows a registry: a password, or a token that is exchanged for another one. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity-token'; readonly token: string };

/** Where the credentials of one registry are. */
export type CredentialSource =
  | { readonly kind: 'given'; readonly credentials: Credentials }
  | { readonly kind: 'program'; readonly program: string; readonly server: string };

/** The folder of docker's configuration; `undefined` where not even a home is known. */
export function dockerFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE'];
  return env['DOCKER_CONFIG'] || (home ? join(home, '.docker') : undefined);
}

/** Reads what login steps left behind. A file that is not there says that nobody logged in.
 *  @throws when there is a file that cannot be read */
export function readDockerConfig(folder: string | undefined): unknown {
  if (folder === undefined) return {};
  const path = join(folder, 'config.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (field(cause, 'code') === 'ENOENT') return {};
    throw new Error(`${path} cannot be read, so nobody can log in to a registry. Log in again before this step.`, {
      cause,
    });
  }
}

/** Finds the credentials of a registry: its own program, then the file, then the program for all.
 *  @see https://docs.docker.com/reference/cli/docker/login/#credential-stores */
export function credentialSource(config: unknown, host: string): CredentialSource | undefined {
  const server = host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
  const own = entryOf(field(config, 'credHelpers'), host);
  if (typeof own === 'string') return { kind: 'program', program: own, server };
  const given = credentials(entryOf(field(config, 'auths'), host));
  if (given !== undefined) return { kind: 'given', credentials: given };
  const store = field(config, 'credsStore');
  return typeof store === 'string' && store !== '' ? { kind: 'program', program: store, server } : undefined;
}

function credentials(entry: unknown): Credentials | undefined {
  const token = field(entry, 'identitytoken');
  if (typeof token === 'string' && token !== '') return { kind: 'identity-token', token };
  const auth = field(entry, 'auth');
  const decoded = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  if (colon > 0) return passwordOf(decoded.slice(0, colon), decoded.slice(colon + 1).replace(/\0+$/, ''));
  const [username, password] = [field(entry, 'username'), field(entry, 'password')];
  return typeof username === 'string' && typeof password === 'string' ? passwordOf(username, password) : undefined;
}

/** Programs and files alike mark an identity token by this user name. */
export const passwordOf = (username: string, password: string): Credentials =>
  username === '<token>' ? { kind: 'identity-token', token: password } : { kind: 'password', username, password };

/** Entries are called by host, or by an address of it; Docker Hub by an address of old. */
function entryOf(entries: unknown, host: string): unknown {
  if (typeof entries !== 'object' || entries === null) return undefined;
  const names = host === 'docker.io' ? ['docker.io', 'index.docker.io', 'registry-1.docker.io'] : [host];
  return Object.entries(entries).find(([key]) =>
    names.includes(key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')),
  )?.[1];
}

export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
