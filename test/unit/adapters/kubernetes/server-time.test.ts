import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { status } from './scripted-pods.ts';
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

const NOON = { Date: 'Mon, 23 Nov 2026 12:00:00 GMT' };
const soonAfterNoon = /^2026-11-23T12:00:0/;

describe('the time of an API server', () => {
  it('is asked where it has said nothing yet', async () => {
    server.on('GET /api', json(200, { kind: 'APIVersions' }, NOON));
    expect(await cluster.serverTime()).toMatch(soonAfterNoon);
    expect(await cluster.serverTime()).toMatch(soonAfterNoon);
    expect(server.received).toHaveLength(1);
  });

  it('is that of its last answer, without a question that the deployer might have no right to ask', async () => {
    server.on('GET /api/v1/namespaces/shop/configmaps/x', json(404, status(404, 'NotFound', 'no x'), NOON));
    await cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'x' });
    expect(await cluster.serverTime()).toMatch(soonAfterNoon);
    expect(server.received).toHaveLength(1);
  });

  it('is told by a refusal as well', async () => {
    server.on('GET /api', json(403, status(403, 'Forbidden', 'not yours'), NOON));
    expect(await cluster.serverTime()).toMatch(soonAfterNoon);
  });
});
