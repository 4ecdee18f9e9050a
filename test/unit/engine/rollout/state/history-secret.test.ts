import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../../domain/digest.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { HistoryEntry, StateOfEntry } from '../../../../../engine/rollout/state/history.ts';
import {
  entriesAsFound,
  entriesOf,
  fitting,
  readHistory,
  textOf,
  writeHistory,
} from '../../../../../engine/rollout/state/history-secret.ts';

const entry = (name: string, state: StateOfEntry, second: number, text = name): HistoryEntry => ({
  ...{ key: digestOf(name), state, release: undefined, commit: undefined },
  at: new Date(Date.UTC(2026, 10, 1, 0, 0, second)).toISOString(),
  objects: [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { text } } as KubernetesObject,
  ],
});
const nameOfKept = (kept: ReadonlyMap<HistoryEntry, string>): readonly string[] =>
  [...kept.keys()].map(({ objects }) => objects[0]?.metadata.name ?? '');

describe('what of a history is kept', () => {
  it('is what is under way, then what was good, then the rest, each the newest first', () => {
    const history = [
      ...[entry('failed', 'failed', 9), entry('old', 'good', 1), entry('new', 'found', 3)],
      ...[entry('first', 'pending', 0), entry('left', 'withdrawn', 10)],
    ];
    expect(nameOfKept(fitting(history).kept)).toEqual(['first', 'new', 'old', 'left', 'failed']);
  });

  it.each([
    [[], 9, 10],
    [['pending'], 9, 11],
    [[], 12, 10],
    [['pending'], 12, 11],
    [['pending', 'left open'], 12, 11],
  ] as const)('is ten beside what is under way: %j and %i that were good', (pending, good, length) => {
    const history = [
      ...pending.map((name) => entry(name, 'pending', 50)),
      ...Array.from({ length: good }, (_, index) => entry(`${index}`, 'good', 10 + index)),
      entry('bad', 'failed', 5),
    ];
    const { kept, left } = fitting(history);
    expect([new Set(nameOfKept(kept)).size, left]).toEqual([length, 0]);
    expect(nameOfKept(kept).includes('bad')).toBe(good === 9);
  });

  it('is what fits into a Secret, to the byte', () => {
    const bytes = (history: HistoryEntry): number => gzipSync(textOf(history)).length;
    const first = entry('first', 'good', 2, noise(600_000));
    const room = 1000 * 1024 - bytes(first);
    const second = ofSize(room, (text) => entry('second', 'good', 1, text), bytes);
    expect(fitting([first, second])).toMatchObject({ left: 0, kept: { size: 2 } });
    const third = ofSize(room + 1, (text) => entry('third', 'good', 1, text), bytes);
    expect(fitting([first, third])).toMatchObject({ left: 1, kept: { size: 1 } });
  });
});

/** The same every time, and no shorter when it is packed but for its letters. */
const noise = (length: number): string => {
  const blocks: string[] = [];
  for (let block = 0; block * 44 < length; block++)
    blocks.push(createHash('sha256').update(`${block}`).digest('base64'));
  return blocks.join('').slice(0, length);
};

/** An entry that takes exactly so many bytes, found by steps that become shorter. */
function ofSize(
  bytes: number,
  make: (text: string) => HistoryEntry,
  sizeOf: (made: HistoryEntry) => number,
): HistoryEntry {
  let length = Math.floor(bytes * 1.3);
  for (let tries = 0; tries < 200; tries++) {
    const made = make(noise(length));
    const missing = bytes - sizeOf(made);
    if (missing === 0) return made;
    length += Math.trunc(missing * 1.3) || Math.sign(missing);
  }
  throw new Error(`No text takes ${bytes} bytes.`);
}

describe('what an object holds, for who only looks', () => {
  const kept = writeHistory([entry('a', 'good', 1)], 'api', 'shop');

  it('is the history of a Secret of ours', () => {
    expect(entriesAsFound(kept)).toEqual(readHistory(kept));
    expect(entriesAsFound(kept)).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['of another kind', { kind: 'ConfigMap' }],
    ['of another type', { type: 'Opaque' }],
    ['of both', { kind: 'ConfigMap', type: undefined }],
    ['that somebody else made', { metadata: { name: 'sluice-history-api', namespace: 'shop' } }],
    ['that cannot be read', { data: { [digestOf('a').replace(':', '-')]: 'e30=' } }],
  ])('is nothing in one %s', (_, change) => {
    expect(entriesAsFound({ ...kept, ...change } as KubernetesObject)).toEqual([]);
  });

  it('is said by its mistake where that is ours', () => {
    const broken = {
      ...kept,
      get data(): never {
        throw new TypeError('ours');
      },
    };
    expect(() => entriesAsFound(broken as KubernetesObject)).toThrow('ours');
  });
});

describe('a history without what it should have', () => {
  const kept = writeHistory([], 'api', 'shop');

  it('is empty where its data is nothing', () => {
    for (const data of [null, undefined, 'text'])
      expect(readHistory({ ...kept, data } as KubernetesObject)).toEqual([]);
  });

  it('is refused where a value is no text, whatever texts are made of', () => {
    const data = { [digestOf('a').replace(':', '-')]: 7 };
    expect(() => entriesOf({ ...kept, data } as KubernetesObject, (value) => value, 'shop')).toThrow(
      /: it cannot be unpacked\. Nothing was written/,
    );
  });

  it('is named without a namespace where it has none', () => {
    const { namespace: _, ...metadata } = kept.metadata;
    expect(() => readHistory({ ...kept, metadata, type: 'Opaque' } as KubernetesObject)).toThrow(
      /in namespace "" has the type/,
    );
  });
});
