import { describe, expect, it } from '@jest/globals';
import { leadsToOldName } from '../../../domain/called-service.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import type { Environment } from '../../../domain/environment.ts';
import { blueGreen, canary, rolling, type Strategy } from '../../../domain/strategy.ts';
import { platform } from '../../fixtures/platform.ts';

/** What is wrong with a delivery whose staging has a prefix, where the dashboard is told something. */
const problemsWith = (environment: Environment, namePrefix = 'staging-'): readonly string[] => {
  const [api, dashboard] = platform.services;
  const tiers = platform.tiers.map((tier) => (tier.name === 'staging' ? { ...tier, namePrefix } : tier));
  return checkDelivery({ ...platform, tiers, services: [api, { ...dashboard, environment }] }).map(
    ({ field, message }) => `${field}: ${message}`,
  );
};

describe('a text that leads to a service by its plain name', () => {
  const leads = 'http://ai-agent-api/agents';

  it('is refused where a tier that is told it calls the service otherwise', () => {
    expect(problemsWith({ API: leads })).toEqual([
      'services[1].environment.API: In tier "staging" nothing answers to this host: its Service is "staging-ai-agent-api" there. Say so for the tier, or read AI_AGENT_API_SERVICE_HOST, which is right in every tier for what `calls` it.',
    ]);
    expect(problemsWith({ staging: { API: leads } })).toEqual([
      expect.stringMatching(/^services\[1\]\.environment\.staging\.API: /),
    ]);
  });

  it('is taken where the tier has no prefix, is not told it, or says another one', () => {
    expect(problemsWith({ API: leads }, '')).toEqual([]);
    expect(problemsWith({ production: { API: leads } })).toEqual([]);
    expect(problemsWith({ all: { API: leads }, staging: { API: 'http://staging-ai-agent-api' } })).toEqual([]);
  });

  it('is right where the tier has no prefix', () => {
    expect(leadsToOldName('http://api', 'api', { namePrefix: '', namespace: 'shop' })).toBe(false);
  });

  it.each([
    ['http://api', true],
    ['https://api:8443/x', true],
    ['redis://user:word@api/0', true],
    ['api:80', true],
    ['web:80,api:80', true],
    ['http://api.shop/x', true],
    ['http://api.shop.svc.cluster.local', true],
    ['api', false],
    ['the api: it answers', false],
    ['http://api.example.com', false],
    ['http://api.shopping', false],
    ['http://old-api/', false],
    ['http://api-old/', false],
    ['http://web/api:80', false],
    ['$(API_SERVICE_HOST):80', false],
  ])('is told by its host alone: %s', (text, isOne) => {
    expect(leadsToOldName(text, 'api', { namePrefix: 'a-', namespace: 'shop' })).toBe(isOne);
  });
});

describe('the name of a service', () => {
  /** Where the first service has a name of so many characters, and one tier this strategy. */
  const problemsOf = (length: number, rollout: Strategy): readonly string[] => {
    const [, dashboard] = platform.services;
    const service = { ...dashboard, calls: [], name: 'a'.repeat(length) };
    const tiers = platform.tiers.map((tier) => ({ ...tier, rollout: tier.name === 'staging' ? rollout : rolling() }));
    return checkDelivery({ ...platform, tiers, services: [service] }).map(
      ({ field, message }) => `${field}: ${message}`,
    );
  };
  const tooLong = (suffix: string) => [
    expect.stringMatching(
      new RegExp(`^services\\[0\\]\\.name: A Service would be called "a+${suffix}" while its new copy is tried, `),
    ),
  ];

  it.each([
    ['blue-green', blueGreen(), 55, '-preview'],
    ['canary', canary(), 56, '-canary'],
  ] as const)('leaves room for that of the other copy: %s', (_, rollout, longest, suffix) => {
    expect(problemsOf(longest, rollout)).toEqual([]);
    expect(problemsOf(longest + 1, rollout)).toEqual(tooLong(suffix));
  });

  it('may be as long as a name of a Service where pods are replaced one by one', () => {
    expect(problemsOf(63, rolling())).toEqual([]);
  });
});
