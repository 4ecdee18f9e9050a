import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { deployment, REPLICA_SETS } from '../storage/manifests.ts';
import { kubectlHere } from './kubectl-here.ts';
import { type RunningServer, runningServer } from './running-server.ts';

/** Counted as skipped where there is no kubectl. */
const withKubectl = kubectlHere ? it : it.skip;

let api: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  api = await runningServer();
  writeFileSync(join(folder, 'kubeconfig'), api.server.kubeconfig());
  writeFileSync(join(folder, 'api.yaml'), stringify(deployment('api', { replicas: 2 })));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});
const kubectl = async (...args: readonly string[]): Promise<string> => {
  const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: join(folder, 'kubeconfig') };
  return (await promisify(execFile)('kubectl', args, { env })).stdout.trim();
};

withKubectl(
  'kubectl applies from the server side, sees conflicts, sets images and scales',
  async () => {
    const apply = () => kubectl('apply', '--server-side', '-f', join(folder, 'api.yaml'));
    expect(await apply()).toBe('deployment.apps/api serverside-applied');
    expect(await kubectl('set', 'image', 'deploy/api', 'api=other:2')).toBe('deployment.apps/api image updated');
    await expect(apply()).rejects.toThrow(
      'conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="api"].image',
    );
    expect(await kubectl('scale', 'deploy/api', '--replicas=3')).toBe('deployment.apps/api scaled');
    expect(
      await kubectl(
        'get',
        'deploy',
        'api',
        '-o',
        'jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}',
      ),
    ).toBe('3 other:2');
  },
  30_000,
);

withKubectl(
  'kubectl prints tables, rolls back and follows a rollout',
  async () => {
    await kubectl('create', '-f', join(folder, 'api.yaml'), '--save-config').catch(() => {});
    const live = api.store.get({ group: 'apps', resource: 'deployments' }, 'default', 'api');
    if (live === undefined) throw new Error('there is no Deployment');
    const revision = (number: number, image: string) => {
      const { metadata: _old, ...rest } = deployment(`api-${number}`, {}, { image });
      const labels = { app: 'api', 'pod-template-hash': String(number) };
      api.store.create(REPLICA_SETS, {
        ...rest,
        kind: 'ReplicaSet',
        metadata: {
          name: `api-${number}`,
          namespace: 'default',
          labels,
          annotations: { 'deployment.kubernetes.io/revision': String(number) },
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', uid: live.metadata.uid ?? '', controller: true },
          ],
        },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'api', image }] } },
        },
      });
    };
    revision(1, 'first:1');
    revision(2, 'other:2');
    expect(await kubectl('get', 'deploy')).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\napi +0\/\d/);
    expect(await kubectl('rollout', 'undo', 'deploy/api', '--to-revision=1')).toBe('deployment.apps/api rolled back');
    expect(await kubectl('get', 'deploy', 'api', '-o', 'jsonpath={.spec.template.spec.containers[0].image}')).toBe(
      'first:1',
    );
    const undone = api.store.get({ group: 'apps', resource: 'deployments' }, 'default', 'api');
    if (undone === undefined) throw new Error('the Deployment is gone');
    const counts = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
    const replicas = (undone['spec'] as { replicas: number }).replicas;
    const scaled = Object.fromEntries(Object.keys(counts).map((name) => [name, replicas]));
    const watching = kubectl('rollout', 'status', 'deploy/api', '--timeout=20s');
    api.store.update(
      { group: 'apps', resource: 'deployments' },
      { ...undone, status: { ...scaled, observedGeneration: undone.metadata.generation } },
      { subresource: 'status' },
    );
    expect(await watching).toContain('deployment "api" successfully rolled out');
  },
  30_000,
);
