import { describe, expect, it } from '@jest/globals';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { nodePlatform } from '../../../../../engine/rollout/report/node-platform.ts';

const clock = { now: () => 0, after: () => () => {} };
const pod = (nodeName?: string) => ({
  kind: 'Pod' as const,
  metadata: { name: 'api-1', uid: 'a', resourceVersion: '1' },
  spec: { containers: [], ...(nodeName === undefined ? {} : { nodeName }) },
});
const node = (nodeInfo?: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a' },
  status: { nodeInfo },
});
const cluster = (get: () => Promise<KubernetesObject | undefined>) => ({ get });

describe('the platform of a node', () => {
  it('is told where we may read it', async () => {
    const arm = cluster(async () => node({ operatingSystem: 'linux', architecture: 'arm64' }));
    expect(await nodePlatform([pod(), pod('a')], arm, clock)).toBe('Node "a" is linux/arm64.');
  });

  it.each<readonly [string, () => Promise<KubernetesObject | undefined>]>([
    ['we may not', () => Promise.reject(new Refusal(403, 'Forbidden', 'nodes is forbidden'))],
    ['it is gone', async () => undefined],
    ['it has not said it', async () => node()],
  ])('is left out where %s', async (_, get) => {
    expect(await nodePlatform([pod('a')], cluster(get), clock)).toBeUndefined();
  });
});
