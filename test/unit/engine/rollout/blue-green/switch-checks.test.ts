import { describe, expect, it } from '@jest/globals';
import type { SwitchCheck } from '../../../../../engine/rollout/request.ts';
import { roomWithFirst } from './blue-green-room.ts';
import { invariants } from './invariants.ts';

describe('checks of a switch', () => {
  const checks = (fails: 'before-switch' | 'after-switch' | undefined) => {
    const asked: string[] = [];
    const check: SwitchCheck = {
      run: async ({ moment, service }) => {
        asked.push(`${moment} ${service}`);
        return moment === fails ? { ok: false, sentence: 'GET /version answered 500.' } : { ok: true };
      },
    };
    return { asked, check };
  };

  it('ask the preview before and the Service after', async () => {
    const room = await roomWithFirst();
    const { asked, check } = checks(undefined);
    expect(await room.until(room.start(room.request('good-2'), undefined, { check }).ended)).toMatchObject({
      outcome: 'complete',
    });
    expect(asked).toEqual(['before-switch api-preview', 'after-switch api']);
  });

  it.each([
    ['before-switch', 'failed', 0],
    ['after-switch', 'rolled-back', 2],
  ] as const)('that fail %s end it %s', async (moment, outcome, flips) => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const { check } = checks(moment);
    const result = await room.until(room.start(room.request('good-2'), undefined, { check }).ended);
    expect(result).toMatchObject({ outcome, sentence: expect.stringContaining('answered 500') });
    expect(held.flips()).toBe(flips);
    held.expectHeld({});
  });
});
