import type { Delivery } from '../delivery.ts';
import { innerPath } from '../inner-path.ts';
import { manifestsFolder } from '../manifests-folder.ts';
import type { ManifestSource } from './manifest-source.ts';
import * as words from './words.ts';

/** Where the manifests of a delivery come from, and what it wants to know. */
export type Manifests = ReturnType<(typeof words)[keyof typeof words]>;

export const MANIFEST_SOURCES: readonly ManifestSource<Manifests>[] = Object.values<ManifestSource<Manifests>>(words);

/** The source that a delivery names. @param manifests that have passed their shape */
export function manifestSourceOf(manifests: Manifests): ManifestSource<Manifests> {
  const found = MANIFEST_SOURCES.find(({ kind }) => kind === manifests.kind);
  if (found === undefined) throw new Error(`There is no source of manifests "${manifests.kind}".`);
  return found;
}

/** Where the kustomizations of all services and tiers are, from the root of the repository. */
export const overlaysOf = (delivery: Pick<Delivery, 'root' | 'manifests' | 'manifestsFolder'>): string =>
  manifestSourceOf(delivery.manifests).overlays(delivery.manifests, {
    generated: manifestsFolder(delivery),
    from: (path) => innerPath(delivery.root, path),
  });
