import { describe, expect, it } from '@jest/globals';
import { readBody } from '../../../../../rehearsal/cluster/api/body.ts';
import { resourceTypeOfKind } from '../../../../../rehearsal/cluster/storage/resource-table.ts';

const read = (text: string, type = 'application/apply-patch+yaml'): unknown =>
  readBody({
    method: 'PATCH',
    type: resourceTypeOfKind('v1', 'ConfigMap') as NonNullable<ReturnType<typeof resourceTypeOfKind>>,
    namespace: 'a',
    name: 'b',
    subresource: undefined,
    query: new URLSearchParams(),
    user: { username: 'a', groups: [] },
    headers: { 'content-type': type },
    body: Buffer.from(text),
  });

describe('a body that is YAML by its type', () => {
  it('is read alike, whether JSON stands in it or YAML', () => {
    const data = { data: { a: 'yes', b: '010', c: 'über', d: '' }, list: [1, 1.5, true, null] };
    expect(read(JSON.stringify(data))).toEqual(data);
    expect(read(JSON.stringify(data, undefined, 2))).toEqual(data);
    expect(read('data: {a: "yes", b: "010", c: über, d: ""}\nlist: [1, 1.5, true, null]\n')).toEqual(data);
  });

  it('is refused when a key stands in it twice, as JSON too', () => {
    expect(() => read('{"data":{"a":"1","a":"2"}}')).toThrow('Map keys must be unique');
    expect(() => read('data: {a: "1", a: "2"}')).toThrow('Map keys must be unique');
    // The number, written out, is as much longer as the key that would be lost.
    expect(() => read('{"a":"1","a":"2","b":1e11}')).toThrow('Map keys must be unique');
  });

  it('is YAML where it only begins as JSON does', () => {
    expect(read('{a: 1}')).toEqual({ a: 1 });
    expect(() => read('{"a": ')).toThrow('unrecognized');
  });
});
