import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../engine/rollout/cluster.ts';
import type { RoomOptions } from './cluster-room.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { image, manifests } from './releases.ts';

const certificate = (host: string) => `---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web }
spec: { dnsNames: [${host}] }
`;
const claim = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

/** A room where a certificate gets these conditions one second after its spec was written. */
function roomOf(conditions: readonly object[], options: RoomOptions = {}) {
  const room = new DeliveryRoom({}, options);
  let seen = '';
  room.observe = ({ kind, metadata: { name, uid, generation = 0 } }) => {
    if (kind !== 'Certificate' || `${uid} ${generation}` === seen) return;
    seen = `${uid} ${generation}`;
    room.clock.after(1_000, () => room.setStatus(kind, name, { conditions }));
  };
  const roll = (name: string, text: string) => room.rollOut(name, { manifests: manifests(name) + text });
  return { room, roll };
}

describe('an object of another controller in a release', () => {
  it('that is ready lets the release be complete', async () => {
    const { roll } = roomOf([{ type: 'Ready', status: 'True' }]);
    expect(await roll('one', certificate('a.example'))).toMatchObject({ outcome: 'complete' });
  });

  it('that is stalled fails the release, and the pods go back', async () => {
    const { room, roll } = roomOf([{ type: 'Stalled', status: 'True', reason: 'DNS', message: 'no such zone' }]);
    await room.rollOut('one');
    const result = await roll('two', certificate('a.example'));
    expect(result).toMatchObject({ outcome: 'rolled-back', class: 'stalled', image: image('one') });
    expect(result.sentence).toContain('Certificate "web" in namespace "production" is stalled: DNS: no such zone');
  });

  it('that was good and that this release does not change is not waited for', async () => {
    const { room, roll } = roomOf([{ type: 'Ready', status: 'True' }]);
    await roll('one', certificate('a.example'));
    const expired = { conditions: [{ type: 'Ready', status: 'False', reason: 'Expired' }] };
    room.setStatus('Certificate', 'web', expired);
    expect(await roll('two', certificate('a.example'))).toMatchObject({ outcome: 'complete' });
  });

  it('that ran before Sluice came is not waited for where it stays as it was', async () => {
    const { room, roll } = roomOf([{ type: 'Ready', status: 'False' }]);
    await room.rollOut('one');
    room.create({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'web' },
      spec: { dnsNames: ['a.example'] },
    });
    room.remove('Secret', 'sluice-history-api');
    await room.pass(2_000);
    expect(await roll('two', certificate('a.example'))).toMatchObject({ outcome: 'complete' });
  });

  it('that failed a release fails it again when that is repeated', async () => {
    const { room, roll } = roomOf([{ type: 'Stalled', status: 'True' }]);
    await room.rollOut('one');
    for (const turn of [1, 2]) {
      const { outcome } = await roll('two', certificate('a.example'));
      expect({ turn, outcome }).toEqual({ turn, outcome: 'rolled-back' });
    }
  });

  it('that says it shall not be judged is written, and not waited for', async () => {
    const { room, roll } = roomOf([{ type: 'Ready', status: 'False' }]);
    const text = certificate('a.example').replace('name: web', 'name: web, annotations: { sluice.dev/judge: none }');
    expect(await roll('one', text)).toMatchObject({ outcome: 'complete' });
    expect(room.object('Certificate', 'web')).toBeDefined();
  });

  it('that nobody lets us watch is written, told, and not waited for', async () => {
    const { room, roll } = roomOf([{ type: 'Ready', status: 'False' }]);
    room.cluster.refuseWatch = ({ kind }) =>
      kind === 'Certificate' ? new Refusal(403, 'Forbidden', 'certificates is forbidden') : undefined;
    expect(await roll('one', certificate('a.example'))).toMatchObject({ outcome: 'complete' });
    expect(room.log.join('\n')).toMatch(/Certificate "web".* is not judged: certificates is forbidden/);
    // It may be all that there is.
    const alone = await room.rollOut('two', { manifests: certificate('b.example') });
    expect(alone).toMatchObject({ outcome: 'complete', sentence: expect.stringContaining('is written') });
  });
});

describe('a claim in a release', () => {
  it('that is bound lets the release be complete', async () => {
    expect(await roomOf([]).roll('one', claim)).toMatchObject({ outcome: 'complete' });
  });

  it('that gets no volume fails the release with the words of who should make one', async () => {
    const { roll } = roomOf([], { storageClasses: [] });
    const result = await roll('one', claim);
    expect(result).toMatchObject({ outcome: 'failed', class: 'pvc-pending' });
    expect(result.sentence).toContain('storageclass.storage.k8s.io "fast" not found');
  });
});
