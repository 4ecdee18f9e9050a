import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, canary, rolling, type Strategy } from '../../../../../domain/strategy.ts';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import { plannedWaits } from '../../../../../engine/rollout/preflight/planned-waits.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { manifests } from '../releases.ts';

interface Planned {
  readonly kind?: 'rollout' | 'rollback';
  readonly watchAfter?: number;
  readonly pauses?: readonly number[];
}

const slow = blueGreen({ bake: seconds(60), scaleDownDelay: seconds(30) });
const graces = { ...GRACES, stableFor: seconds(10) };
const waits = (strategy: Strategy, { kind = 'rollout', watchAfter, pauses = [] }: Planned = {}) =>
  plannedWaits(
    { kind, strategy, graces, watchAfter: watchAfter === undefined ? undefined : seconds(watchAfter) },
    pauses.map(seconds),
  )
    .map(({ name, length }) => `${name} ${length}`)
    .join(', ');

describe('what is waited for on purpose', () => {
  it.each<[string, string, string]>([
    ['nothing, by rolling', waits(rolling()), ''],
    ['the look after a complete rollout', waits(rolling(), { watchAfter: 300 }), 'watch-after 300'],
    ['no look that is turned off', waits(rolling(), { watchAfter: 0 }), ''],
    ['no look after a rollback', waits(rolling(), { watchAfter: 300, kind: 'rollback' }), ''],
    ['bake and scale-down-delay', waits(slow), 'bake 60, scale-down-delay 30'],
    ['the same going back', waits(slow, { kind: 'rollback' }), 'bake 60, scale-down-delay 30'],
    ['nothing of a bake that is none', waits(blueGreen({ bake: seconds(0), scaleDownDelay: seconds(0) })), ''],
    [
      'each pause of a canary, and that its pods are stable before',
      waits(canary(), { pauses: [60, 90], watchAfter: 1 }),
      'pauses of the steps 150, stable-for at each step 20, watch-after 1',
    ],
    ['nothing of a canary that goes through no steps', waits(canary()), ''],
  ])('%s', (_, told, wanted) => expect(told).toBe(wanted));
});

describe('credentials of a rollout', () => {
  /** What a second release by this strategy is told, with credentials that live so long. */
  async function told(strategy: Strategy, left: number, watchAfter: number) {
    const room = new DeliveryRoom();
    room.strategy = strategy;
    const of = (name: string) => ({ manifests: manifests(name, { replicas: 3 }), watchAfter: seconds(watchAfter) });
    await room.rollOut('one', of('one'));
    room.cluster.credentials = { endsAt: room.clock.now() + left * 1000, isRenewed: false };
    return await room.rollOut('two', of('two'));
  }

  it.each<[string, Strategy, number, number]>([
    ['rolling with a look', rolling(), 600 + 300 + 300 + 120, 300],
    ['blue-green', slow, 600 + 60 + 30 + 300 + 120, 0],
    ['a canary', canary(), 600 + 60 + 60 + 10 + 10 + 300 + 120, 0],
  ])('reach to the end of %s, or it is refused before the first write', async (_, strategy, needed, watchAfter) => {
    expect(await told(strategy, needed, watchAfter)).toMatchObject({ outcome: 'complete' });
    expect(await told(strategy, needed - 1, watchAfter)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining(`may need them for ${needed} s`),
    });
  });
});
