import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import type { EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';
import { colour, roomWithFirst } from './blue-green-room.ts';
import { invariants } from './invariants.ts';

describe('a rollback by blue-green', () => {
  const back = (room: EmbeddedRoom, to = '') => {
    const { api: cluster, records, clock } = room;
    const log = { info: () => {}, warning: () => {}, group: () => {} };
    const ports = { cluster, records, clock, log, signal: new AbortController().signal };
    return room.until(rollBack({ ...room.request('none'), to }, ports));
  };

  it('switches to the release before, and not to the one that runs', async () => {
    const room = await roomWithFirst();
    await room.rollOut('good-2');
    const held = invariants(room, 2);
    await held.start();
    expect(await back(room)).toMatchObject({ outcome: 'complete', image: image('good-1') });
    expect(await colour(room)).toMatchObject({ 'sluice.dev/colour': 'blue' });
    held.expectHeld({});
    // What was left is not returned to, although its copy is still there.
    expect(await room.rollOut('crash-2')).toMatchObject({ outcome: 'failed' });
    expect(await back(room)).toMatchObject({ outcome: 'refused' });
  });
});
