import { describe, expect, it } from '@jest/globals';
import { clusterKey } from '../../../domain/waves.ts';
import { deliveryClusters } from '../../../rehearsal/delivery-clusters.ts';
import { clusterAt } from '../../../rehearsal/ground-cluster.ts';
import { onlyCluster } from '../../cluster/rehearsal/only-cluster.ts';
import { platform } from '../../fixtures/platform.ts';
import { DELIVERIES, WAVES } from '../workflows-src/deliveries.ts';

const shape = (delivery: Parameters<typeof deliveryClusters>[0]) =>
  deliveryClusters(delivery).map(({ cluster, tiers }) => [clusterKey(cluster), tiers.map(({ name }) => name)]);

describe('the clusters of a delivery', () => {
  it('are each there once, with the tiers that run in them', () => {
    expect(shape(WAVES)).toEqual([
      ['europe-west1/prod', ['try', 'live']],
      ['us-east1/prod', ['try', 'live']],
      ['us-west1/prod', ['live']],
    ]);
  });

  it('are one where no tier names another', () => {
    expect(shape(platform)).toEqual([['asia-northeast3/ai-agent-cluster', ['dev', 'staging', 'production']]]);
  });

  it('do not include the own cluster of the delivery where no tier runs in it', () => {
    const own = DELIVERIES['a tier in a cluster of its own'];
    expect(own && shape(own)).toEqual([['us-east1/prod', ['live']]]);
  });
});

describe('access to a cluster', () => {
  const clusters = ['europe-west1', 'us-east1'].map((location) => ({
    address: { name: 'prod', location },
    administrator: '',
    kubeconfig: () => `kubeconfig of ${location}`,
  }));

  it('is given to the cluster that is asked for, also where another has its name', () => {
    const { kubeconfig } = clusterAt(clusters, { name: 'prod', location: 'us-east1' });
    expect(kubeconfig({ name: 'somebody', token: 'x' })).toBe('kubeconfig of us-east1');
  });

  it.each([
    { name: 'a name', wanted: { name: 'test', location: 'us-east1' } },
    { name: 'a place', wanted: { name: 'prod', location: 'us-west1' } },
    { name: 'no place', wanted: { name: 'prod', location: '' } },
  ])('is refused for $name that the delivery does not know', ({ wanted }) => {
    expect(() => clusterAt(clusters, wanted)).toThrow(
      `No tier of the delivery runs in a cluster "${wanted.name}" at "${wanted.location}"; the rehearsal has europe-west1/prod, us-east1/prod.`,
    );
  });
});

describe('the cluster of "npm run cluster"', () => {
  it('stands in for the one that a delivery names', () => {
    expect(onlyCluster(platform)).toEqual(platform.cluster);
  });

  it('refuses a delivery that names several', () => {
    expect(() => onlyCluster(WAVES)).toThrow(
      /^The delivery names europe-west1\/prod, us-east1\/prod, us-west1\/prod, and .* one alone\. .*--cluster embedded\.$/,
    );
  });
});
