import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../../domain/delivery.ts';
import { evidenceWorkflows } from '../../../../domain/evidence/tier-workflows.ts';
import { platform } from '../../../fixtures/platform.ts';
import { DELIVERIES } from '../../workflows-src/deliveries.ts';

const of = (tier: string, delivery: Delivery = platform) =>
  delivery.tiers
    .filter(({ name }) => name === tier)
    .flatMap((found) => evidenceWorkflows(delivery, found))
    .map(({ file, ref }) => `${file.replace('.github/workflows/', '')} ${ref.replace('refs/heads/', '')}`);

describe('evidence of a tier comes from', () => {
  it('pushes to its branch, and promotions that go through it', () =>
    expect(of('staging')).toEqual([
      'deploy.yml develop',
      'deploy.yml main',
      'promote.yml main',
      'rollback.yml develop',
      'rollback.yml main',
    ]));
  it('its own promotion', () =>
    expect(of('production')).toEqual(['deploy.yml main', 'promote.yml main', 'rollback.yml main']));
  it('nowhere that everybody can push to', () => expect(of('dev')).toEqual([]));
  it('its own promotion, of several', () =>
    expect(of('live', DELIVERIES['a chain of two promotions'])).toEqual(
      expect.arrayContaining([expect.stringMatching(/^promote-live\.yml /)]),
    ));
});
