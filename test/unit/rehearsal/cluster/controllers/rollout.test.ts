import { describe, expect, it } from '@jest/globals';
import { embeddedCluster } from './embedded-cluster.ts';

const readiness = {
  readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2, failureThreshold: 3 },
};

describe('a rollout', () => {
  it('of a first template creates one ReplicaSet of revision 1 and becomes available', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter: 3000 }] } });
    cluster.deploy('app', 'app:1', { replicas: 3 }, readiness);
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    cluster.clock.advance(1000);
    const [only, ...others] = cluster.replicaSets();
    expect(others).toEqual([]);
    expect(only?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    });
    expect(cluster.deployment('app').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1');
    expect(cluster.progressing('app')).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
  });
});
