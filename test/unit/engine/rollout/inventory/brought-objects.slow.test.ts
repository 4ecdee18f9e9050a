import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const document = (object: object) => `---\n${JSON.stringify(object)}\n`;
const HPA = document({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, minReplicas: 1, maxReplicas: 1 },
});
const DENY = document({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
});
const SETTINGS = document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: 'b' } });
const ADMIN = document({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'admin' },
  spec: { selector: { app: 'api' }, ports: [{ port: 81 }] },
});
const CLAIM = document({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const replicasIn = (room: DeliveryRoom) =>
  (room.object('Deployment', 'api')?.['spec'] as { readonly replicas?: number } | undefined)?.replicas;
const deleted = (room: DeliveryRoom) => room.cluster.writes.filter((write) => write.startsWith('-'));

describe('going back', () => {
  it('takes away what only the failed release had brought, what acts on pods first and before anything is written', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const before = room.cluster.writes.length;
    const result = await room.rollOut('two', { manifests: manifests('two') + SETTINGS + ADMIN + DENY + HPA });
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete' });
    expect(deleted(room)).toEqual([
      '-HorizontalPodAutoscaler/api',
      '-NetworkPolicy/deny-all',
      '-Service/admin',
      '-ConfigMap/settings',
    ]);
    const writes = room.cluster.writes.slice(before);
    const back = writes.lastIndexOf('Service/api');
    expect(writes.indexOf('-NetworkPolicy/deny-all')).toBeLessThan(back);
    expect(writes.indexOf('-Service/admin')).toBeGreaterThan(back);
    expect(result.sentence).toContain('runs again. Deleted, because only this release had brought it: Horizontal');
    expect(room.liveImage).toBe(image('one'));
  });

  it.each([
    ['brought and scaled by it', '', HPA, 1, 2],
    ['there before, which keeps its say', HPA, HPA, 5, 5],
    ['of a person who scaled meanwhile', '', '', 5, 5],
  ])('to as many pods as ran before, with an autoscaler %s', async (_, first, second, scaledTo, expected) => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one', { manifests: manifests('one') + first });
    const run = room.start(room.request('two', { manifests: manifests('two') + second }));
    await room.pass(5_000);
    room.scale('Deployment', 'api', scaledTo);
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'rolled-back' });
    expect(replicasIn(room)).toBe(expected);
  });

  it('to the number that somebody had set before, not to that of the manifests', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    room.scale('Deployment', 'api', 4);
    room.change('Deployment', 'api', (found) => ({ ...found, metadata: { ...found.metadata, managedFields: [{}] } }));
    await room.pass(30_000);
    expect(await room.rollOut('two', { manifests: manifests('two', { replicas: 3 }) })).toMatchObject({
      outcome: 'rolled-back',
    });
    expect(replicasIn(room)).toBe(4);
  });

  it('never deletes data, and what was there before stays and is named', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    await room.pass(2_000);
    room.create(JSON.parse(SETTINGS.slice(4)), 'kubectl-create');
    const result = await room.rollOut('two', { manifests: manifests('two') + SETTINGS + CLAIM });
    expect(result).toMatchObject({ outcome: 'rolled-back' });
    expect(result.sentence).toMatch(
      /runs again, except that this is left of the release: ConfigMap "settings" \(it was there before, and is as/,
    );
    expect(result.sentence).toContain('PersistentVolumeClaim "data" (it holds data, which is never deleted)');
    expect(deleted(room)).toEqual([]);
    expect(room.object('PersistentVolumeClaim', 'data')).toBeDefined();
    expect(room.object('ConfigMap', 'settings')).toBeDefined();
  });

  it('names what it may not delete, with the reason, and still deletes the rest', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const real = room.cluster.delete.bind(room.cluster);
    room.cluster.delete = async (seen) => {
      if (seen.kind === 'NetworkPolicy') throw new Refusal(403, 'Forbidden', 'we may not');
      await real(seen);
    };
    const result = await room.rollOut('two', { manifests: manifests('two') + DENY + ADMIN });
    expect(result.sentence).toContain('NetworkPolicy "deny-all" (the API server refuses: we may not)');
    expect(result.sentence).not.toMatch(/runs again\./);
    expect(deleted(room)).toEqual(['-Service/admin']);
  });

  it('names what a finalizer holds', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const held = DENY.replace('"name":"deny-all"', '"name":"deny-all","finalizers":["example.com/wait"]');
    const { sentence } = await room.rollOut('two', { manifests: manifests('two') + held });
    expect(sentence).toContain('NetworkPolicy "deny-all" (it is being deleted and waits for example.com/wait)');
  });

  it('leaves what somebody has written since', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const run = room.start(room.request('two', { manifests: manifests('two') + SETTINGS }));
    await room.pass(3_000);
    room.change('ConfigMap', 'settings', (found) => ({ ...found, data: { a: 'c' } }));
    const { sentence } = await room.until(run.ended);
    expect(sentence).toContain('ConfigMap "settings" ("somebody" has written it since)');
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'c' } });
  });

  it('writes nothing that the failed release had not: what somebody has made of it since stays', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one', { manifests: manifests('one') + SETTINGS });
    room.change('ConfigMap', 'settings', (found) => ({ ...found, data: { a: 'c' } }));
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'c' } });
    room.remove('ConfigMap', 'settings');
    room.behave('three', 'crash');
    expect(await room.rollOut('three')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'b' } });
  });

  it('takes away what a killed run had brought, too', async () => {
    const room = new DeliveryRoom({ two: 'crash', three: 'crash' });
    await room.rollOut('one');
    await room.pass(2_000);
    const { ended, writes } = room.start(room.request('two', { manifests: manifests('two') + DENY }), {
      write: 6,
      when: 'after',
    });
    void ended.catch(() => undefined);
    await room.pass(60_000);
    expect(writes()).toBe(6);
    expect(room.object('NetworkPolicy', 'deny-all')).toBeDefined();
    const again = await room.rollOut('three', { manifests: manifests('three') });
    expect(again).toMatchObject({ outcome: 'rolled-back' });
    expect(room.object('NetworkPolicy', 'deny-all')).toBeUndefined();
  });

  it('of a first deploy is none: what is there is named, and nothing is deleted', async () => {
    const room = new DeliveryRoom({ one: 'crash' });
    const result = await room.rollOut('one', { manifests: manifests('one') + SETTINGS });
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(result.sentence).toContain(
      'Left in namespace "production": ConfigMap "settings", Service "api", Deployment "api".',
    );
    expect(deleted(room)).toEqual([]);
  });
});
