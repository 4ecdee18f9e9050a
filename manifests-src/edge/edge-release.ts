import { BOOTSTRAP, formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import { assertNever } from '../../domain/brand.ts';
import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import type { ManifestObject } from '../object.ts';
import { edgeNeeds } from './edge-needs.ts';
import { httpRoute, redirectRoute } from './http-route.ts';
import { ingress } from './ingress.ts';

/** A file of a service's overlay. */
export interface EdgeFile {
  readonly name: string;
  readonly source: string;
  readonly object: ManifestObject;
}

/** What a release brings of an edge: where paths lead. @param bootstrap the file that an administrator applies before */
export function edgeRelease(service: RoutedService, at: TierEdge, bootstrap: string): readonly EdgeFile[] {
  const annotations = { [NEEDS]: formatNeeds(edgeNeeds(service, at)), [BOOTSTRAP]: bootstrap };
  const { edge } = at;
  switch (edge.kind) {
    case 'gateway':
      return [
        {
          name: 'http-route.yaml',
          source: 'edge/http-route.ts > httpRoute',
          object: httpRoute(service, { ...at, edge }, annotations),
        },
        {
          name: 'redirect-route.yaml',
          source: 'edge/http-route.ts > redirectRoute',
          object: redirectRoute(service, at),
        },
      ];
    case 'nginx':
      return [{ name: 'ingress.yaml', source: 'edge/ingress.ts > ingress', object: ingress(service, at, annotations) }];
    default:
      return assertNever(edge);
  }
}
