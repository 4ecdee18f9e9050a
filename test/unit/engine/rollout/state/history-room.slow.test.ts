import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { type History, manifestsDigest, type StateOfEntry } from '../../../../../engine/rollout/state/history.ts';
import { assertReadable, assertRoom } from '../../../../../engine/rollout/state/history-room.ts';
import { UnusableHistory } from '../../../../../engine/rollout/state/unusable-history.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { manifests } from '../releases.ts';

const KIB = 1024;
/** So many bytes that packing makes no fewer. */
const settings = (size: number, more: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'shop' } },
  data: { text: randomBytes((size * 3) / 4).toString('base64'), ...more },
});
const entry = (name: string, state: StateOfEntry, size: number, more: object = {}) => {
  const objects = [settings(size, more)];
  const key = manifestsDigest(objects);
  return { key, state, release: undefined, commit: undefined, at: `2026-11-0${name}T00:00:00.000Z`, objects };
};
const reasonOf = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof UnusableHistory) return `${error.reason}: ${error.message}`;
    throw error;
  }
};

describe('a history has room', () => {
  const room = (isUndone: boolean, own: number, ...good: readonly number[]) => {
    const pending = entry('9', 'pending', own * KIB);
    const history: History = [pending, ...good.map((size, index) => entry(`${8 - index}`, 'good', size * KIB))];
    return reasonOf(() => assertRoom(history, pending.key, 'api', isUndone));
  };

  it.each<readonly [string, boolean, number, readonly number[], RegExp | undefined]>([
    ['for a small release', true, 1, [1], undefined],
    ['for two of 600 KiB, which pack to three quarters', true, 600, [600], undefined],
    ['for the last good state, whatever older ones do not fit', true, 600, [600, 900, 900], undefined],
    ['not for a release that fills it alone', true, 1500, [], /^history-too-large: .*no room for these manifests, so/],
    ['not for that either where nothing is undone', false, 1500, [], /^history-too-large/],
    [
      'not for a release that pushes the last good state out',
      true,
      900,
      [900],
      /and the last good state beside them, so .*without going back/,
    ],
    ['for that where nothing is undone', false, 900, [900], undefined],
    ['for a first release', true, 900, [], undefined],
  ])('%s', (_, isUndone, own, good, reason) => {
    const told = room(isUndone, own, ...good);
    if (reason === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(reason);
  });

  it('for an old good state that comes again, which is left out while ten are newer', () => {
    const history = Array.from({ length: 12 }, (_, index) => ({
      ...entry('1', 'good', 10),
      at: new Date(Date.UTC(2026, 10, 20 - index)).toISOString(),
    }));
    expect(reasonOf(() => assertRoom(history, history.at(-1)?.key ?? '', 'api', true))).toBeUndefined();
  });
});

describe('what is remembered can be read again', () => {
  const readable = (more: object) => {
    const pending = entry('9', 'pending', 10, more);
    return reasonOf(() => assertReadable([pending], pending.key, 'shop'));
  };

  it('or is refused by the word that reading it would have', () => {
    expect(readable({})).toBeUndefined();
    expect(readable(JSON.parse('{"__proto__": {"a": "b"}}'))).toMatch(
      /^history-unreadable: The history could not keep these manifests, because what it would keep has a key "__proto__"/,
    );
    expect(readable({ deep: JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`) })).toMatch(/^history-too-deep/);
  });
});

describe('a release whose way back would have no room', () => {
  const big = (name: string) =>
    `${manifests(name)}---\n${JSON.stringify({ ...settings(900 * KIB), metadata: { name: 'x' } })}`;

  it('is refused before the first write, and goes without a way back', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    expect(await room.rollOut('one', { manifests: big('one') })).toMatchObject({ outcome: 'complete' });
    const writes = room.cluster.writes.length;
    const text = big('two');
    expect(await room.rollOut('two', { manifests: text, rollback: seconds(300) })).toMatchObject({
      outcome: 'refused',
      reason: 'history-too-large',
    });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(await room.rollOut('two', { manifests: text, rollback: undefined })).toMatchObject({ outcome: 'failed' });
  });
});
