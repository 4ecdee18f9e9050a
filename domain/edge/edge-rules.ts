import { assertNever } from '../brand.ts';
import type { Delivery } from '../delivery.ts';
import type { Problem } from '../problem.ts';
import { broken, type Claim, type Part } from '../rules/claim.ts';
import type { Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import type { Edge } from './edge.ts';
import { routeProblems } from './route-rules.ts';
import { tierEdgeProblems } from './tier-edge-rules.ts';

/** A day: longer, an address keeps a connection that nobody looks at any more. */
const LONGEST_SESSION = 86_400;

/** What is wrong with the edge of a delivery, and with what its services and tiers say of it.
 *  @param isSound whether the edge is one by its shape */
export const edgeProblems = (
  { edge }: Pick<Delivery, 'edge'>,
  services: readonly Part<Service>[],
  tiers: readonly Part<Tier>[],
  isSound: boolean,
): Problem[] => [
  ...(edge === undefined || !isSound ? [] : broken('edge', boundClaims(edge))),
  ...(edge === undefined ? withoutEdge(services, tiers) : []),
  ...(edge === undefined || !isSound
    ? []
    : [
        ...routeProblems(services, tiers),
        ...tiers.flatMap((part) => tierEdgeProblems(part, edge, { services, tiers })),
      ]),
];

const boundClaims = (edge: Edge): readonly Claim[] => [
  {
    field: 'session',
    value: edge.session,
    holds: isWhole(edge.session, 30, LONGEST_SESSION),
    message: `Wanted whole seconds from 30 to ${LONGEST_SESSION}: the longest that a WebSocket may last.`,
  },
  {
    field: 'requestsPerMinute',
    value: edge.requestsPerMinute,
    holds: isWhole(edge.requestsPerMinute, 1, 1_000_000),
    message: 'Wanted a whole number from 1 to 1000000: what one address may ask in a minute.',
  },
  ownClaim(edge),
];

/** What one kind says and the other does not. */
function ownClaim(edge: Edge): Claim {
  switch (edge.kind) {
    case 'gateway':
      return {
        field: 'strictTransport',
        value: edge.strictTransport,
        holds: isWhole(edge.strictTransport, 0, 63_072_000),
        message: 'Wanted whole seconds from 0 to 63072000, which are two years.',
      };
    case 'nginx':
      return {
        field: 'email',
        value: edge.email,
        holds: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(edge.email),
        message: "Wanted an address that people read: Let's Encrypt writes to it before a certificate ends.",
      };
    default:
      return assertNever(edge);
  }
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** What a service or a tier says of an edge holds nobody to it where there is none. */
const withoutEdge = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] => [
  ...services.flatMap(({ at, value }) =>
    value.kind !== 'web' || value.routes === undefined
      ? []
      : [
          {
            field: `${at}.routes`,
            value: value.routes,
            message:
              'Routes without an edge are not enforced yet: nothing leads to the service. Say edge: gateway() in the delivery, or leave them out.',
          },
        ],
  ),
  ...tiers.flatMap(({ at, value: { allow } }) =>
    allow === 'public' || allow.length === 0
      ? []
      : [
          {
            field: `${at}.allow`,
            value: allow,
            message:
              'A list of addresses without an edge is not enforced yet: no route or firewall reads it. Say edge: gateway() in the delivery, or "public", or leave it out.',
          },
        ],
  ),
];
