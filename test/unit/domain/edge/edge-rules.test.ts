import { describe, expect, it } from '@jest/globals';
import { type Delivery, delivery, InvalidDelivery } from '../../../../domain/delivery.ts';
import { gateway, nginx } from '../../../../domain/edge/edge.ts';
import { seconds } from '../../../../domain/seconds.ts';
import type { WebService } from '../../../../domain/service.ts';
import { canary } from '../../../../domain/strategy.ts';
import type { Tier } from '../../../../domain/tier.ts';
import { e2e } from '../../../../domain/verification.ts';
import { atMost, waves } from '../../../../domain/waves.ts';
import { edged, OFFICE } from '../../../fixtures/edged.ts';
import { platform } from '../../../fixtures/platform.ts';

/** What is refused, as `field: sentence`. */
function refused(record: Delivery): readonly string[] {
  try {
    delivery(record);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidDelivery)) throw error;
    return error.problems.map(({ field, message }) => `${field}: ${message}`);
  }
}

const EDGED = edged();
const withTier = (name: string, more: Partial<Tier>, of: Delivery = EDGED): Delivery => ({
  ...of,
  tiers: of.tiers.map((tier) => (tier.name === name ? { ...tier, ...more } : tier)),
});
const withService = (name: string, more: Partial<WebService>): Delivery => ({
  ...EDGED,
  services: EDGED.services.map((service) => (service.name === name ? { ...service, ...more } : service)),
});
const CHECKS = e2e({ command: 'pytest' });
const bounded = (bounds: Parameters<typeof gateway>[0]): Delivery => ({ ...EDGED, edge: gateway(bounds) });

