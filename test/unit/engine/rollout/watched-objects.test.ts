import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../engine/rollout/cluster.ts';
import { DeliveryRoom, image, manifests } from './delivery-room.ts';

const certificate = (host: string) => `---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web }
spec: { dnsNames: [${host}] }
`;
const claim =
  '---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { storageClassName: fast }\n';

/** A room where a certificate gets these conditions, and a claim this phase, one second after it was written. */
function roomOf(conditions: readonly object[], phase = 'Bound') {
  const room = new DeliveryRoom();
  const deployments = room.cluster.react;
  room.cluster.react = (object) => {
    deployments(object);
    const status = { Certificate: { conditions }, PersistentVolumeClaim: { phase } }[object.kind];
    if (status === undefined) return;
    room.clock.after(1_000, () => {
      const now = room.cluster.objects.get(`${object.kind}/${object.metadata.name}`);
      if (now !== undefined) room.cluster.put({ ...now, status });
    });
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
    const now = room.cluster.objects.get('Certificate/web');
    const expired = { conditions: [{ type: 'Ready', status: 'False', reason: 'Expired' }] };
    if (now !== undefined) room.cluster.put({ ...now, status: expired });
    expect(await roll('two', certificate('a.example'))).toMatchObject({ outcome: 'complete' });
  });

  it('that ran before Sluice came is not waited for where it stays as it was', async () => {
    const { room, roll } = roomOf([{ type: 'Ready', status: 'False' }]);
    const found = JSON.parse(
      JSON.stringify({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'web', namespace: 'production', generation: 1 },
        spec: { dnsNames: ['a.example'] },
      }),
    );
    await room.rollOut('one');
    room.cluster.put(found);
    room.cluster.remove('ConfigMap/sluice-history-api');
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
    expect(room.cluster.objects.has('Certificate/web')).toBe(true);
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
    const { room, roll } = roomOf([], 'Pending');
    room.clock.after(2_000, () =>
      room.cluster.put({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'data.1' },
        involvedObject: { kind: 'PersistentVolumeClaim', name: 'data', uid: 'PersistentVolumeClaim/data' },
        reason: 'ProvisioningFailed',
        message: 'storageclass.storage.k8s.io "fast" not found',
      }),
    );
    const result = await roll('one', claim);
    expect(result).toMatchObject({ outcome: 'failed', class: 'pvc-pending' });
    expect(result.sentence).toContain('storageclass.storage.k8s.io "fast" not found');
  });
});
