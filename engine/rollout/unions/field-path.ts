/** One step down into an object: a field, or the item of a list that has this name. */
export type UnionStep = { readonly field: string } | { readonly item: string };
export type UnionPath = readonly UnionStep[];

/** A tree of fields as `managedFields` keeps it. @see https://github.com/kubernetes-sigs/structured-merge-diff */
export interface FieldTree {
  readonly [step: string]: FieldTree;
}

const keyOf = (step: UnionStep): string =>
  'field' in step ? `f:${step.field}` : `k:${JSON.stringify({ name: step.item })}`;

/** The tree with this path in it, whole. */
export function withPath(tree: FieldTree, [step, ...rest]: UnionPath): FieldTree {
  // Beside fields of its own a node is in the set by its dot.
  if (step === undefined) return Object.keys(tree).length === 0 ? tree : { ...tree, '.': {} };
  const key = keyOf(step);
  return { ...tree, [key]: withPath(tree[key] ?? {}, rest) };
}

/** The tree without this path and all that is below it. */
export function withoutPath(tree: FieldTree, [step, ...rest]: UnionPath): FieldTree {
  if (step === undefined) return tree;
  const key = keyOf(step);
  const { [key]: below, ...others } = tree;
  if (below === undefined) return tree;
  if (rest.length === 0) return others;
  return { ...others, [key]: withoutPath(below, rest) };
}

/** `spec.volumes[data].emptyDir`. */
export const pathText = (path: UnionPath): string =>
  path
    .map((step) => ('field' in step ? `.${step.field}` : `[${step.item}]`))
    .join('')
    .slice(1);
