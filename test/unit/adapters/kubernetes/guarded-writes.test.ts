import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { Refusal } from '../../../../engine/rollout/cluster.ts';
import { PODS, pod, pods, status } from './scripted-pods.ts';
import { json, type ScriptedServer } from './scripted-server.ts';
import { ScriptedWorld } from './scripted-world.ts';

let world: ScriptedWorld;
let server: ScriptedServer;
let cluster: KubernetesCluster;

beforeEach(async () => {
  world = await ScriptedWorld.open();
  ({ server, cluster } = world);
});
afterEach(() => world.close());

describe('guarded writes', () => {
  const seen = { ...pods, name: 'a', uid: 'u-1', resourceVersion: '7' };

  it('patch the version that was seen, under a manager of their own', async () => {
    server.on(`PATCH ${PODS}/a`, json(200, pod('a', '8')));
    const change = { metadata: { annotations: { phase: 'applied' } }, spec: { replicas: 0, old: null } };
    expect(await cluster.patch(seen, change)).toMatchObject({ metadata: { resourceVersion: '8' } });
    const [request] = server.received;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      metadata: { annotations: { phase: 'applied' }, uid: 'u-1', resourceVersion: '7' },
      spec: { replicas: 0, old: null },
    });
    expect(request?.headers['content-type']).toBe('application/merge-patch+json');
    expect(request?.query.get('fieldManager')).toBe('sluice-phase');
  });

  it('delete the version that was seen, and nothing else of that name', async () => {
    server.on(`DELETE ${PODS}/a`, json(200, { kind: 'Status', status: 'Success' }));
    await cluster.delete(seen);
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      preconditions: { uid: 'u-1', resourceVersion: '7' },
      propagationPolicy: 'Background',
    });
  });

  it('are refused once when somebody else has written, and a deletion of nothing is done', async () => {
    const moved = json(409, status(409, 'Conflict', 'the object has been modified'));
    server.on(`PATCH ${PODS}/a`, moved).on(`DELETE ${PODS}/a`, moved);
    await expect(cluster.patch(seen, {})).rejects.toMatchObject({ status: 409, conflicts: [] });
    await expect(cluster.delete(seen)).rejects.toThrow(Refusal);
    expect(server.received).toHaveLength(2);
    await cluster.delete({ ...seen, name: 'nobody' });
  });
});
