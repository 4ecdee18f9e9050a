import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { rollBack } from '../../../../engine/rollback/roll-back.ts';
import type { RolloutPorts } from '../../../../engine/rollout/request.ts';
import { DeliveryRoom } from '../rollout/delivery-room.ts';
import { edited } from '../rollout/history-text.ts';
import { commit, image, manifests } from '../rollout/releases.ts';

const rollBackIn = (room: DeliveryRoom, to = '', ports: Partial<RolloutPorts> = {}, cluster?: string) =>
  room.until(rollBack({ ...room.request('none'), to, cluster }, { ...room.ports, ...ports }));
const never = () => new Promise<never>(() => {});

describe('a rollback', () => {
  it('returns to the release before, from the history, and records whose commit runs', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { commit: commit('1') });
    await room.rollOut('two', { commit: commit('2') });
    expect(await rollBackIn(room)).toMatchObject({
      outcome: 'complete',
      image: image('one'),
      target: digestOf('release one'),
    });
    expect(room.liveImage).toBe(image('one'));
    expect(room.records.payloads.at(-1)).toMatchObject({ kind: 'rollback', commit: commit('1') });
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

  it('goes back to the last good release from one that never was', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    await room.rollOut('two', { rollback: undefined });
    expect(room.liveImage).toBe(image('two'));
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete', image: image('one') });
  });

  it('goes back to plain manifests as well', async () => {
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
      reason: 'no-earlier-release',
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

  it('of one of several clusters is told where to, for none of them can know', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const writes = room.cluster.writes.length;
    const cluster = 'europe-west1/prod';
    expect(await rollBackIn(room, '', {}, cluster)).toMatchObject({ outcome: 'refused', reason: 'release-not-named' });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(await rollBackIn(room, digestOf('release one'), {}, cluster)).toMatchObject({ outcome: 'complete' });
  });
});

describe('what a rollback trusts', () => {
  it('is no deployment record: one that names another release changes nothing (A6)', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const { run, actor } = room.request('none');
    const evil = { repository: 'registry.example/services-dev/api', digest: digestOf('release evil') };
    const id = await room.records.start({
      ...{ schema: 'sluice.record/v1', kind: 'rollout', service: 'api', tier: 'production' },
      ...{ release: evil, commit: commit('e'), run, actor },
    } as const);
    await room.records.update(id, { phase: 'ended', outcome: 'complete', sentence: 'It is good.' });
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'complete', image: image('one') });
  });

  it.each([
    ['a record', () => '3'],
    ['the release that it names', () => digestOf('release evil')],
    ['its commit', () => 'e'.repeat(40)],
    ['text that acts', () => '::error::x\n## y'],
  ])('is no name that the history does not know: %s (A1)', async (_, to) => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const writes = room.cluster.writes.length;
    const { sentence, ...told } = await rollBackIn(room, to());
    expect(told).toMatchObject({ outcome: 'refused', reason: 'not-in-history', target: undefined });
    expect(sentence).toContain(`; it can return to ${digestOf('release one').slice(0, 19)}`);
    expect(sentence).not.toMatch(/\n/);
    expect(room.cluster.writes).toHaveLength(writes);
    expect(room.liveImage).toBe(image('two'));
  });

  it('is no state that somebody has edited in the history', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    room.change('Secret', 'sluice-history-api', (secret) =>
      edited(secret, (text) => text.replaceAll(image('one'), image('evil'))),
    );
    expect(await rollBackIn(room)).toMatchObject({ outcome: 'refused', reason: 'no-earlier-release' });
    expect(await rollBackIn(room, digestOf('release one'))).toMatchObject({
      outcome: 'refused',
      reason: 'target-not-good',
      sentence: expect.stringContaining('(changed)'),
    });
  });
});

describe('a rollback while GitHub does not answer', () => {
  const hanging = { start: never, update: never, list: never };
  const refusing = { ...hanging, start: () => Promise.reject(new Error('HTTP 500.')) };

  it.each([
    ['hangs', hanging, /did not answer in time/],
    ['refuses', refusing, /HTTP 500/],
  ])('is done all the same, and says that no record tells of it: GitHub %s', async (_, records, says) => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const taken = async (kept: object) => {
      const begun = room.clock.now();
      return { told: await rollBackIn(room, '', kept), seconds: (room.clock.now() - begun) / 1000 };
    };
    const { told, seconds } = await taken({ records });
    expect(told).toMatchObject({ outcome: 'complete', record: undefined, recordProblem: expect.stringMatching(says) });
    expect(told.report).toMatch(says);
    expect(room.log).toContainEqual(expect.stringMatching(says));
    expect(room.liveImage).toBe(image('one'));
    await room.rollOut('two');
    expect(seconds).toBeLessThanOrEqual((await taken({})).seconds + 3);
  });

  it('does not wait for a registry that does not answer', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const begun = room.clock.now();
    expect(await rollBackIn(room, '', { images: { has: never } })).toMatchObject({ outcome: 'complete' });
    expect(room.clock.now() - begun).toBeLessThan(60_000);
  });

  it('starts before its record is there, which a rollout never does', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.rollOut('two');
    const records = { ...hanging, start: () => Promise.reject(new Error('HTTP 500.')) };
    const { ended } = room.start(room.request('three', { rollback: seconds(300) }), undefined, { records });
    await expect(room.until(ended)).rejects.toThrow('HTTP 500.');
  });
});
