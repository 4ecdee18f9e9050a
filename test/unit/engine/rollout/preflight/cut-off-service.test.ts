import { describe, expect, it } from '@jest/globals';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { cutOffServices } from '../../../../../engine/rollout/preflight/cut-off-service.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const service = (selector: Readonly<Record<string, string>> | undefined, name = 'api'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { ...(selector === undefined ? {} : { selector }), ports: [{ port: 80 }] },
});

describe('a Service that selects no pod of its release', () => {
  it('is refused before anything is written when that cuts its pods off', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const writes = room.cluster.writes.length;
    const astray = manifests('two').replace(
      'spec: { selector: { app: api }, ports',
      'spec: { selector: { app: apj }, ports',
    );
    expect(await room.rollOut('two', { manifests: astray })).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(
        /Service "api" selects 2 pods now and would select none: .*labels app=apj\. Correct spec\.selector/,
      ),
    });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'complete', image: image('two') });
  });

  it('is refused, too, when its pods lose the label by this very release', async () => {
    const room = new DeliveryRoom();
    const labelled = (name: string, labels: string) =>
      manifests(name)
        .replace('metadata: { labels: { app: api } }', `metadata: { labels: ${labels} }`)
        .replace('spec: { selector: { app: api }, ports', 'spec: { selector: { app: api, track: web }, ports');
    await room.rollOut('one', { manifests: labelled('one', '{ app: api, track: web }') });
    expect(await room.rollOut('two', { manifests: labelled('two', '{ app: api }') })).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('would select none'),
    });
  });

  it('may lead to pods that another controller makes of an object of this release', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const database = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'db' }, spec: {} };
    expect(await cutOffServices(room.cluster, [service({ app: 'apj' }), database], 'production')).toEqual([]);
  });

  it.each([
    ['is new', service({ app: 'worker' }, 'worker')],
    ['selects nothing, because its endpoints are made by others', service(undefined)],
    ['selects pods of another release that run', service({ app: 'other' })],
  ])('is none of ours when it %s', async (_, object) => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'other-1', labels: { app: 'other' } },
      spec: { containers: [{ name: 'other', image: image('other') }] },
    });
    await room.pass(3_000);
    expect(await cutOffServices(room.cluster, [object], 'production')).toEqual([]);
  });

  it('is left to the rollout where we may not look', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.cluster.get = () => Promise.reject(new Refusal(403, 'Forbidden', 'cannot get resource "services"'));
    expect(await cutOffServices(room.cluster, [service({ app: 'apj' })], 'production')).toEqual([]);
  });
});
