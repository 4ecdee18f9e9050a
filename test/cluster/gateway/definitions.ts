import { join } from 'node:path';
import { moduleFolder } from '../binaries/build.ts';
import { DEFINITIONS } from '../binaries/recipe.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { installGkeKinds } from './gke-kinds.ts';

/** Modules of others, and where the kinds are in them that a generated tree has. */
const SOURCES = [
  { module: 'sigs.k8s.io/gateway-api', folder: 'config/crd/standard' },
  { module: 'github.com/cert-manager/cert-manager', folder: 'deploy/crds' },
];

/** Lets the cluster have every kind of a generated tree for the time of `work`: the Gateway API as GKE installs it, cert-manager's, and
 *  Google's own. Those that are there already stay. */
export async function withDefinitions<T>(kubectl: Kubectl, work: () => Promise<T>): Promise<T> {
  const folders = await Promise.all(
    SOURCES.map(async ({ module, folder }) => join(await moduleFolder(DEFINITIONS, module), folder)),
  );
  const before = await definitions(kubectl);
  try {
    await installGkeKinds(kubectl);
    // Their schemas are longer than the annotation of a client's own apply may be.
    await kubectl('apply', '--server-side', ...folders.flatMap((folder) => ['--filename', folder]));
    await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...(await definitions(kubectl)));
    return await work();
  } finally {
    const ours = (await definitions(kubectl)).filter((name) => !before.includes(name));
    if (ours.length > 0) await kubectl('delete', '--ignore-not-found', '--timeout=90s', ...ours);
  }
}

const definitions = async (kubectl: Kubectl): Promise<readonly string[]> =>
  (await kubectl('get', 'customresourcedefinitions', '--output=name')).split('\n').filter((name) => name !== '');
