import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../engine/rollback/roll-back.ts';
import { type KubernetesObject, Refusal } from '../../../../engine/rollout/cluster.ts';
import { readHistory } from '../../../../engine/rollout/state/history-secret.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { asConfigMap, textsOf } from './history-text.ts';
import { deaths } from './mortal-cluster.ts';
import { commit, image, manifests } from './releases.ts';

const NAME = 'sluice-history-api';
const PASSWORD = 'correct-horse-battery';
const ENCODED = Buffer.from(PASSWORD).toString('base64');
const withSecret = (name: string): string =>
  `${manifests(name)}---\napiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: ${PASSWORD} }\n`;
const rollOut = (room: DeliveryRoom, name: string, more: object = {}) =>
  room.rollOut(name, { manifests: withSecret(name), ...more });
const states = (room: DeliveryRoom) => readHistory(room.object('Secret', NAME)).map(({ state }) => state);

/** A room as an earlier version has left it: two releases, and their history in a ConfigMap. @param bootstrapped with the empty Secret */
async function leftBehind(bootstrapped: boolean): Promise<DeliveryRoom> {
  const room = new DeliveryRoom({ broken: 'crash' });
  await rollOut(room, 'one');
  await rollOut(room, 'two');
  const { data, ...empty } = room.object('Secret', NAME) as KubernetesObject & { readonly data: object };
  room.create(asConfigMap(readHistory({ ...empty, data }), 'api', 'production'));
  room.remove('Secret', NAME);
  if (bootstrapped) room.create(empty);
  expect(JSON.stringify(room.object('ConfigMap', NAME))).toContain(ENCODED);
  return room;
}

const rollBackIn = (room: DeliveryRoom) => {
  const {
    manifests: _,
    release: __,
    ...request
  } = room.request('any', { run: { id: 50, attempt: 1, createdAt: '2026-11-23T11:50:00Z' } });
  return room.until(rollBack({ ...request, to: '' }, room.ports));
};
/** @returns how often it was tried. */
const mayNotDelete = (room: DeliveryRoom): (() => number) => {
  let tries = 0;
  room.cluster.delete = async ({ kind }) => {
    tries++;
    throw new Refusal(403, 'Forbidden', `cannot delete resource "${kind}"`);
  };
  return () => tries;
};

