import { Refusal } from '../../domain/refusal.ts';
import { isTrustworthy } from '../http/trustworthy.ts';
import type { RegistryAddress } from './address.ts';

/** Registries that hand their tokens out at another host. Any other registry tells its credentials to itself alone: whoever answers
 *  in its place must not choose who hears them.
 *  @see https://docs.docker.com/reference/api/registry/auth/ · https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry/ */
const KNOWN: Readonly<Record<string, string>> = {
  'docker.io': 'https://auth.docker.io',
  'registry.gitlab.com': 'https://gitlab.com',
  'registry.digitalocean.com': 'https://api.digitalocean.com',
};

/** The address that a challenge names for tokens. @throws Refusal where it must not be asked, or not with credentials */
export function tokenAddress(
  realm: string,
  { host, origin }: RegistryAddress,
  shown: 'with credentials' | 'without credentials',
): URL {
  if (!URL.canParse(realm)) throw refusal(`${host} asks for tokens at something that is no address`);
  const url = new URL(realm);
  if (url.username !== '' || url.password !== '')
    throw refusal(`${host} asks for tokens at ${url.origin} as somebody of its choice`);
  if (url.origin === origin) return url;
  if (!isTrustworthy(url) || (origin.startsWith('https:') && url.protocol !== 'https:'))
    throw refusal(`${host} asks for tokens at ${url.origin}, which is not HTTPS`);
  if (shown === 'with credentials' && url.origin !== KNOWN[host])
    throw refusal(`${host} asks for tokens at ${url.origin}, which is not ${KNOWN[host] ?? origin}`);
  return url;
}

const refusal = (what: string): Refusal =>
  new Refusal(
    'credentials-elsewhere',
    `${what}. The credentials of this registry were not sent there. Ask who runs the registry; a registry on one host with its tokens can be used.`,
  );