describe('an edge', () => {
  it.each([
    ['by the Gateway API', EDGED],
    ['of nginx', edged(nginx({ email: 'operators@example.com' }))],
    ['with the shortest session', bounded({ session: seconds(30) })],
    ['with the longest session', bounded({ session: seconds(86_400) })],
    ['of one request a minute', bounded({ requestsPerMinute: 1 })],
    ['that browsers forget at once', bounded({ strictTransport: seconds(0) })],
    ['with a tier that nobody outside reaches', withTier('staging', { allow: [] })],
    [
      'with 200 ranges',
      withTier('staging', { allow: Array.from({ length: 200 }, (_, index) => `10.0.${index}.0/24`) }),
    ],
    ['before checks that everybody could run', withTier('staging', { allow: 'public', verify: CHECKS })],
    ['before a canary by its pods', withTier('production', { rollout: canary() })],
    ['with one path below another', withService('ai-agent-api', { routes: { paths: ['/ws'] } })],
    ['beside several clusters that nobody outside reaches', severalClusters('dev', [])],
  ])('is taken %s', (_what, record) => expect(refused(record)).toEqual([]));

  it.each<readonly [string, Delivery, RegExp]>([
    [
      'checks that no list has',
      withTier('staging', { verify: CHECKS }),
      /^tiers\[1\]\.allow: Its checks could not reach/,
    ],
    ['checks of a closed tier', withTier('staging', { allow: [], verify: CHECKS }), /^tiers\[1\]\.allow: Its checks/],
    ['a session below 30 s', bounded({ session: seconds(29) }), /^edge\.session: Wanted whole seconds from 30/],
    ['a session above a day', bounded({ session: seconds(86_401) }), /^edge\.session/],
    ['half a second', bounded({ session: seconds(60.5) }), /^edge\.session/],
    ['three years of HTTPS', bounded({ strictTransport: seconds(63_072_001) }), /^edge\.strictTransport/],
    ['no request at all', bounded({ requestsPerMinute: 0 }), /^edge\.requestsPerMinute/],
    ['too many requests', bounded({ requestsPerMinute: 1_000_001 }), /^edge\.requestsPerMinute/],
    ['an address that is none', edgedBy('operators'), /^edge\.email: Wanted an address that people read/],
    [
      'production without a list',
      withTier('production', { allow: [] }),
      /^tiers\[2\]\.allow: Nobody could reach this tier/,
    ],
    ['a list with a mistake', withTier('staging', { allow: ['10.0.0.1/8'] }), /^tiers\[1\]\.allow\[0\]: Behind bit 8/],
    [
      'a range twice',
      withTier('staging', { allow: ['10.0.0.0/8', '10.0.0.0/8'] }),
      /^tiers\[1\]\.allow\[1\]: It is in the list/,
    ],
    [
      'a list that is too long',
      withTier('staging', { allow: Array.from({ length: 201 }, (_, index) => `10.0.${index}.0/24`) }),
      /^tiers\[1\]\.allow: A list has 200/,
    ],
    [
      'a host for examples',
      withTier('staging', { host: 'staging.example.com' }),
      /^tiers\[1\]\.host: This name is for examples/,
    ],
    [
      'several clusters',
      severalClusters('production', 'public'),
      /^tiers\[2\]\.clusters: One address leads to one cluster/,
    ],
    [
      'a canary by weights',
      withTier('production', { rollout: canary({ traffic: 'gateway' }) }),
      /^tiers\[2\]\.rollout\.traffic: The Service of such a canary would stand beside/,
    ],
    [
      'a canary by weights behind nginx',
      withTier('production', { rollout: canary({ traffic: 'gateway' }) }, edged(nginx({ email: 'a@b.de' }))),
      /^tiers\[2\]\.rollout\.traffic: Weights are those of an HTTPRoute/,
    ],
    [
      'no path',
      withService('dashboard', { routes: { paths: [] } }),
      /^services\[1\]\.routes\.paths: Wanted a path at least/,
    ],
    [
      'a path that ends with "/"',
      withService('dashboard', { routes: { paths: ['/a/'] } }),
      /^services\[1\]\.routes\.paths\[0\]: Wanted the beginning/,
    ],
    [
      'a path that goes up',
      withService('dashboard', { routes: { paths: ['/a/../b'] } }),
      /^services\[1\]\.routes\.paths\[0\]/,
    ],
    [
      'a path without "/"',
      withService('dashboard', { routes: { paths: ['a'] } }),
      /^services\[1\]\.routes\.paths\[0\]/,
    ],
    ['a pattern', withService('dashboard', { routes: { paths: ['/a*'] } }), /^services\[1\]\.routes\.paths\[0\]/],
    [
      'a path twice',
      withService('dashboard', { routes: { paths: ['/', '/'] } }),
      /^services\[1\]\.routes\.paths\[0\]|\[1\]/,
    ],
    [
      'a path of two services',
      withService('ai-agent-api', { routes: { paths: ['/'] } }),
      /^services\[1\]\.routes\.paths\[0\]: services\[0\]\.routes has the same one/,
    ],
    [
      'a host in place of a name',
      withService('dashboard', { routes: { subdomain: 'a.b', paths: ['/'] } }),
      /^services\[1\]\.routes\.subdomain: Wanted one name/,
    ],
    [
      'a name that is too long',
      withService('dashboard', { routes: { subdomain: 'a'.repeat(48), paths: ['/'] } }),
      /^services\[1\]\.routes\.subdomain: With tier "production"/,
    ],
    [
      'numbers on a port that is routed',
      withService('dashboard', { metrics: '/metrics' }),
      /^services\[1\]\.routes\.paths: It leads to \/metrics/,
    ],
    [
      'numbers below a path that is routed',
      withService('dashboard', { metrics: '/metrics', routes: { paths: ['/metrics'] } }),
      /It leads to \/metrics/,
    ],
    ['an edge that leads nowhere', { ...platform, edge: gateway() }, /^edge: It leads to no service/],
    [
      'routes without an edge',
      withoutEdge(EDGED),
      /^services\[0\]\.routes: Routes without an edge are not enforced yet/,
    ],
    [
      'a list without an edge',
      withTier('staging', { allow: OFFICE }, platform),
      /^tiers\[1\]\.allow: A list of addresses without an edge is not enforced yet/,
    ],
    [
      'a variable of its own',
      withService('dashboard', { environment: { FORWARDED_HOPS: '9' } }),
      /FORWARDED_HOPS: .*`edge` sets it/,
    ],
  ])('is refused with %s', (_what, record, message) => {
    expect(refused(record)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  it('may have the host of no other tier', () => {
    const record = withTier('dev', { host: 'api.staging.ai-agent-platform.com' });
    expect(refused(record)).toEqual([
      expect.stringMatching(/^services\[0\]\.routes\.subdomain: Before the host of tier "staging"/),
    ]);
  });

  it('takes a name of 47 letters before the host of "production", and a path that only begins like the numbers', () => {
    expect(refused(withService('dashboard', { routes: { subdomain: 'a'.repeat(47), paths: ['/'] } }))).toEqual([]);
    expect(refused(withService('dashboard', { metrics: '/metrics', routes: { paths: ['/met'] } }))).toEqual([]);
  });
});

function withoutEdge({ edge: _, ...rest }: Delivery): Delivery {
  return rest;
}

function edgedBy(email: string): Delivery {
  return { ...EDGED, edge: nginx({ email }) };
}

function severalClusters(name: string, allow: Tier['allow']): Delivery {
  const { cluster } = platform;
  const clusters = atMost(1, waves([cluster], [{ ...cluster, location: 'europe-west1' }]));
  return withTier(name, { clusters, allow });
}
