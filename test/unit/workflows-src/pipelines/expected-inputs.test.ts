import { describe, expect, it } from '@jest/globals';
import { EXPECTED_INPUTS } from '../../../../domain/expected.ts';
import { expectedInputs, expectedPlaces } from '../../../../workflows-src/pipelines/expected-inputs.ts';
import { platform } from '../../../fixtures/platform.ts';

const [service] = platform.services;

describe('what a step that writes to a tier may be handed', () => {
  it.each(platform.tiers.map((tier) => [tier.name, tier] as const))('%s: bytes of its own trust', (_, tier) => {
    if (service === undefined) throw new Error('The demo has no service.');
    const { repository, ...others } = expectedInputs(platform, tier, service);
    const { registry } = platform;
    const place = tier.trust === 'protected' ? registry.repository : registry.unprotected;
    expect(others).toEqual({ service: service.name, tier: tier.name });
    expect(repository.code).toContain(`/{0}/${place}/${service.image}'`);
    expect(repository.code).toContain('vars.GCP_PROJECT');
  });

  it('is one line for each service where a step is handed bytes of several', () => {
    const [tier] = platform.tiers;
    if (tier === undefined) throw new Error('The demo is empty.');
    const { parts } = expectedPlaces(platform, tier, platform.services);
    expect(parts.filter((part) => typeof part === 'string')).toEqual(['ai-agent-api ', '\ndashboard ']);
    expect(parts.filter((part) => typeof part !== 'string')).toEqual(
      platform.services.map((each) => expectedInputs(platform, tier, each).repository),
    );
  });

  it('is everything that actions ask for', () => {
    const [tier] = platform.tiers;
    if (service === undefined || tier === undefined) throw new Error('The demo is empty.');
    expect(Object.keys(expectedInputs(platform, tier, service)).sort()).toEqual(Object.keys(EXPECTED_INPUTS).sort());
  });
});
