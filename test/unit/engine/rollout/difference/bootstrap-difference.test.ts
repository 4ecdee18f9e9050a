import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { bootstrapDifference } from '../../../../../engine/rollout/difference/bootstrap-difference.ts';
import { sameCluster } from '../../../../../engine/rollout/same-cluster.ts';
import { ClusterRoom, NAMESPACE } from '../cluster-room.ts';

const quota = (pods: string) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'pods', namespace: NAMESPACE },
  spec: { hard: { pods } },
});
const history = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'sluice-history-api', namespace: NAMESPACE },
};
const forbidden = () => Promise.reject(new Refusal(403, 'Forbidden', 'No.'));

describe('what an administrator has not applied yet', () => {
  it('is what is missing, and what differs', async () => {
    const room = new ClusterRoom(() => undefined);
    const told = () => bootstrapDifference(room.api, [quota('9')], NAMESPACE);
    expect(await told()).toEqual([{ kind: 'created', name: 'ResourceQuota "pods"' }]);
    room.create(quota('4'));
    const changed = {
      kind: 'changed',
      name: 'ResourceQuota "pods"',
      fields: [{ field: 'spec.hard.pods', before: '4', after: '9' }],
    };
    expect(await told()).toEqual([changed]);
    // Whoever may only look compares with what the file says.
    const looking = sameCluster(room.api, { apply: forbidden });
    expect(await bootstrapDifference(looking, [quota('9')], NAMESPACE)).toEqual([changed]);
    expect(room.object('ResourceQuota', 'pods')).toMatchObject(quota('4'));
  });

  it('is not known of what whoever asks may not read', async () => {
    const blind = sameCluster(new ClusterRoom(() => undefined).api, { get: forbidden });
    expect(await bootstrapDifference(blind, [quota('9')], NAMESPACE)).toEqual([
      { kind: 'unreadable', name: 'ResourceQuota "pods"' },
    ]);
  });

  it('is nothing of a history, which rollouts fill', async () => {
    const room = new ClusterRoom(() => undefined);
    await room.api.apply({ ...history, data: { state: 'eA==' } });
    expect(await bootstrapDifference(room.api, [history], NAMESPACE)).toEqual([
      { kind: 'same', name: 'Secret "sluice-history-api"' },
    ]);
  });
});
