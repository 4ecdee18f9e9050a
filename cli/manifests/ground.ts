import { isServing, podsOf } from '../../manifests-src/rules/read/pods.ts';
import type { Manifest, Tree } from '../../manifests-src/rules/tree.ts';

/** Trees that serve nothing, as that of the checks of a tier, belong to the tiers whose namespace they run in: the policies there mean their
 *  pods, too. What has no such tier stays where it is. */
export function withAsides(trees: readonly Tree[]): readonly Tree[] {
  const asides = trees.filter((tree) => {
    const pods = podsOf(tree);
    return pods.length > 0 && !pods.some(isServing);
  });
  const others = trees.filter((tree) => !asides.includes(tree));
  const shares = (aside: Tree, tree: Tree): boolean =>
    podsOf(tree).length > 0 && [...namespacesOf(aside)].every((name) => namespacesOf(tree).has(name));
  return [
    ...others.map((tree) => ({
      ...tree,
      objects: [...tree.objects, ...asides.filter((aside) => shares(aside, tree)).flatMap(({ objects }) => objects)],
    })),
    ...asides.filter((aside) => !others.some((tree) => shares(aside, tree))),
  ];
}

const namespacesOf = (tree: Tree): ReadonlySet<string> =>
  new Set(tree.objects.flatMap(({ metadata }) => metadata.namespace ?? []));

/** What an administrator gives a namespace, in a tree of its own, belongs to the tiers that live there: policies without it would mean
 *  no pods, and pods no policies. What no tier lives in stays where it is. */
export function spreadGround(trees: readonly Tree[]): readonly Tree[] {
  const grounds = trees.filter((tree) => podsOf(tree).length === 0);
  const tiers = trees.filter((tree) => !grounds.includes(tree));
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