describe('the history that an earlier version has left in a ConfigMap', () => {
  it.each([
    ['with the empty Secret of a bootstrap', true],
    ['without a Secret', false],
  ])('is moved by the next rollout, %s, and its plain text is gone', async (_, bootstrapped) => {
    const room = await leftBehind(bootstrapped);
    expect(await rollOut(room, 'broken')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('two'));
    expect(states(room)).toEqual(['good', 'failed', 'good']);
    expect(room.object('ConfigMap', NAME)).toBeUndefined();
    expect(JSON.stringify(textsOf(room.object('Secret', NAME)))).toContain(ENCODED);
  });

  it('is emptied where it may not be deleted, copies of it as well, once', async () => {
    const room = await leftBehind(true);
    const tries = mayNotDelete(room);
    room.change('ConfigMap', NAME, (object) => ({
      ...object,
      binaryData: { more: Buffer.from(PASSWORD).toString('base64') },
      metadata: {
        ...object.metadata,
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object['data']), mine: 'x' },
      },
    }));
    expect(await rollOut(room, 'three')).toMatchObject({ outcome: 'complete' });
    expect(tries()).toBe(1);
    const left = room.object('ConfigMap', NAME);
    expect(left).toMatchObject({ metadata: { annotations: { mine: 'x' } } });
    expect(left).not.toHaveProperty('data');
    expect(JSON.stringify(left)).not.toMatch(new RegExp(`${PASSWORD}|${ENCODED}`));
    const writes = room.cluster.writes.length;
    expect(await rollOut(room, 'four')).toMatchObject({ outcome: 'complete' });
    expect(room.cluster.writes.slice(writes).filter((each) => each.startsWith('ConfigMap'))).toEqual([]);
    expect(states(room)).toEqual(['good', 'good', 'good', 'good']);
  });

  it('is emptied of bytes, too, where it holds nothing else', async () => {
    const room = await leftBehind(true);
    await rollOut(room, 'three');
    const binaryData = { more: ENCODED };
    room.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME }, binaryData });
    await rollOut(room, 'four');
    expect(room.object('ConfigMap', NAME)).toBeUndefined();
  });

  it('is what a rollback goes by before it is moved, and moves', async () => {
    const room = await leftBehind(true);
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete' });
    expect(room.liveImage).toBe(image('one'));
    expect(room.object('ConfigMap', NAME)).toBeUndefined();
    expect(states(room).toSorted()).toEqual(['good', 'withdrawn']);
  });

  it('is moved once: a ConfigMap that somebody makes later is no history, and goes', async () => {
    const room = await leftBehind(true);
    await rollOut(room, 'three');
    const forged = readHistory(room.object('Secret', NAME)).map((entry) => ({
      ...entry,
      at: '2027-01-01T00:00:00.000Z',
    }));
    const [first] = forged;
    if (first === undefined) throw new Error('There is no history.');
    room.create(asConfigMap([{ ...first, key: `sha256:${'e'.repeat(64)}` }], 'api', 'production'));
    expect(await rollOut(room, 'four')).toMatchObject({ outcome: 'complete' });
    expect(states(room)).toEqual(['good', 'good', 'good', 'good']);
    expect(room.object('ConfigMap', NAME)).toBeUndefined();
  });

  it('that somebody has edited is refused by name, and nothing is moved', async () => {
    const room = await leftBehind(true);
    room.change('ConfigMap', NAME, (object) => ({ ...object, data: { mine: PASSWORD } }));
    const writes = room.cluster.writes.length;
    expect(await rollOut(room, 'three')).toMatchObject({
      outcome: 'refused',
      reason: 'history-unreadable',
      sentence: expect.stringMatching(
        /^Entry "mine" of ConfigMap "sluice-history-api" is no history of Sluice: it is not named by a digest\./,
      ),
    });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(room.object('ConfigMap', NAME)).toMatchObject({ data: { mine: PASSWORD } });
  });

  it('loses nothing to a run that dies at any of its first writes, and its text goes with the next one', async () => {
    for (const death of deaths(4)) {
      const room = await leftBehind(true);
      mayNotDelete(room);
      const dying = room.start(room.request('three', { manifests: withSecret('three') }), death);
      await room.until(dying.ended);
      expect(await rollOut(room, 'four')).toMatchObject({ outcome: 'complete' });
      expect(states(room).filter((state) => state === 'good').length).toBeGreaterThanOrEqual(3);
      expect(JSON.stringify(room.objects('ConfigMap'))).not.toMatch(new RegExp(`${PASSWORD}|${ENCODED}`));
    }
  });
});

describe('a Secret of that name that somebody else has made', () => {
  it.each([
    ['of another type', { type: 'Opaque' }],
    ['without our label', { metadata: { name: NAME, labels: { 'app.kubernetes.io/managed-by': 'Helm' } } }],
  ])('is said before the first write, and not touched: %s', async (_, change) => {
    const room = new DeliveryRoom();
    room.create({ apiVersion: 'v1', kind: 'Secret', type: 'sluice.dev/history', metadata: { name: NAME }, ...change });
    const was = room.object('Secret', NAME);
    expect(await rollOut(room, 'one', { commit: commit('a') })).toMatchObject({
      outcome: 'refused',
      reason: 'history-foreign',
      sentence: expect.stringContaining('Nothing was written.'),
    });
    expect(room.cluster.writes).toEqual([]);
    expect(room.object('Secret', NAME)).toEqual(was);
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'refused', reason: 'history-foreign' });
  });
});
