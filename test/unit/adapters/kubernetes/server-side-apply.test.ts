import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { type KubernetesObject, Refusal } from '../../../../engine/rollout/cluster.ts';
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

describe('server-side apply', () => {
  const deployment: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { newField: { kept: true } },
  };
  const PATH = '/apis/apps/v1/namespaces/shop/deployments/api';

  it('sends every field, also those that no client knows, strictly checked', async () => {
    server.on(`PATCH ${PATH}`, json(200, deployment, { Date: 'Mon, 23 Nov 2026 12:00:00 GMT' }));
    const answer = await cluster.apply(deployment, { dryRun: true });
    const [request] = server.received;
    expect(JSON.parse(request?.body ?? '')).toEqual(deployment);
    expect(request?.query.toString()).toBe('fieldManager=sluice&fieldValidation=Strict&dryRun=All');
    expect(request?.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(answer.serverTime).toBe('2026-11-23T12:00:00.000Z');
  });

  it('names the managers of a conflict', async () => {
    const cause = {
      reason: 'FieldManagerConflict',
      message: 'conflict with "kubectl-client-side-apply" using apps/v1',
      field: '.spec.replicas',
    };
    server.on(`PATCH ${PATH}`, json(409, status(409, 'Conflict', 'Apply failed with 1 conflict', [cause])));
    const refused = await cluster.apply(deployment).catch((error: Refusal) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ conflicts: [{ manager: 'kubectl-client-side-apply', field: '.spec.replicas' }] });
  });

  it('does not try again what the server calls an internal error and is a wrong field', async () => {
    const wrong = status(
      500,
      'InternalError',
      'failed to create typed patch object: .spec.replicaz: field not declared in schema',
    );
    server.on(`PATCH ${PATH}`, json(500, wrong));
    await expect(cluster.apply(deployment)).rejects.toThrow(/replicaz: field not declared/);
    expect(server.received).toHaveLength(1);
  });

  it('asks for kinds that it does not know, once', async () => {
    const resources = [
      { name: 'widgets', kind: 'Widget', namespaced: true },
      { name: 'widgets/status', kind: 'Widget', namespaced: true },
      { name: 'zones', kind: 'Zone', namespaced: false },
    ];
    server.on('GET /apis/x.dev/v1', json(200, { resources }));
    expect(await cluster.resourceOf('x.dev/v1', 'Widget')).toEqual({ plural: 'widgets', scope: 'Namespaced' });
    expect(await cluster.resourceOf('x.dev/v1', 'Zone')).toEqual({ plural: 'zones', scope: 'Cluster' });
    expect(await cluster.resourceOf('x.dev/v1', 'Other')).toBeUndefined();
    expect(await cluster.resourceOf('y.dev/v1', 'Other')).toBeUndefined();
    expect(server.received.map(({ path }) => path)).toEqual(['/apis/x.dev/v1', '/apis/y.dev/v1']);
  });
});
