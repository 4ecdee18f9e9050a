import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Json } from '../../trace/json.ts';
import { normalise } from '../../trace/normalise.ts';

const uid = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

describe('a normalised trace', () => {
  it.each<{ readonly name: string; readonly trace: Json; readonly becomes: Json }>([
    {
      name: 'numbers uids, so that the same one is seen to be the same',
      trace: [uid('a'), uid('b'), `owned by ${uid('a')}`],
      becomes: ['<uid 1>', '<uid 2>', 'owned by <uid 1>'],
    },
    {
      name: 'numbers versions by their key',
      trace: [{ resourceVersion: '7' }, { resourceVersion: '9' }, { resourceVersion: '7' }],
      becomes: [
        { resourceVersion: '<version 1>' },
        { resourceVersion: '<version 2>' },
        { resourceVersion: '<version 1>' },
      ],
    },
    {
      name: 'knows a template hash in a label and in names',
      trace: { a: { 'pod-template-hash': '7d9f8c6b5' }, b: 'ReplicaSet "web-7d9f8c6b5" has timed out' },
      becomes: { a: { 'pod-template-hash': '<hash 1>' }, b: 'ReplicaSet "web-<hash 1>" has timed out' },
    },
    {
      name: 'has no generated suffixes of pods',
      trace: 'in pod web-7d9f8c6b5-x2k9z_trace-one(1)',
      becomes: 'in pod web-<hash 1>-<suffix 1>_<namespace>(1)',
    },
    { name: 'keeps ordinary names', trace: 'web-settings-map', becomes: 'web-settings-map' },
    { name: 'has no times', trace: '2026-11-23T10:00:00Z', becomes: '<time>' },
    { name: 'has no addresses', trace: 'dial 10.244.0.7', becomes: 'dial <address 1>' },
    { name: 'drops how an object changed', trace: 'Forbidden: no\n@@ -1,2 +1,2 @@\n- a', becomes: 'Forbidden: no' },
  ])('$name', ({ trace, becomes }) => {
    expect(normalise(trace, 'trace-one')).toEqual(becomes);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = normalise(value as Json, 'trace-one');
        expect(normalise(once, 'trace-one')).toEqual(once);
      }),
    );
  });

  it('has its keys in order', () => {
    expect(JSON.stringify(canonical({ b: undefined, c: 1, a: { z: 1, y: null } }))).toBe(
      '{"a":{"y":null,"z":1},"c":1}',
    );
  });
});
