import { assertNever } from '../../../domain/brand.ts';
import type { Edge } from '../../../domain/edge/edge.ts';
import { hostOf } from '../../../domain/edge/routes.ts';
import { edgeOf, type RoutedService } from '../../../domain/edge/tier-edge.ts';
import { addressInside, addressOutside } from '../../../domain/edge/visitor-address.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { Sight } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import type { VisitStatement } from '../../story/visit-statement.ts';

/** What people get at the edge of a tier that a release has come to: the pages by their hosts; and at one of them what becomes of plain
 *  HTTP, of a host that is nobody's, and of addresses that the list of the tier has not. None where the tier has no edge.
 *  @param sights what its services show */
export function visitsOf(of: StoryDelivery, tier: Tier, sights: readonly Sight[]): readonly VisitStatement[] {
  const at = edgeOf(tier, of);
  if (at === undefined) return [];
  const pages = at.services.flatMap((service) =>
    sights.filter((sight) => isRouted(service, sight)).map((sight) => ({ service, sight })),
  );
  const [first] = pages;
  if (first === undefined) return [];
  const manners = MANNERS[at.edge.kind];
  const strict = { 'strict-transport-security': strictTransport(at.edge) };
  const one = {
    tier: tier.name,
    by: 'https',
    host: hostOf(first.service.routes, tier),
    path: first.sight.path,
  } as const;
  const again = `${one.path}?again=1`;
  return [
    ...pages.map(({ service, sight }): VisitStatement => {
      const host = hostOf(service.routes, tier);
      const gets = { status: 200, headers: strict, shows: sight.shows };
      return { ...one, host, path: sight.path, from: 'inside', gets, says: `https://${host} shows ${service.name}` };
    }),
    {
      ...one,
      ...{ by: 'http', path: again, from: 'inside' },
      gets: { status: manners.redirect, headers: { location: `https://${one.host}${again}` } },
      says: `http is sent to https (${manners.redirect})`,
    },
    { ...one, ...UNKNOWN, host: `nobody.${tier.host}`, from: 'inside' },
    ...strangers(tier, one),
  ];
}

const UNKNOWN = { by: 'http', gets: { status: 404 }, says: 'a host that is nobody’s is not found (404)' } as const;

const MANNERS: Readonly<Record<Edge['kind'], { readonly redirect: number }>> = {
  gateway: { redirect: 301 },
  nginx: { redirect: 308 },
};

/** How long a browser stays with HTTPS: ingress-nginx says it by itself. */
function strictTransport(edge: Edge): string {
  switch (edge.kind) {
    case 'gateway':
      return `max-age=${edge.strictTransport}`;
    case 'nginx':
      return 'max-age=31536000; includeSubDomains';
    default:
      return assertNever(edge);
  }
}

const isRouted = ({ name, routes }: RoutedService, { service, path }: Sight): boolean =>
  service === name && routes.paths.some((prefix) => prefix === '/' || `${path}/`.startsWith(`${prefix}/`));

/** Somebody whom the list has not, in whosever name they come. */
function strangers(
  { allow }: Tier,
  at: Pick<VisitStatement, 'tier' | 'by' | 'host' | 'path'>,
): readonly VisitStatement[] {
  const outside = addressOutside(allow);
  if (allow === 'public' || outside === undefined) return [];
  const gets = { status: 403 };
  return [
    { ...at, from: 'outside', gets, says: `${outside}, which the list has not, is refused (403)` },
    {
      ...at,
      from: 'outside',
      forges: addressInside(allow),
      gets,
      says: `so it is in the name of ${addressInside(allow)}, by a forged X-Forwarded-For (403)`,
    },
  ];
}
