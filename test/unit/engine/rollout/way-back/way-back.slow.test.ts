import { describe, expect, it } from '@jest/globals';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { type OneWay, oneWays } from '../../../../../engine/rollout/way-back/one-way.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const document = (object: object) => `---\n${JSON.stringify(object)}\n`;
const settings = (change: object) =>
  document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, ...change });
const claim = (storage: string) =>
  document({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  });

describe('a release without a way back', () => {
  it.each([
    ['a claim that grows', claim('1Gi'), claim('2Gi'), 'spec.resources.requests.storage grows from 1Gi to 2Gi'],
    [
      'a ConfigMap that is sealed',
      settings({ data: { a: 'b' } }),
      settings({ data: { a: 'c' }, immutable: true }),
      'ConfigMap "settings": "immutable" becomes true',
    ],
  ])('is refused before the first write: %s', async (_, first, second, says) => {
    const room = new DeliveryRoom();
    expect(await room.rollOut('one', { manifests: manifests('one') + first })).toMatchObject({ outcome: 'complete' });
    const before = room.cluster.writes.length;
    const refused = await room.rollOut('two', { manifests: manifests('two') + second });
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(refused.sentence).toContain(says);
    expect(refused.sentence).toContain('--no-rollback');
    expect(room.cluster.writes.slice(before)).toEqual([]);
    const forward = await room.rollOut('two', { manifests: manifests('two') + second, rollback: undefined });
    expect(forward).toMatchObject({ outcome: 'complete' });
    expect(room.log.join('\n')).toContain('There is no way back from this release.');
    expect(room.liveImage).toBe(image('two'));
    // The next one has a way back again.
    expect(await room.rollOut('three', { manifests: manifests('three') + second })).toMatchObject({
      outcome: 'complete',
    });
  });

  it('is one whose last good state the server would not take any more', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + settings({ data: { a: 'b' } }) });
    const before = room.cluster.writes.length;
    room.cluster.refuse = (object, { dryRun }) =>
      dryRun && object.kind === 'Deployment' && JSON.stringify(object).includes(image('one'))
        ? new Refusal(422, 'Invalid', 'a policy of the cluster wants another label.')
        : undefined;
    const result = await room.rollOut('two');
    expect(result).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining(
        'Deployment "api": the API server refuses the kept one: a policy of the cluster',
      ),
    });
    expect(room.cluster.writes.slice(before)).toEqual([]);
  });

  it('is not asked for its way back where nothing would be gone back to', async () => {
    const room = new DeliveryRoom();
    let asked = 0;
    room.cluster.refuse = (object, { dryRun }) => {
      if (dryRun && object.kind === 'Deployment' && JSON.stringify(object).includes(image('one'))) asked++;
      return undefined;
    };
    await room.rollOut('one');
    expect(asked).toBe(1);
    const irreversible = manifests('two').replace(
      'metadata: { name: api }',
      'metadata: { name: api, annotations: { sluice.dev/irreversible: "true" } }',
    );
    expect(await room.rollOut('two', { manifests: irreversible })).toMatchObject({ outcome: 'complete' });
    expect(asked).toBe(1);
    await room.rollOut('three');
    expect(asked).toBe(1);
  });
});

describe('the right to delete', () => {
  const forbids = (room: DeliveryRoom, resource: string) => {
    room.cluster.answer = (review) => {
      if (review['kind'] === 'SelfSubjectRulesReview') return { status: { resourceRules: [] } };
      const { resourceAttributes: wanted } = review['spec'] as {
        readonly resourceAttributes: { readonly verb: string; readonly resource: string };
      };
      return { status: { allowed: wanted.verb !== 'delete' || wanted.resource !== resource } };
    };
  };

  it('of what only this release brings is missed aloud, and refuses nothing', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    forbids(room, 'configmaps');
    const text = manifests('two') + settings({ data: { a: 'b' } }) + claim('1Gi');
    expect(await room.rollOut('two', { manifests: text })).toMatchObject({ outcome: 'complete' });
    expect(room.log.join('\n')).toMatch(
      /We may not delete configmaps.*what only this release brings stays where it fails/,
    );
  });

  it('is needed where deleting was asked for, and for what is there to be deleted alone', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { manifests: manifests('one') + settings({ data: { a: 'b' } }) });
    forbids(room, 'configmaps');
    const before = room.cluster.writes.length;
    expect(await room.rollOut('two', { prune: true })).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(/^We may not delete configmaps in namespace "production"\..*without --prune/),
    });
    expect(room.cluster.writes.slice(before)).toEqual([]);
    room.remove('ConfigMap', 'settings');
    expect(await room.rollOut('two', { prune: true })).toMatchObject({ outcome: 'complete' });
  });
});

describe('a change that is never taken back', () => {
  const object = (kind: string, rest: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a' },
    ...rest,
  });
  const storage = (value: string) => ({ spec: { resources: { requests: { storage: value } } } });
  const balanced = (spec: object) => ({ spec: { type: 'LoadBalancer', ...spec } });

  it.each<[string, string, object, object, readonly OneWay['code'][]]>([
    ['a claim that grows', 'PersistentVolumeClaim', storage('2Gi'), storage('1Gi'), ['grown']],
    ['a claim that stays, in other words', 'PersistentVolumeClaim', storage('1024Mi'), storage('1Gi'), []],
    ['a claim that was larger', 'PersistentVolumeClaim', storage('1Gi'), storage('2Gi'), []],
    [
      'attributes of a claim',
      'PersistentVolumeClaim',
      { spec: { volumeAttributesClassName: 'fast' } },
      { spec: {} },
      ['class-set'],
    ],
    ['a sealed Secret', 'Secret', { immutable: true }, {}, ['sealed']],
    ['a Secret that was sealed', 'Secret', { immutable: true }, { immutable: true }, []],
    ['a class of load balancers', 'Service', balanced({ loadBalancerClass: 'x/y' }), balanced({}), ['class-set']],
    [
      'one that the type takes with it',
      'Service',
      balanced({ loadBalancerClass: 'x/y' }),
      { spec: { type: 'ClusterIP' } },
      [],
    ],
    [
      'one that is there on both sides',
      'Service',
      balanced({ loadBalancerClass: 'x/y' }),
      balanced({ loadBalancerClass: 'x/y' }),
      [],
    ],
    ['another kind', 'Pod', { immutable: true }, {}, []],
  ])('is told of %s', (_, kind, coming, back, codes) => {
    expect(oneWays(object(kind, coming), object(kind, back)).map(({ code }) => code)).toEqual(codes);
  });
});
