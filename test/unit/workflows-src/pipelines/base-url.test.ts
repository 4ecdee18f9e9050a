import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../../domain/delivery.ts';
import { baseUrl } from '../../../../workflows-src/pipelines/base-url.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { edged } from '../../../fixtures/edged.ts';
import { platform } from '../../../fixtures/platform.ts';

const urlsOf = (delivery: Delivery): readonly string[] =>
  delivery.tiers
    .filter(({ name }) => name === 'staging')
    .flatMap((tier) =>
      delivery.services.flatMap((service) => (service.kind !== 'web' ? [] : baseUrl(delivery, tier, service))),
    );

/** What the checks of staging are told, in the file that deploys. */
const toldTo = (delivery: Delivery): readonly string[] =>
  generateWorkflows(delivery)
    .filter(({ path }) => path.endsWith('/deploy.yml'))
    .flatMap(({ content }) => content.match(/^ {10}DASHBOARD_URL: .*$/gm) ?? [])
    .map((line) => line.trim());

describe('where checks reach a service', () => {
  it('is the host of the tier unless a variable says otherwise, or the variable alone', () => {
    expect(toldTo(platform)).toEqual([
      "DASHBOARD_URL: ${{ vars.DASHBOARD_URL || 'https://dashboard.staging.ai-agent-platform.com' }}",
    ]);
    expect(toldTo(edged())).toEqual(['DASHBOARD_URL: ${{ vars.DASHBOARD_URL }}']);
  });
});

describe('where people reach a service', () => {
  it('is where its routes lead', () => {
    expect(urlsOf(edged())).toEqual([
      'https://api.staging.ai-agent-platform.com',
      'https://staging.ai-agent-platform.com',
    ]);
  });

  it('is the host of the tier for the first one, and a name below it for any other, where nothing says so', () => {
    expect(urlsOf(platform)).toEqual([
      'https://staging.ai-agent-platform.com',
      'https://dashboard.staging.ai-agent-platform.com',
    ]);
  });
});
