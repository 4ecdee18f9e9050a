import { describe, expect, it } from '@jest/globals';
import type { Secrets } from '../../../domain/environment.ts';
import { administratorObjects } from '../../../rehearsal/cluster-bootstrap.ts';
import { platform } from '../../fixtures/platform.ts';

describe('Secrets that an administrator makes in a new cluster', () => {
  const key = (secret: string, name: string, variable = 'KEY') => ({ variable, secret, key: name });
  const bootstrap = new Map(platform.tiers.map(({ name }) => [name, '']));
  const made = (...secrets: readonly Secrets[]): string[] => {
    const services = platform.services.map((service, index) => ({ ...service, secrets: secrets[index] ?? [] }));
    return administratorObjects({ tiers: platform.tiers, services }, bootstrap).map(
      ({ metadata, ...rest }) =>
        `${metadata.namespace}/${metadata.name} ${Object.keys(Object(rest)['data'] ?? {}).join(' ')}`,
    );
  };

  it('are each made once, with every key that a service of the tier reads', () => {
    expect(made([key('api', 'a'), key('api', 'b', 'OTHER')], [key('api', 'c')])).toEqual([
      'dev/api a b c',
      'staging/api a b c',
      'production/api a b c',
    ]);
  });

  it('are those of the tier, instead of those of all where both are of one variable', () => {
    expect(made({ all: [key('api', 'a')], staging: [key('trial', 'a'), key('more', 'm', 'OTHER')] })).toEqual([
      'dev/api a',
      'staging/trial a',
      'staging/more m',
      'production/api a',
    ]);
  });
});
