import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../../../../domain/digest.ts';
import {
  type History,
  type HistoryEntry,
  isGood,
  lastGood,
  remember,
  type StateOfEntry,
} from '../../../../../engine/rollout/state/history.ts';
import { readHistory, writeHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { edited, textsOf } from '../history-text.ts';

/** Text that gets no shorter by packing it. */
const noise = (size: number): string => randomBytes(Math.floor((size * 3) / 4)).toString('base64');
const entry = (name: string, state: StateOfEntry, day: number, size = 0): HistoryEntry => ({
  key: digestOf(name),
  state,
  release: { repository: 'registry.example/api', digest: digestOf(name) },
  commit: undefined,
  at: new Date(Date.UTC(2026, 10, day)).toISOString(),
  objects: [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'shop' }, data: { text: noise(size) } },
  ],
});
const again = (history: History) => readHistory(writeHistory(history, 'api', 'shop'));

describe('the history of a service', () => {
  it('survives its Secret unchanged, newest first', () => {
    const history = [entry('b', 'failed', 2), entry('a', 'good', 1)];
    expect(again(history)).toEqual(history);
  });

  it('knows the last good state, whatever failed since', () => {
    const history = [entry('d', 'failed', 4), entry('c', 'withdrawn', 3), entry('b', 'good', 2), entry('a', 'good', 1)];
    expect(lastGood(history, undefined)?.key).toBe(digestOf('b'));
    expect(lastGood(history, digestOf('b'))?.key).toBe(digestOf('a'));
    expect(lastGood([], undefined)).toBeUndefined();
  });

  it('never outgrows a Secret, and gives up what failed before what was good', () => {
    const history = Array.from({ length: 30 }, (_, index) =>
      entry(`${index}`, index % 2 ? 'good' : 'failed', index + 1, 200_000),
    );
    const secret = writeHistory(history.toReversed(), 'api', 'shop');
    const length = Object.values(secret['data'] ?? {}).reduce(
      (sum, each) => sum + Buffer.from(each, 'base64').length,
      0,
    );
    expect(length).toBeLessThan(1024 * 1024);
    const kept = readHistory(secret);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.every(isGood)).toBe(true);
    expect(kept[0]?.key).toBe(digestOf('29'));
  });

  it('keeps ten good states and what is under way, however small they are', () => {
    const history = Array.from({ length: 30 }, (_, index) => entry(`${index}`, 'good', index + 1));
    expect(again(history)).toHaveLength(10);
    expect(again(history).at(-1)?.key).toBe(digestOf('20'));
    expect(again([entry('new', 'pending', 31), ...history]).map(({ state }) => state)).toEqual([
      'pending',
      ...Array(10).fill('good'),
    ]);
  });

  it('needs a tenth of the room of its text', () => {
    const { objects, ...told } = entry('a', 'good', 1);
    const history = [{ ...told, objects: Array(400).fill(objects[0]) }];
    const secret = writeHistory(history, 'api', 'shop');
    expect(JSON.stringify(secret['data']).length * 10).toBeLessThan(Object.values(textsOf(secret)).join('').length);
  });

  it('without an entry is what the bootstrap of a tier makes', () => {
    expect(writeHistory([], 'api', 'shop')).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'sluice.dev/history',
      metadata: {
        name: 'sluice-history-api',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/managed-by': 'sluice' },
      },
    });
    expect(again([])).toEqual([]);
  });

  it('keeps the newest good state through any number of failures', () => {
    const states = fc.array(fc.constantFrom<StateOfEntry>('good', 'failed', 'cancelled', 'pending'), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(states, (steps) => {
        const history = steps.reduce<History>(
          (known, state, index) => again(remember(known, entry(`${index}`, state, index + 1))),
          [],
        );
        const newest = steps.lastIndexOf('good');
        expect(lastGood(history, undefined)?.key).toBe(newest < 0 ? undefined : digestOf(`${newest}`));
      }),
    );
  });

  it('is read as older versions wrote it, without the digest of the manifests', () => {
    const history = [entry('a', 'good', 1)];
    const older = edited(writeHistory(history, 'api', 'shop'), (text) => text.replace(/,"manifests":"[^"]*"/, ''));
    expect(Object.values(textsOf(older)).join()).not.toMatch(/manifests/);
    expect(readHistory(older)).toEqual(history);
  });

  it('trusts no state whose manifests were edited', () => {
    const secret = writeHistory([entry('a', 'good', 1)], 'api', 'shop');
    const history = readHistory(edited(secret, (text) => text.replace('"text":""', '"text":"evil"')));
    expect(history).toMatchObject([{ key: digestOf('a'), state: 'changed' }]);
    expect(again(history)).toMatchObject([{ state: 'changed' }]);
    expect(lastGood(history, undefined)).toBeUndefined();
  });

  it('is none where there is no Secret', () => {
    expect(readHistory(undefined)).toEqual([]);
  });
});
