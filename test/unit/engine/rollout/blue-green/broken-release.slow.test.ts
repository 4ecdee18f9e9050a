import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';
import { colour, copies, NAMES, quick, roomWithFirst } from './blue-green-room.ts';
import { invariants } from './invariants.ts';

describe('a broken release by blue-green', () => {
  it.each(['crash-2', 'unready-3'])('never gets the traffic and is scaled down: %s', async (name) => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const result = await room.rollOut(name);
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'none-not-switched' });
    expect(result.class).toBe(name === 'crash-2' ? 'crash-loop' : 'never-ready');
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
    expect(held.flips()).toBe(0);
    held.expectHeld({});
  });

  it('that breaks while it bakes gives the traffic back within three seconds, in one write', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const result = await room.rollOut('sours-2');
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete', image: image('good-1') });
    expect(result.sentence).toMatch(
      /"api-green" has \d of 2 pods ready while it has the traffic.*"api-blue"\) runs again/,
    );
    expect(result.report).toContain('running, not ready');
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
    expect(held.flips()).toBe(2);
    // Its pods broke 35 s after they started.
    expect(result.secondsToVerdict).toBeLessThan(38);
  });

  it('as the first one leaves its pods and no Service', async () => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    expect(await room.rollOut('crash-2')).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(await room.get('Service', 'api')).toBeUndefined();
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
  });

  it('stays where it is when nothing shall be undone', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('sours-2', { rollback: undefined })).toMatchObject({
      outcome: 'failed',
      rollback: 'off',
    });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
  });

  it('that cannot be undone is reported with the traffic on it', async () => {
    const room = await roomWithFirst();
    const manifests = deployable('sours-2').replace(
      '{ name: api }',
      '{ name: api, annotations: { sluice.dev/irreversible: "true" } }',
    );
    expect(await room.rollOut('sours-2', { manifests })).toMatchObject({ outcome: 'failed', rollback: 'irreversible' });
  });

  it('that the server refuses before anything was begun leaves the operation of the release before as it is', async () => {
    const room = await roomWithFirst();
    const patch = room.api.patch.bind(room.api);
    room.api.patch = async (seen, change) => {
      if (seen.kind === 'Service') throw new Refusal(403, 'Forbidden', 'services is forbidden');
      return await patch(seen, change);
    };
    const before = operationOf(await room.get('Service', 'api'));
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'failed', rollback: 'none-not-switched' });
    expect(operationOf(await room.get('Service', 'api'))).toEqual(before);
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
  });

  it('says how to give the traffic back by hand when the server does not let us', async () => {
    const room = await roomWithFirst();
    const patch = room.api.patch.bind(room.api);
    let flips = 0;
    room.api.patch = async (seen, change) => {
      if (seen.kind === 'Service' && 'spec' in change && ++flips > 2)
        throw new Refusal(403, 'Forbidden', 'services is forbidden');
      return await patch(seen, change);
    };
    const result = await room.rollOut('sours-2');
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'failed' });
    expect(result.sentence).toContain(
      `kubectl patch service api -n production --type merge -p '{"spec":{"selector":{"app":"api","sluice.dev/colour":"blue"}}}'`,
    );
  });
});
