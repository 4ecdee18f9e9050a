import { describe, expect, it } from '@jest/globals';
import type { Secrets } from '../../../domain/environment.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { realClock } from '../../../rehearsal/cluster/clock.ts';
import { resourceTypeOfKind } from '../../../rehearsal/cluster/storage/resource-table.ts';
import { createObjectStore } from '../../../rehearsal/cluster/storage/store.ts';
import { administratorObjects } from '../../../rehearsal/cluster-bootstrap.ts';
import { insideDelivery } from '../../fixtures/inside.ts';
import { kept } from '../../fixtures/kept-secrets.ts';
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

  it('are those of checks that run inside a tier, too, and of no other tier', () => {
    const { tiers, services } = insideDelivery();
    const names = administratorObjects({ tiers, services }, bootstrap).map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    );
    expect(names.filter((name) => name.endsWith('/e2e'))).toEqual(['staging/e2e']);
  });

  it('are made of its own values where a delivery has them come from Secret Manager, beside all that it applies for that', () => {
    const delivery = kept();
    const texts = delivery.tiers.map((tier): [string, string] => [
      tier.name,
      kustomizeTree(delivery).find(({ path }) => path.endsWith(`/bootstrap/${tier.name}.yaml`))?.content ?? '',
    ]);
    const store = createObjectStore({ clock: realClock });
    const objects = administratorObjects(delivery, new Map(texts));
    for (const object of objects) {
      const type = resourceTypeOfKind(object.apiVersion, object.kind);
      if (type === undefined) throw new Error(`The cluster does not know ${object.kind}.`);
      store.create(type, object, { manager: 'kubectl' });
    }
    const named = (resource: string, group = '') =>
      store
        .list({ group, resource }, { namespace: 'staging' })
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(named('externalsecrets', 'external-secrets.io')).toEqual(['ai-agent-api', 'dashboard', 'trial']);
    expect(named('secretstores', 'external-secrets.io')).toEqual(['secret-manager']);
    expect(named('secrets').filter((name) => !name.startsWith('sluice-history-'))).toEqual([
      'ai-agent-api',
      'dashboard',
      'trial',
    ]);
  });
});
