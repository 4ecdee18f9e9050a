import { placesAt } from '../read/fields.ts';
import { found, type ManifestRule, ofKind } from '../tree.ts';

export const openGateway: ManifestRule = {
  id: 'open-gateway',
  why: 'A listener that takes routes from all namespaces lets whoever may write one anywhere in the cluster take hosts and paths of production, with its certificate.',
  example: 'Gateway with allowedRoutes: {namespaces: {from: All}}',
  fix: 'Say from: Same, or Selector with the namespaces that may.',
  source: 'https://gateway-api.sigs.k8s.io/guides/multiple-ns/',
  judge: (tree) =>
    tree.isProduction
      ? ofKind(tree, 'Gateway').flatMap((gateway) =>
          placesAt(gateway, 'spec.listeners.*.allowedRoutes.namespaces.from')
            .filter(({ value }) => value === 'All')
            .map(({ path }) => found(gateway, path, 'is All, so that every namespace may add routes')),
        )
      : [],
};
