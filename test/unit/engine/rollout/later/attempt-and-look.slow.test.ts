import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen } from '../../../../../domain/strategy.ts';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import type { ContainerScript } from '../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { colour, copies, roomWithFirst } from '../blue-green/blue-green-room.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image } from '../releases.ts';

/** A time-out of 20 s, and the end of the process with it, each time. */
const LATE: ContainerScript = { runs: [{ exit: { code: 1, after: 20_000 } }] };
/** Once, and then never again. */
const ONCE: ContainerScript = { runs: [{ exit: { code: 1, after: 20_000 } }, {}] };
const watchAfter = seconds(60);

const roomOf = () => new DeliveryRoom({ late: LATE, once: ONCE });
const begun = async (room: DeliveryRoom) => {
  expect(await room.rollOut('good')).toMatchObject({ outcome: 'complete' });
};
const states = (room: DeliveryRoom) => room.records.states.map(({ state }) => state.phase);

describe('a release that fails after it was complete', () => {
  it('is complete by default, which says what it does not tell', async () => {
    const room = roomOf();
    await begun(room);
    const result = await room.rollOut('late');
    expect(result).toMatchObject({
      outcome: 'complete',
      note: 'Its pods were ready for 10 s; what fails later is not seen. To look longer: --watch-after 60, or the input watch-after.',
    });
    expect(result.report).toContain('what fails later is not seen');
  });

  it('is seen by a longer look, and goes back', async () => {
    const room = roomOf();
    await begun(room);
    const result = await room.rollOut('late', { watchAfter });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      class: 'crash-loop',
      rollback: 'complete',
      image: image('good'),
      note: undefined,
      sentence: expect.stringMatching(
        /^It was complete, and failed later: .*crashes, 3 times.*The last good state .* runs again\./,
      ),
    });
    expect(room.liveImage).toBe(image('good'));
    expect(states(room).slice(-2)).toEqual(['verifying', 'ended']);
    expect(room.lastState).toMatchObject({ outcome: 'rolled-back' });
  });

  it('is left as it is where going back is switched off, and no later failure returns to it', async () => {
    const room = roomOf();
    await begun(room);
    expect(await room.rollOut('late', { watchAfter, rollback: undefined })).toMatchObject({
      outcome: 'failed',
      rollback: 'off',
    });
    expect(states(room).slice(-2)).toEqual(['verifying', 'ended']);
    expect(room.liveImage).toBe(image('late'));
    room.behave('crash', 'crash');
    expect(await room.rollOut('crash')).toMatchObject({ outcome: 'rolled-back', image: image('good') });
  });

  it('gives the traffic back where it had been switched', async () => {
    const room = await roomWithFirst();
    room.strategy = blueGreen({ bake: seconds(5), scaleDownDelay: seconds(1) });
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'complete' });
    const before = await colour(room);
    expect(await room.rollOut('sours-2', { watchAfter })).toMatchObject({
      outcome: 'rolled-back',
      class: 'never-ready',
    });
    expect(await colour(room)).toEqual(before);
    expect(Object.values(await copies(room)).toSorted()).toEqual([0, 2]);
  });

  it('has nothing to go back to on a first deploy', async () => {
    const room = roomOf();
    expect(await room.rollOut('late', { watchAfter })).toMatchObject({
      outcome: 'failed',
      rollback: 'none-first-deploy',
    });
  });

  it('is not undone where somebody else has written since', async () => {
    const room = roomOf();
    await begun(room);
    const looking = room.start(room.request('late', { watchAfter })).ended;
    await room.pass(15_000);
    room.change(
      'Deployment',
      'api',
      (object) =>
        JSON.parse(
          JSON.stringify(object).replace('"containers":[{', '"containers":[{"env":[{"name":"THEIRS"}],'),
        ) as object,
    );
    const result = await room.until(looking);
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'none-changed-since' });
    expect(room.liveImage).toBe(image('late'));
  });
});

describe('a longer look', () => {
  it('holds no lock: a newer run goes on at once and ends it', async () => {
    const room = roomOf();
    await begun(room);
    const looking = room.start(room.request('once', { watchAfter })).ended;
    await room.pass(30_000);
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'complete' });
    expect(await room.until(looking)).toMatchObject({
      outcome: 'superseded',
      sentence: expect.stringContaining('A newer run has written since'),
    });
    expect(room.liveImage).toBe(image('good-2'));
  });

  it('ends when every pod was ready for its time without a restart', async () => {
    const room = roomOf();
    const start = room.clock.now();
    const result = await room.rollOut('once', { watchAfter });
    expect(result).toMatchObject({
      outcome: 'complete',
      sentence: expect.stringContaining('They stayed so for 60 s after that.'),
      note: undefined,
    });
    expect(result.secondsToVerdict).toBeLessThan(20);
    const seconds = (room.clock.now() - start) / 1000;
    expect(seconds).toBeGreaterThan(80);
    expect(seconds).toBeLessThan(100);
  });

  it('is a failure where processes ended now and then until its time was over', async () => {
    const room = new DeliveryRoom({ slow: { runs: [{ exit: { code: 1, after: 50_000 } }] } });
    await begun(room);
    const graces = { ...GRACES, timeout: seconds(60) };
    expect(await room.rollOut('slow', { watchAfter, graces })).toMatchObject({
      outcome: 'rolled-back',
      class: 'deadline',
    });
  });

  it('says when it could not be seen', async () => {
    const room = roomOf();
    await begun(room);
    const looking = room.start(room.request('good-2', { watchAfter: seconds(600) })).ended;
    await room.pass(60_000);
    await room.cluster.setReachable(false);
    expect(await room.until(looking)).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringContaining('Whether it stayed so is not known'),
    });
  });
});
