import { isLoopback } from '../http/trustworthy.ts';

/** Where the manifests and blobs of a repository lie. */
export interface RegistryAddress {
  /** Host as it stands in references and in docker's configuration. */
  readonly host: string;
  /** `https://host`, or `http://host` for this machine alone. */
  readonly origin: string;
  /** Name of the repository within the registry. */
  readonly name: string;
}

/** Docker Hub is called `docker.io` but answers elsewhere, and its official images are in `library/`.
 *  @see https://github.com/distribution/reference/blob/v0.6.0/normalize.go */
const DOCKER_HUB = { host: 'docker.io', api: 'registry-1.docker.io' } as const;

/** Finds the registry of `host/path`. Plain HTTP is for registries on this machine, which nobody can listen in on. */
export function registryAddress(repository: string): RegistryAddress {
  const slash = repository.indexOf('/');
  const host = repository.slice(0, slash);
  const path = repository.slice(slash + 1);
  if (host === DOCKER_HUB.host) {
    return { host, origin: `https://${DOCKER_HUB.api}`, name: path.includes('/') ? path : `library/${path}` };
  }
  return { host, origin: `${isLoopback(host) ? 'http' : 'https'}://${host}`, name: path };
}
