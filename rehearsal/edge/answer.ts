import { isAllowed } from '../../domain/edge/visitor-address.ts';
import type { Way } from './way.ts';

/** What an edge does with a request: answers it, or hands it on. */
export type Answer = Said | Forwarded;

export interface Said {
  readonly kind: 'says';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Forwarded {
  readonly kind: 'forwards';
  readonly service: string;
  /** What the service is told besides what was asked. */
  readonly told: Readonly<Record<string, string>>;
  /** What the edge adds to the answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Who asks, as the edge knows it. */
export interface Visitor {
  /** By the connection; what a request says of itself counts for nothing. */
  readonly address: string;
  /** What stands in its X-Forwarded-For. */
  readonly forwardedFor: string | undefined;
}

/** Writes X-Forwarded-For: what a visitor has written, and who it is. */
export type Forwarding = (visitor: Visitor) => string;

/** The address that a load balancer has in the world; nobody's. */
const OWN_ADDRESS = '192.0.2.200';

/** Google keeps what a client wrote, and appends the client and itself; ingress-nginx puts the client in place of all.
 *  @see https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header */
export const FORWARDING: Readonly<Record<'gateway' | 'nginx', Forwarding>> = {
  gateway: ({ address, forwardedFor }) => [forwardedFor ?? [], address, OWN_ADDRESS].flat().join(','),
  nginx: ({ address }) => address,
};

/** Pure. A list of addresses is asked before anything is handed on, and by the connection alone. */
export function answerTo(way: Way, visitor: Visitor, secure: boolean, forwarding: Forwarding): Answer {
  switch (way.kind) {
    case 'nowhere':
      return says(404, 'Nothing here has this host and path.');
    case 'redirect':
      return { kind: 'says', status: way.status, headers: { location: way.location }, body: '' };
    case 'not-rehearsed':
      return says(501, `The rehearsal's edge does not know ${way.what}.`);
    case 'service':
      return isAllowed(visitor.address, way.allowed)
        ? {
            kind: 'forwards',
            service: way.service,
            told: { 'x-forwarded-for': forwarding(visitor), 'x-forwarded-proto': secure ? 'https' : 'http' },
            headers: way.headers,
          }
        : says(403, 'Forbidden');
  }
}

export const says = (status: number, body: string): Said => ({
  kind: 'says',
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${body}\n`,
});
