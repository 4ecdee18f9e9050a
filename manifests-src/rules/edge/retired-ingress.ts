import { isNginx } from '../read/routes.ts';
import { found, type ManifestRule, ofKind } from '../tree.ts';

export const retiredIngress: ManifestRule = {
  id: 'retired-ingress',
  why: 'ingress-nginx has had no fixes since March 2026, those for its security among them.',
  example: 'Ingress with ingressClassName: nginx',
  fix: 'Use the Gateway API; ingress2gateway translates what is there.',
  source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  judge: (tree) =>
    ofKind(tree, 'Ingress')
      .filter(isNginx)
      .map((ingress) => found(ingress, 'spec.ingressClassName', 'is that of ingress-nginx, which is retired')),
};
