import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../../domain/digest.ts';
import type { HistoryEntry } from '../../../../../engine/rollout/state/history.ts';
import { HistoryKeeper } from '../../../../../engine/rollout/state/history-keeper.ts';
import { writeHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { ClusterRoom, NAMESPACE } from '../cluster-room.ts';

const entry = (name: string, at: string): HistoryEntry => ({
  ...{ key: digestOf(name), state: 'good', release: undefined, commit: undefined, at, objects: [] },
});
/** What a runner sees whose clock is two hours behind that of the API server. */
async function kept(...entries: readonly HistoryEntry[]) {
  const room = new ClusterRoom(() => undefined);
  const clock = { now: () => room.clock.now() - 7_200_000, after: () => () => {} };
  if (entries.length > 0) room.create(writeHistory(entries, 'api', NAMESPACE));
  return { room, keeper: await HistoryKeeper.read(room.api, clock, 'api', NAMESPACE) };
}

describe('the time in a history', () => {
  it("is the API server's, whatever the runner thinks, and goes on", async () => {
    const { room, keeper } = await kept();
    expect(keeper.now()).toBe('2026-11-23T12:00:00.000Z');
    room.clock.advance(5_000);
    expect(keeper.now()).toBe('2026-11-23T12:00:05.000Z');
  });

  it('is after everything that is in it, also where a clock was ahead', async () => {
    const { keeper } = await kept(entry('a', '2026-11-23T13:00:00.000Z'), entry('b', '2026-11-23T12:59:00.000Z'));
    expect(keeper.now()).toBe('2026-11-23T13:00:00.001Z');
    keeper.move(digestOf('b'), 'good');
    expect(keeper.history.map(({ key }) => key)).toEqual([digestOf('b'), digestOf('a')]);
  });
});
