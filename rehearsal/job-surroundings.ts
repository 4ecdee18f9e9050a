import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import type { PythonEnvironments } from './builder/python-environments.ts';
import { interpreterFolders } from './builder/python-installation.ts';
import { pythonVersions } from './builder/python-versions.ts';
import type { Enclosures } from './enclosure/enclosure.ts';
import { pathWithKubectl } from './kubectl/kubectl-on-path.ts';
import { machinePath } from './machine-path.ts';
import type { Network } from './network/network.ts';
import type { EngineOptions } from './workflow/engine-options.ts';

/** What jobs see of this machine: programs, the network of the rehearsal, and the environments of locked packages. */
export async function jobSurroundings({
  delivery,
  checkout,
  folder,
  cache,
  network,
  pythons,
  enclosures,
  log,
}: {
  readonly delivery: Pick<Delivery, 'services'>;
  readonly checkout: string;
  readonly folder: string;
  readonly cache: string;
  readonly network: Network;
  readonly pythons: PythonEnvironments;
  readonly enclosures: Enclosures;
  readonly log: (sentence: string) => void;
}): Promise<Pick<EngineOptions, 'node' | 'environment' | 'enclosures' | 'readable' | 'compiled'>> {
  const node = dirname(process.execPath);
  const tools = await pathWithKubectl(machinePath(process.env['PATH'] ?? '', checkout, node), join(folder, 'bin'));
  if (tools.standIn) {
    log('There is no kubectl here: trees that Sluice generated are rendered by Sluice, equal to "kubectl kustomize".');
  }
  // This process runs the code in its own cache: what a job writes in a sandbox must not get there.
  const compiled = join(enclosures.kind === 'sandboxed' ? folder : cache, 'compiled');
  await mkdir(compiled, { recursive: true });
  return {
    node: process.execPath,
    environment: { ...network.environment, PATH: tools.path },
    enclosures,
    readable: [
      ...[node, network.certificateFile, pythons.folder],
      ...tools.readable,
      ...(await interpreterFolders(pythonVersions(delivery))),
    ],
    compiled,
  };
}
