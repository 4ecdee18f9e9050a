import { spreadGround, withAsides } from '../../../../cli/manifests/ground.ts';
import { manifestsIn } from '../../../../cli/manifests/manifests-in.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { checksOf } from '../../../../domain/tier-checks.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import type { Manifest, Platform, Tree } from '../../../../manifests-src/rules/tree.ts';

const made = new WeakMap<Delivery, ReadonlyMap<string, string>>();

/** The files of a delivery, made once. */
export const filesOf = (of: Delivery): ReadonlyMap<string, string> => {
  const files = made.get(of) ?? writtenOf(of);
  made.set(of, files);
  return files;
};

/** The same, made anew. */
export const writtenOf = (of: Delivery): ReadonlyMap<string, string> =>
  new Map(kustomizeTree(of).map(({ path, content }) => [path, content]));

/** The objects of a folder of the tree, as they come to the cluster. */
export const builtIn = (of: Delivery, folder: string): readonly Manifest[] => {
  const files = filesOf(of);
  const objects = buildKustomization(`${of.root}/k8s/${folder}`, (path) => files.get(path));
  return manifestsIn(JSON.stringify({ kind: 'List', items: objects }), folder);
};

const tree = (name: string, objects: readonly Manifest[], platform: Platform): Tree => ({
  name,
  objects,
  kustomizations: [],
  platform,
  isProduction: name === 'production',
});

/** Everything that each tier gets, its bootstrap among it. */
export const treesOf = (of: Delivery, platform: Platform = 'autopilot'): readonly Tree[] =>
  spreadGround(
    withAsides([
      ...of.tiers.map(({ name }) => tree(name, builtIn(of, `overlays/${name}`), platform)),
      ...of.tiers.flatMap((tier) => {
        const checks = checksOf(tier);
        return checks === undefined
          ? []
          : [tree(checks.name, builtIn(of, `overlays/${tier.name}/${checks.name}`), platform)];
      }),
      tree('bootstrap', builtIn(of, 'bootstrap'), platform),
    ]),
  );
