import { describe, expect, it } from '@jest/globals';
import { readEdges } from '../../../../rehearsal/cloud/told-edges.ts';
import { edged, OFFICE } from '../../../fixtures/edged.ts';
import { filesOf } from '../../setup-src/setup-of.ts';

const { identities } = filesOf(edged());

describe('edges of tiers', () => {
  it('are read from identities.json, as the setup tells them', () => {
    const hosts = (tier: string) => [`api.${tier}.ai-agent-platform.com`, `${tier}.ai-agent-platform.com`];
    expect(readEdges(identities)).toEqual([
      { name: 'edge-dev', hosts: hosts('dev'), allowed: OFFICE.slice(0, 1) },
      { name: 'edge-staging', hosts: hosts('staging'), allowed: OFFICE },
      { name: 'edge-production', hosts: hosts('app'), allowed: ['*'] },
    ]);
    expect(() => readEdges(identities.replace('"edge-dev"', '7'))).toThrow(
      /edges\[0\] without a text "name" is not rehearsed/,
    );
    expect(() => readEdges(identities.replace('"*"', '7'))).toThrow(/edges\[2\]\.rules\[0\]\.ranges/);
  });
});
