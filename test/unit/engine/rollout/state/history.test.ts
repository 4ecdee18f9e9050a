import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../../../../domain/digest.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import {
  type History,
  type HistoryEntry,
  isGood,
  lastGood,
  readHistory,
  remember,
  type StateOfEntry,
  writeHistory,
} from '../../../../../engine/rollout/state/history.ts';

const entry = (name: string, state: StateOfEntry, day: number, size = 0): HistoryEntry => ({
  key: digestOf(name),
  state,
  release: { repository: 'registry.example/api', digest: digestOf(name) },
  commit: undefined,
  at: new Date(Date.UTC(2026, 10, day)).toISOString(),
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { text: 'x'.repeat(size) } }],
});
type Data = { readonly data: Readonly<Record<string, string>> };
const again = (history: History) => readHistory(writeHistory(history, 'api', 'shop'));

describe('the history of a service', () => {
  it('survives its ConfigMap unchanged, newest first', () => {
    const history = [entry('b', 'failed', 2), entry('a', 'good', 1)];
    expect(again(history)).toEqual(history);
  });

  it('knows the last good state, whatever failed since', () => {
    const history = [entry('d', 'failed', 4), entry('c', 'withdrawn', 3), entry('b', 'good', 2), entry('a', 'good', 1)];
    expect(lastGood(history, undefined)?.key).toBe(digestOf('b'));
    expect(lastGood(history, digestOf('b'))?.key).toBe(digestOf('a'));
    expect(lastGood([], undefined)).toBeUndefined();
  });

  it('never outgrows a ConfigMap, and gives up what failed before what was good', () => {
    const history = Array.from({ length: 30 }, (_, index) =>
      entry(`${index}`, index % 2 ? 'good' : 'failed', index + 1, 60_000),
    );
    const kept = again(history.toReversed());
    expect(JSON.stringify(writeHistory(history, 'api', 'shop')).length).toBeLessThan(800_000);
    expect(kept.every(isGood)).toBe(true);
    expect(kept[0]?.key).toBe(digestOf('29'));
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
    const { data, ...configMap } = writeHistory(history, 'api', 'shop') as KubernetesObject & Data;
    const older = Object.entries(data).map(([name, text]) => [name, text.replace(/,"manifests":"[^"]*"/, '')]);
    expect(older[0]?.[1]).not.toMatch(/manifests/);
    expect(readHistory({ ...configMap, data: Object.fromEntries(older) })).toEqual(history);
  });

  it('trusts no state whose manifests were edited', () => {
    const { data, ...configMap } = writeHistory([entry('a', 'good', 1, 3)], 'api', 'shop') as KubernetesObject & Data;
    const edited = JSON.parse(JSON.stringify(data).replace('xxx', 'xyx'));
    const history = readHistory({ ...configMap, data: edited });
    expect(history).toMatchObject([{ key: digestOf('a'), state: 'changed' }]);
    expect(again(history)).toMatchObject([{ state: 'changed' }]);
    expect(lastGood(history, undefined)).toBeUndefined();
  });

  it('knows no state but its own', () => {
    const { data, ...configMap } = writeHistory([entry('a', 'good', 1)], 'api', 'shop') as KubernetesObject & Data;
    const edited = JSON.parse(JSON.stringify(data).replace('good', 'best'));
    expect(() => readHistory({ ...configMap, data: edited })).toThrow(/is no history of Sluice/);
  });

  it('that somebody else has changed is not overwritten', () => {
    const configMap = writeHistory([entry('a', 'good', 1)], 'api', 'shop');
    expect(() => readHistory({ ...configMap, data: { mine: 'notes' } })).toThrow(
      /Entry "mine" of ConfigMap "sluice-history-api" is no history/,
    );
    expect(readHistory(undefined)).toEqual([]);
  });
});
