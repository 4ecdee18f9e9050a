import { podsOf } from '../../manifests-src/rules/read/pods.ts';
import type { Manifest, Tree } from '../../manifests-src/rules/tree.ts';

/** What an administrator gives a namespace, in a tree of its own, belongs to the tiers that live there: policies without it would mean
 *  no pods, and pods no policies. What no tier lives in stays where it is. */
export function spreadGround(trees: readonly Tree[]): readonly Tree[] {
  const grounds = trees.filter((tree) => podsOf(tree).length === 0);
  const tiers = trees.filter((tree) => !grounds.includes(tree));
  const namespacesOf = (tree: Tree): ReadonlySet<string> =>
    new Set(tree.objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  const inTier = (object: Manifest, tree: Tree): boolean =>
    namespacesOf(tree).has((object.kind === 'Namespace' ? object.metadata.name : object.metadata.namespace) ?? '');
  const given = grounds.flatMap(({ objects }) => objects);
  const left = grounds.map((ground) => ({
    ...ground,
    objects: ground.objects.filter((object) => !tiers.some((tree) => inTier(object, tree))),
  }));
  return [
    ...tiers.map((tree) => ({
      ...tree,
      objects: [...tree.objects, ...given.filter((object) => inTier(object, tree))],
    })),
    ...left.filter(({ objects }) => objects.length > 0),
  ];
}
