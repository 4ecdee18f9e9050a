import { describe, expect, it } from '@jest/globals';
import { jsonPatch } from '../../../../../rehearsal/cluster/apply/json-patch.ts';
import { mergePatch } from '../../../../../rehearsal/cluster/apply/merge-patch.ts';
import { typeOfKind } from '../../../../../rehearsal/cluster/apply/schema/schema.ts';
import { strategicMergePatch } from '../../../../../rehearsal/cluster/apply/strategic-merge-patch.ts';
import { refusal } from '../storage/manifests.ts';

describe('JSON patch (RFC 6902)', () => {
  it.each([
    ['add to a map', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['add into a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['add at the end', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    ['remove', { a: 1, b: 2 }, [{ op: 'remove', path: '/a' }], { b: 2 }],
    ['replace in a list', { a: [1, 2] }, [{ op: 'replace', path: '/a/0', value: 9 }], { a: [9, 2] }],
    ['move', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
    ['copy', { a: 1 }, [{ op: 'copy', from: '/a', path: '/b' }], { a: 1, b: 1 }],
    [
      'escaped steps',
      { 'a/b': { 'c~d': 1 } },
      [{ op: 'replace', path: '/a~1b/c~0d', value: 2 }],
      { 'a/b': { 'c~d': 2 } },
    ],
    ['test that holds', { a: 1 }, [{ op: 'test', path: '/a', value: 1 }], { a: 1 }],
  ])('%s', (_name, document, patch, expected) => {
    expect(jsonPatch(document, patch)).toEqual(expected);
  });

  it.each([
    ['a test that fails', [{ op: 'test', path: '/a', value: 2 }]],
    ['a path that is not there', [{ op: 'remove', path: '/missing' }]],
    ['a replace in nothing', [{ op: 'replace', path: '/missing/a', value: 1 }]],
  ])('refuses %s', (_name, patch) => {
    expect(refusal(() => jsonPatch({ a: 1 }, patch)).code).toBe(422);
  });
});

describe('JSON merge patch (RFC 7386)', () => {
  it('merges maps, replaces lists, removes by null', () => {
    expect(mergePatch({ a: { b: 1, c: 2 }, l: [1, 2], x: 1 }, { a: { b: null, d: 3 }, l: [9], x: null })).toEqual({
      a: { c: 2, d: 3 },
      l: [9],
    });
  });
});

describe('strategic merge patch', () => {
  const type = typeOfKind('v1', 'Pod');
  const pod = {
    spec: {
      containers: [
        { name: 'a', image: '1', env: [{ name: 'X', value: '1' }] },
        { name: 'b', image: '1' },
      ],
    },
  };
  const patch = (spec: Record<string, unknown>): unknown => strategicMergePatch(pod, { spec }, type);

  it('merges containers and variables by name, new items first', () => {
    expect(patch({ containers: [{ name: 'a', image: '2', env: [{ name: 'Y', value: '2' }] }] })).toEqual({
      spec: {
        containers: [
          {
            name: 'a',
            image: '2',
            env: [
              { name: 'Y', value: '2' },
              { name: 'X', value: '1' },
            ],
          },
          { name: 'b', image: '1' },
        ],
      },
    });
  });

  it('deletes and replaces as told', () => {
    expect(patch({ containers: [{ name: 'b', $patch: 'delete' }] })).toEqual({
      spec: { containers: [pod.spec.containers[0]] },
    });
    expect(patch({ containers: [{ $patch: 'replace' }, { name: 'c', image: '3' }] })).toEqual({
      spec: { containers: [{ name: 'c', image: '3' }] },
    });
    expect(patch({ containers: null })).toEqual({ spec: {} });
  });

  it('orders items as the patch says', () => {
    expect(patch({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] })).toEqual({
      spec: { containers: [pod.spec.containers[1], pod.spec.containers[0]] },
    });
  });

  it('keeps only the retained keys of a union', () => {
    const deployment = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const change = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMergePatch(deployment, change, typeOfKind('apps/v1', 'Deployment'))).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });

  it('takes plain values out of a merged list', () => {
    const object = { metadata: { finalizers: ['a', 'b'] } };
    expect(strategicMergePatch(object, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } }, type)).toEqual({
      metadata: { finalizers: ['b'] },
    });
  });

  it('refuses an item without its merge key', () => {
    expect(refusal(() => patch({ containers: [{ image: '2' }] }))).toMatchObject({
      code: 500,
      message: 'map: map[image:2] does not contain declared merge key: name',
    });
  });
});
