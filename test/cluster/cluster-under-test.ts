import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kubectl, kubectlOf } from './bring-up/kubectl.ts';
import { FOLDERS, paths, registryAddress } from './bring-up/layout.ts';
import { readRecord } from './bring-up/record.ts';
import { isUp } from './bring-up/up.ts';
import { type ImageBuilder, imageBuilder } from './image-builder.ts';
import { find } from './machine/packages.ts';
import { hostsFileFor, hostsFolder } from './parts/containerd.ts';
import { kubeconfigOf } from './parts/control-plane.ts';

/** Somebody whose rights the API server asks about at a port of this machine, and lists nowhere. */
export interface Outsider {
  readonly kubeconfig: string;
  readonly port: number;
}

/** The cluster that the scenarios run against. */
export interface ClusterUnderTest {
  readonly kubectl: Kubectl;
  /** Absent when the cluster is another one and nobody said where its images are pushed. */
  readonly builder: ImageBuilder | undefined;
  /** Kubeconfig of somebody who has no rights but those that are given to "sluice-deployer"; absent where there is nobody like that. */
  readonly deployer: string | undefined;
  /** Absent where nobody outside of the cluster is asked, also on one that was brought up before there was one. */
  readonly outsider?: Outsider;
  /** One request of a client to a Service, port 80. @returns the body. @throws when it is not answered with 200. */
  request(namespace: string, service: string): Promise<string>;
  /** Where a client reaches a Service on port 80 without anything in between; absent where it cannot. */
  readonly addressOf?: (namespace: string, service: string) => Promise<string>;
  /** Lets a registry's name mean an address, `host:port`, for the next pull. @returns how that is forgotten; absent where it cannot. */
  readonly nameRegistry?: (name: string, address: string) => Promise<() => Promise<void>>;
}

/** Which cluster is meant: one that was named, or the one of `npm run cluster`. KUBECONFIG is not asked, on purpose: it often
 *  names a cluster that people depend on, and scenarios create and delete namespaces. */
export function chosenKubeconfig(
  option: string | undefined,
  env: NodeJS.ProcessEnv,
): { readonly kind: 'named'; readonly path: string; readonly by: string } | { readonly kind: 'own' } {
  if (option !== undefined && option !== '') return { kind: 'named', path: option, by: '--kubeconfig' };
  const named = env['SLUICE_TEST_KUBECONFIG'] ?? '';
  if (named === '' || named === paths(FOLDERS).kubeconfig) return { kind: 'own' };
  return { kind: 'named', path: named, by: 'SLUICE_TEST_KUBECONFIG' };
}

/** The cluster of `npm run cluster`, which must be up. */
export async function ownCluster(): Promise<ClusterUnderTest> {
  const record = readRecord(paths(FOLDERS).record);
  if (!isUp(record)) throw new Error('The cluster is not up. Bring it up with: npm run cluster -- up');
  const kubectl = kubectlOf(record.kubectl, paths(FOLDERS).kubeconfig);
  const outsider = kubeconfigOf(FOLDERS, 'outsider');
  const addresses = new Map<string, string>();
  const addressOf = (namespace: string, service: string): Promise<string> =>
    kubectl('get', 'service', service, '--namespace', namespace, '--output=jsonpath={.spec.clusterIP}');
  return {
    addressOf,
    async nameRegistry(name, address) {
      const folder = hostsFolder(FOLDERS, name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'hosts.toml'), hostsFileFor(address));
      return () => rm(folder, { recursive: true, force: true });
    },
    kubectl,
    builder: await imageBuilder(registryAddress(record.ports), paths(FOLDERS).imageBuilder),
    deployer: kubeconfigOf(FOLDERS, 'deployer'),
    ...(existsSync(outsider) ? { outsider: { kubeconfig: outsider, port: record.ports.authorizer } } : {}),
    async request(namespace, service) {
      const key = `${namespace}/${service}`;
      const address = addresses.get(key) ?? (await addressOf(namespace, service));
      addresses.set(key, address);
      const response = await fetch(`http://${address}/`, {
        signal: AbortSignal.timeout(3000),
        headers: { connection: 'close' },
      });
      if (response.status !== 200) throw new Error(`Service ${key} answered ${response.status}, wanted 200.`);
      return await response.text();
    },
  };
}

/** A cluster that was named. Its Services are reached through its API server, and its images are pushed to `registry`
 *  (`host:port`, plain HTTP), which its nodes must be able to pull from under that very name. */
export async function namedCluster(path: string, registry: string, folder: string): Promise<ClusterUnderTest> {
  if (!existsSync(path)) throw new Error(`There is no kubeconfig ${path}.`);
  const program = find('kubectl') ?? readRecord(paths(FOLDERS).record)?.kubectl;
  if (program === undefined) throw new Error('There is no kubectl on PATH, which another cluster is spoken to with.');
  const kubectl = kubectlOf(program, path);
  return {
    kubectl,
    deployer: undefined,
    builder: registry === '' ? undefined : await imageBuilder(registry, folder),
    request: (namespace, service) =>
      kubectl('get', '--raw', `/api/v1/namespaces/${namespace}/services/${service}:80/proxy/`),
  };
}
