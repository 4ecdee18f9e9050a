import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const document = (object: object) => `---\n${JSON.stringify(object)}\n`;
const worker = (name: string) =>
  document({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'worker' },
    spec: {
      selector: { matchLabels: { app: 'worker' } },
      template: {
        metadata: { labels: { app: 'worker' } },
        spec: { containers: [{ name: 'worker', image: image(name) }] },
      },
    },
  });
const settings = (metadata: object = {}) =>
  document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', ...metadata }, data: { a: 'b' } });
const DENY = document({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
});
const CLAIM = document({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const deleted = (room: DeliveryRoom) => room.cluster.writes.filter((write) => write.startsWith('-'));

describe('what a release no longer has', () => {
  it('is named and left, again and again, and the release is complete', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + worker('one') });
    for (const name of ['two', 'three']) {
      const result = await room.rollOut(name);
      expect(result).toMatchObject({ outcome: 'complete' });
      expect(result.sentence).toContain('No longer in the manifests, and left: Deployment "worker".');
    }
    expect(room.object('Deployment', 'worker')).toBeDefined();
    expect(deleted(room)).toEqual([]);
  });

  it('is deleted after success where that is wished, and named', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one', { manifests: manifests('one') + worker('one') + settings() });
    expect(await room.rollOut('two', { prune: true })).toMatchObject({ outcome: 'rolled-back' });
    expect(deleted(room)).toEqual([]);
    const result = await room.rollOut('three', { prune: true });
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).toContain('and deleted: Deployment "worker", ConfigMap "settings".');
    expect(deleted(room)).toEqual(['-Deployment/worker', '-ConfigMap/settings']);
    expect((await room.rollOut('four', { prune: true })).sentence).not.toContain('No longer');
  });

  it.each([
    ['data', CLAIM, 'PersistentVolumeClaim', 'data', () => {}, 'it holds data'],
    [
      'what somebody has written since',
      settings(),
      'ConfigMap',
      'settings',
      (room: DeliveryRoom) => room.change('ConfigMap', 'settings', (found) => ({ ...found, data: { a: 'c' } })),
      '"somebody" has written it since',
    ],
    [
      'what another object owns',
      settings(),
      'ConfigMap',
      'settings',
      (room: DeliveryRoom) =>
        room.change('ConfigMap', 'settings', (found) => ({
          ...found,
          metadata: {
            ...found.metadata,
            ownerReferences: [
              { apiVersion: 'v1', kind: 'Pod', name: 'x', uid: room.object('Deployment', 'api')?.metadata.uid },
            ],
          },
        })),
      'owns it',
    ],
    [
      'what Flux manages',
      settings({ labels: { 'kustomize.toolkit.fluxcd.io/name': 'a' } }),
      'ConfigMap',
      'settings',
      () => {},
      'Flux manages it',
    ],
    [
      'what Helm manages',
      settings({ annotations: { 'meta.helm.sh/release-name': 'a' } }),
      'ConfigMap',
      'settings',
      () => {},
      'Helm manages it',
    ],
    [
      'what Argo CD manages',
      settings({ annotations: { 'argocd.argoproj.io/tracking-id': 'a' } }),
      'ConfigMap',
      'settings',
      () => {},
      'Argo CD manages it',
    ],
    [
      'what says so',
      settings({ annotations: { 'helm.sh/resource-policy': 'keep' } }),
      'ConfigMap',
      'settings',
      () => {},
      'its annotation "helm.sh/resource-policy" keeps it',
    ],
    [
      'what nobody has marked',
      settings(),
      'ConfigMap',
      'settings',
      (room: DeliveryRoom) =>
        room.change('ConfigMap', 'settings', (found) => ({
          ...found,
          metadata: { ...found.metadata, annotations: {} },
        })),
      'nothing on it says that this service wrote it',
    ],
  ])('is left all the same: %s', async (_, text, kind, name, then, why) => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + text });
    then(room);
    await room.pass(2_000);
    const result = await room.rollOut('two', { prune: true });
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).toContain(`and left: ${kind} "${name}" (`);
    expect(result.sentence).toContain(why);
    expect(room.object(kind, name)).toBeDefined();
  });

  it('is the other service’s where it has moved there', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + settings() });
    const other = { service: 'other', manifests: worker('one') + settings() };
    expect(await room.rollOut('other', other)).toMatchObject({ outcome: 'complete' });
    const result = await room.rollOut('two', { prune: true });
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).not.toContain('settings');
    expect(room.object('ConfigMap', 'settings')).toBeDefined();
  });

  it('of a service that was renamed is nobody’s to delete under the new name', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + settings() });
    expect(await room.rollOut('two', { service: 'renamed', prune: true })).toMatchObject({ outcome: 'complete' });
    expect(room.object('ConfigMap', 'settings')).toBeDefined();
    expect(deleted(room)).toEqual([]);
  });

  it('and cannot be deleted is named with the reason, and the release stays complete', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + settings() });
    room.cluster.delete = () => Promise.reject(new Refusal(403, 'Forbidden', 'we may not'));
    const result = await room.rollOut('two', { prune: true });
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).toContain('and left: ConfigMap "settings" (the API server refuses: we may not).');
  });
});

describe('a rollback that somebody asks for', () => {
  const goBack = (room: DeliveryRoom, text: string, name: string) =>
    room.rollOut(name, { kind: 'rollback', rollback: undefined, manifests: text });

  it('takes away what the state that it leaves had brought, what acts on pods first', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') });
    await room.pass(2_000);
    await room.rollOut('two', { manifests: manifests('two') + settings() + DENY });
    const before = room.cluster.writes.length;
    const result = await goBack(room, manifests('one'), 'one');
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).toContain('NetworkPolicy "deny-all", ConfigMap "settings".');
    const writes = room.cluster.writes.slice(before);
    expect(writes.indexOf('-NetworkPolicy/deny-all')).toBeLessThan(writes.indexOf('Deployment/api'));
    expect(writes.indexOf('-ConfigMap/settings')).toBeGreaterThan(writes.indexOf('Deployment/api'));
  });

  it('leaves what was there before the state that it leaves', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('zero', { manifests: manifests('zero') + settings() });
    await room.pass(2_000);
    await room.rollOut('one', { manifests: manifests('one') });
    await room.pass(2_000);
    await room.rollOut('two', { manifests: manifests('two') + settings() });
    const result = await goBack(room, manifests('one'), 'one');
    expect(result.sentence).toContain('Left of it: ConfigMap "settings" (it was there before');
    expect(deleted(room)).toEqual([]);
  });
});
