import { spreadGround } from '../../../../cli/manifests/ground.ts';
import { manifestsIn } from '../../../../cli/manifests/manifests-in.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import type { Manifest, Tree } from '../../../../manifests-src/rules/tree.ts';

export const filesOf = (of: Delivery): ReadonlyMap<string, string> =>
  new Map(kustomizeTree(of).map(({ path, content }) => [path, content]));

/** The objects of a folder of the tree, as they come to the cluster. */
export const builtIn = (of: Delivery, folder: string): readonly Manifest[] => {
  const files = filesOf(of);
  const objects = buildKustomization(`${of.root}/k8s/${folder}`, (path) => files.get(path));
  return manifestsIn(JSON.stringify({ kind: 'List', items: objects }), folder);
};

const tree = (name: string, objects: readonly Manifest[]): Tree => ({
  name,
  objects,
  kustomizations: [],
  platform: 'autopilot',
  isProduction: name === 'production',
});

/** Everything that each tier gets, its bootstrap among it. */
export const treesOf = (of: Delivery): readonly Tree[] =>
  spreadGround([
    ...of.tiers.map(({ name }) => tree(name, builtIn(of, `overlays/${name}`))),
    tree('bootstrap', builtIn(of, 'bootstrap')),
  ]);
