import { manifestWord } from './manifest-source.ts';

/** A kustomize tree that Sluice generates: a base for each service, and an overlay for each of its tiers. */
export interface KustomizeTree {
  readonly kind: 'kustomize-tree';
}

export const kustomizeTree = manifestWord(
  {
    kind: 'kustomize-tree',
    fields: {},
    generates: ['base', 'overlays'],
    claims: () => [],
    overlays: (_tree, { generated }) => `${generated}/overlays/{tier}/{service}`,
  },
  (): KustomizeTree => ({ kind: 'kustomize-tree' }),
);
