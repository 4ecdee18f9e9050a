import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { rollBack } from '../../../../engine/rollback/roll-back.ts';
import { DeliveryRoom } from '../rollout/delivery-room.ts';
import { commit, image, manifests } from '../rollout/releases.ts';

const asked: string[] = [];
const rollBackIn = (room: DeliveryRoom, to = '', fetch = manifests) => {
  const manifestsOf = async (reference: string) => {
    asked.push(reference);
    return fetch('one');
  };
  return room.until(rollBack({ ...room.request('none'), to }, { ...room.ports, manifestsOf }));
};

describe('a rollback', () => {
  it('returns to the release before, from the history, and records whose commit runs', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { commit: commit('1') });
    await room.rollOut('two', { commit: commit('2') });
    asked.length = 0;
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete', image: image('one') });
    expect(room.liveImage).toBe(image('one'));
    expect(room.records.payloads.at(-1)).toMatchObject({ kind: 'rollback', commit: commit('1') });
    expect(asked).toEqual([]);
  });

  it('twice in a row goes two releases back', async () => {
    const room = new DeliveryRoom();
    for (const name of ['one', 'two', 'three']) await room.rollOut(name);
    await rollBackIn(room);
    expect(room.liveImage).toBe(image('two'));
    await rollBackIn(room);
    expect(room.liveImage).toBe(image('one'));
  });

  it('passes over what failed, and keeps the number of pods of now', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    await room.rollOut('two');
    await room.rollOut('three', { manifests: manifests('three', { replicas: 5 }) });
    await rollBackIn(room);
    expect(room.object('Deployment', 'api')).toMatchObject({ spec: { replicas: 5 } });
    expect(room.liveImage).toBe(image('one'));
  });

  it('asks the registry for what the history has lost', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    room.remove('ConfigMap', 'sluice-history-api');
    asked.length = 0;
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete' });
    expect(asked).toEqual([`registry.example/services/api@${digestOf('release one')}`]);
  });

  it('uses the history alone for plain manifests', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { release: undefined });
    await room.rollOut('two', { release: undefined });
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete', image: image('one') });
    await room.rollOut('three', { release: undefined });
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete', image: image('one') });
  });

  it('on a first deploy is refused, and that is recorded', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const writes = room.cluster.writes.length;
    expect(await rollBackIn(room)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('nothing to return to'),
    });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(room.lastState).toMatchObject({ outcome: 'refused' });
  });

  it('that fails is not undone', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    room.behave('one', 'stuck');
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'timeout', rollback: 'off' });
  });
});
