import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clusterAccess } from '../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../adapters/kubernetes/kubernetes-cluster.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { Cluster, KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { type HistoryEntry, manifestsDigest } from '../../../engine/rollout/state/history.ts';
import { HistoryKeeper } from '../../../engine/rollout/state/history-keeper.ts';
import { deployerRoleBinding } from '../../../manifests-src/bootstrap/deployer-role.ts';
import { tierBootstrap } from '../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { createApiServer } from '../../../rehearsal/cluster/api/api-server.ts';
import { realClock } from '../../../rehearsal/cluster/clock.ts';
import type { ClusterStore } from '../../../rehearsal/cluster/storage/cluster-store.ts';
import { resourceTypeOfKind } from '../../../rehearsal/cluster/storage/resource-table.ts';
import { createObjectStore } from '../../../rehearsal/cluster/storage/store.ts';
import { certificateAuthority } from '../../../rehearsal/network/certificate-authority.ts';
import { platform } from '../../fixtures/platform.ts';
import { asConfigMap } from '../engine/rollout/history-text.ts';

const SERVICE = 'dashboard';
const NAME = `sluice-history-${SERVICE}`;
const folder = mkdtempSync(join(tmpdir(), 'history-'));
const closing: (() => Promise<void> | void)[] = [];
let store: ClusterStore;
const clusters = new Map<string, Cluster>();

const create = (object: object & { readonly apiVersion: string; readonly kind: string }): void => {
  const type = resourceTypeOfKind(object.apiVersion, object.kind);
  if (type === undefined) throw new Error(`There is no ${object.kind}.`);
  store.create(type, object as never);
};

/** What the bootstrap of every tier has made, and whoever deploys there as its RoleBinding names them, and nobody else. */
beforeAll(async () => {
  store = createObjectStore({ clock: realClock });
  for (const tier of platform.tiers) for (const object of tierBootstrap(tier, platform)) create(object);
  const authority = await certificateAuthority();
  const api = await createApiServer({
    store,
    tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
    tokens: new Map([['token', 'administrator']]),
    logs: { log: () => undefined },
  });
  closing.push(() => api.close());
  for (const tier of platform.tiers) {
    api.admit(`token-${tier.name}`, deployerRoleBinding(tier, platform)[0]?.subjects?.[0]?.name ?? '');
    const path = join(folder, tier.name);
    writeFileSync(path, api.kubeconfig({ token: `token-${tier.name}` }));
    const cluster = new KubernetesCluster(() => clusterAccess(path, {}), realClock);
    clusters.set(tier.name, cluster);
    closing.unshift(() => cluster.close());
  }
});
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const as = (tier: string): Cluster => {
  const cluster = clusters.get(tier);
  if (cluster === undefined) throw new Error(`There is no tier "${tier}".`);
  return cluster;
};
const [first, second] = platform.tiers as readonly [Tier, Tier];
const keeperOf = (tier: string, { namespace }: Tier) => HistoryKeeper.read(as(tier), realClock, SERVICE, namespace);
const entry = (name: string, namespace: string, at: string): HistoryEntry => {
  const objects: readonly KubernetesObject[] = [{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } }];
  return { key: manifestsDigest(objects), state: 'good', release: undefined, commit: undefined, at, objects };
};

describe('the history of a tier, by the rights that its bootstrap gives', () => {
  it('is kept by its deployer, who moves that of an earlier version, and may not take its ConfigMap away', async () => {
    const { namespace } = first;
    create(asConfigMap([entry('one', namespace, '2026-11-01T00:00:00.000Z')], SERVICE, namespace) as never);
    const keeper = await keeperOf(first.name, first);
    keeper.add(entry('two', namespace, '2026-11-02T00:00:00.000Z'));
    await keeper.save();
    const { history } = await keeperOf(first.name, first);
    expect(history.map(({ objects }) => objects[0]?.metadata.name)).toEqual(['two', 'one']);
    const left = store.get({ group: '', resource: 'configmaps' }, namespace, NAME);
    expect(left).toBeDefined();
    expect(left).not.toHaveProperty('data');
  });

  it('is read and written by the deployer of no other tier', async () => {
    await expect(keeperOf(second.name, first)).rejects.toThrow(/cannot get resource "(secrets|configmaps)"/);
    const { apiVersion, kind, metadata } = (await keeperOf(first.name, first)).toSecret();
    await expect(as(second.name).apply({ apiVersion, kind, metadata })).rejects.toThrow(
      /cannot patch resource "secrets"/,
    );
  });

  it('is the only Secret that its deployer has anything to do with', async () => {
    const { namespace } = second;
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords', namespace } };
    create(secret);
    const cluster = as(second.name);
    await expect(cluster.get({ ...secret, namespace, name: 'passwords' })).rejects.toThrow(/cannot get resource/);
    await expect(cluster.list({ ...secret, namespace })).rejects.toThrow(/cannot list resource/);
    await expect(cluster.apply({ ...secret, metadata: { name: 'mine', namespace } })).rejects.toThrow(
      /cannot patch resource/,
    );
    store.delete({ group: '', resource: 'secrets' }, namespace, NAME);
    const keeper = await keeperOf(second.name, second);
    await expect(keeper.save()).rejects.toThrow(/cannot create resource "secrets"/);
  });
});
