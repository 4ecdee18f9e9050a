import { describe, expect, it } from '@jest/globals';
import { pageOf, urlsBesideEdges } from '../../../../rehearsal/edge/pages.ts';
import type { EdgeDoor } from '../../../../rehearsal/edge/visit.ts';
import { Visitors } from '../../../../rehearsal/edge/visitors.ts';
import { edged } from '../../../fixtures/edged.ts';

const delivery = edged();
const byHost = delivery.tiers.map((tier) =>
  tier.verify === undefined || tier.verify.reach === 'job'
    ? tier
    : { ...tier, verify: { ...tier.verify, reach: 'host' as const } },
);
const NOWHERE: EdgeDoor = { http: 1, https: 1, authority: '', visitors: new Visitors() };
const edges = new Map([['staging', NOWHERE]]);
const urls = new Map(
  ['dev', 'staging'].map((tier) => [
    tier,
    new Map([
      ['dashboard', `http://127.0.0.1/${tier}`],
      ['other', `http://127.0.0.1/other-${tier}`],
    ]),
  ]),
);

describe('where a service is met', () => {
  it('is the host of its tier where an edge leads to it: nobody is told another address', () => {
    const told = urlsBesideEdges(urls, edges, { ...delivery, tiers: byHost });
    expect(Object.fromEntries(told.get('dev') ?? [])).toEqual(Object.fromEntries(urls.get('dev') ?? []));
    expect([...(told.get('staging')?.keys() ?? [])]).toEqual(['other']);
  });

  it('is told where the tier says that its checks come past the edge', () => {
    expect(urlsBesideEdges(urls, edges, delivery)).toEqual(urls);
  });

  it.each([
    ['a tier without an edge', 'dev', 'dashboard', '/', 'door of dev dashboard'],
    ['a path that no route has', 'staging', 'ai-agent-api', '/health/live', 'door of staging ai-agent-api'],
    ['a service without routes', 'staging', 'other', '/', 'door of staging other'],
    ['a path of a route', 'staging', 'ai-agent-api', '/agents/7', 'no door'],
  ])('of %s is asked for at the right place', async (_what, tier, service, path, place) => {
    const asked: string[] = [];
    const url = (...at: readonly string[]): string => {
      asked.push(`door of ${at.join(' ')}`);
      return 'http://127.0.0.1:1';
    };
    await expect(pageOf({ delivery, edges, url }, { tier, service, path })).rejects.toThrow();
    expect(asked[0] ?? 'no door').toBe(place);
  });
});
