import { parse, stringify } from 'yaml';
import type { Delivery } from '../domain/delivery.ts';
import { manifestsFolder } from '../domain/manifests-folder.ts';
import { nameIn } from '../domain/name-in-tier.ts';
import type { Tier } from '../domain/tier.ts';
import type { GitRepository } from './github/git.ts';

/** What an administrator applies once for a tier to each of its clusters, as docs/setup.md says, by the name of the tier: its generated
 *  bootstrap, then its Services. A container is told the addresses of only those Services that are there when it starts, and nobody says
 *  which service of a tier is rolled out first.
 *  @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
export async function bootstrapFiles(
  git: Pick<GitRepository, 'file'>,
  delivery: Delivery,
): Promise<ReadonlyMap<string, string>> {
  const { tiers, services } = delivery;
  const folder = manifestsFolder(delivery);
  const read = async (path: string): Promise<string> => {
    const file = await git.file('HEAD', `${folder}/${path}`);
    if (file === undefined) throw new Error(`${folder}/${path} is not in the repository. Run "sluice synth".`);
    return file.toString('utf8');
  };
  const reached = services.filter(({ kind }) => kind === 'web');
  const bases = await Promise.all(reached.map(({ name }) => read(`base/${name}/service.yaml`)));
  const texts = tiers.map(async (tier): Promise<[string, string]> => {
    const services = bases.map((text) => inTier(text, tier));
    return [tier.name, [await read(`bootstrap/${tier.name}.yaml`), ...services].join('\n---\n')];
  });
  return new Map(await Promise.all(texts));
}

/** As the tier's overlay calls it, and where that puts it. */
function inTier(text: string, tier: Pick<Tier, 'namePrefix' | 'namespace'>): string {
  const object: Readonly<Record<string, unknown>> = parse(text, { version: '1.1' });
  const metadata = { ...(object['metadata'] as object) };
  const name = nameIn(tier, 'name' in metadata ? String(metadata.name) : '');
  return stringify({ ...object, metadata: { ...metadata, name, namespace: tier.namespace } }, { version: '1.1' });
}
