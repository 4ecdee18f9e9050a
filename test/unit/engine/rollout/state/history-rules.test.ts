import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../../domain/digest.ts';
import {
  type HistoryEntry,
  isGood,
  lastGood,
  manifestsDigest,
  newestFirst,
  provenObjects,
  remember,
  STATES,
  type StateOfEntry,
  stateKey,
} from '../../../../../engine/rollout/state/history.ts';

const object = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const entry = (key: string, state: StateOfEntry, at: string): HistoryEntry => ({
  ...{ key, state, at, release: undefined, commit: undefined },
  objects: [object(key)],
});

describe('a state of a service', () => {
  it('has the key of its release, else of its manifests', () => {
    const digest = digestOf('release');
    expect(stateKey({ digest }, [object('a')])).toBe(digest);
    expect(stateKey(undefined, [object('a')])).toBe(digestOf(JSON.stringify([object('a')])));
    expect(manifestsDigest([object('a')])).not.toBe(manifestsDigest([object('b')]));
  });

  it('is good where it was good, or ran before Sluice came', () => {
    expect(STATES.filter((state) => isGood(entry('x', state, '1')))).toEqual(['good', 'found']);
    expect(STATES).toEqual(['pending', 'good', 'failed', 'cancelled', 'withdrawn', 'found', 'changed']);
  });
});

describe('a history', () => {
  const [first, second, third] = [entry('a', 'good', '1'), entry('b', 'failed', '2'), entry('c', 'found', '3')];

  it('is the newest first', () => {
    expect(newestFirst([second, third, first])).toEqual([third, second, first]);
    expect(newestFirst([first, second, third])).toEqual([third, second, first]);
  });

  it('has one entry for each key, the last that was remembered', () => {
    const again = entry('a', 'withdrawn', '9');
    expect(remember([second, first], again)).toEqual([again, second]);
    expect(remember([second], first)).toEqual([second, first]);
  });

  it('proves what was part of a good state, and goes back to the newest that is another', () => {
    expect(provenObjects([third, second, first])).toEqual([object('c'), object('a')]);
    expect(lastGood([third, second, first], 'c')).toBe(first);
    expect(lastGood([second, third, first], undefined)).toBe(third);
    expect(lastGood([second], undefined)).toBeUndefined();
  });
});
