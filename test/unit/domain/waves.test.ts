import { describe, expect, it } from '@jest/globals';
import type { GkeCluster } from '../../../domain/cluster.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { InvalidInput } from '../../../domain/problem.ts';
import { variable } from '../../../domain/variable.ts';
import { atMost, clusterKey, clustersOf, targetsOf, type Wave, type Waves, waves } from '../../../domain/waves.ts';
import { platform } from '../../fixtures/platform.ts';

const at = (location: string): GkeCluster => ({ ...platform.cluster, name: 'prod', location });
const [eu, us, asia] = [at('europe-west1'), at('us-east1'), at('asia-east1')];
const withClusters = (clusters: Waves): Delivery => ({
  ...platform,
  services: platform.services.map((service) => ({ ...service, resources: {} })),
  tiers: platform.tiers.map((tier) => ({ ...tier, clusters })).slice(0, 1),
});
/** What code without types could hand over. */
const untyped = <T>(value: unknown): T => value as T;
const problemsOf = (clusters: Waves): readonly string[] => {
  try {
    delivery(withClusters(clusters));
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ field }) => field);
  }
};

describe('the clusters of a tier', () => {
  it('may have one name in several places, and stand in any number of waves', () => {
    expect(problemsOf(waves([eu], [us, asia]))).toEqual([]);
    expect(problemsOf(atMost(1, waves([eu, us, asia])))).toEqual([]);
    expect([eu, us].map(clusterKey)).toEqual(['europe-west1/prod', 'us-east1/prod']);
  });

  it('are the one of the delivery where the tier names none, and need no waves where it names one', () => {
    expect(targetsOf(eu, undefined)).toEqual({ kind: 'one', cluster: eu });
    expect(targetsOf(eu, waves([us]))).toEqual({ kind: 'one', cluster: us });
    expect(targetsOf(eu, waves([us], [eu]))).toMatchObject({ kind: 'several' });
  });

  it('are reached in the order of the waves, and where the tier names none it is the one of the delivery', () => {
    expect(clustersOf(eu, undefined)).toEqual([eu]);
    expect(clustersOf(eu, waves([us]))).toEqual([us]);
    expect(clustersOf(eu, waves([us, asia], [eu]))).toEqual([us, asia, eu]);
  });

  it('are told all that is wrong with them at once', () => {
    const foreign = { ...asia, identity: { ...asia.identity, variable: variable('OTHER_POOL') } };
    const bad = atMost(0, waves([eu], untyped<Wave>([]), untyped<Wave>([undefined, eu]), [us, foreign]));
    expect(problemsOf(bad)).toEqual([
      'tiers[0].clusters.order[1]',
      'tiers[0].clusters.order[2][0]',
      'tiers[0].clusters.order[2][1]',
      'tiers[0].clusters.order[3][1].identity',
      'tiers[0].clusters.maxParallel',
    ]);
    expect(problemsOf(untyped<Waves>({ kind: 'waves', order: [] }))).toEqual(['tiers[0].clusters.order']);
  });

  it.each([0, -1, 1.5, Number.NaN])('are not rolled out %s at a time', (count) => {
    expect(problemsOf(atMost(count, waves([eu], [us])))).toEqual(['tiers[0].clusters.maxParallel']);
  });

  it('have names and places that clusters have', () => {
    const odd = { ...eu, name: 'My cluster', location: 'Europe 1' };
    expect(problemsOf(waves([us], [eu, odd]))).toEqual([
      'tiers[0].clusters.order[1][1].name',
      'tiers[0].clusters.order[1][1].location',
    ]);
  });

  it('are 256 in one wave at most', () => {
    const many = Array.from({ length: 257 }, (_, index) => at(`place-${index}`));
    expect(problemsOf(waves(untyped<Wave>(many)))).toEqual(['tiers[0].clusters.order[0]']);
    expect(problemsOf(waves(untyped<Wave>(many.slice(1)), [eu]))).toEqual([]);
  });
});
