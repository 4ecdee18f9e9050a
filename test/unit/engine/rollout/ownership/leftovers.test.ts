import { describe, expect, it } from '@jest/globals';
import { difference, expected, without } from '../../../../../engine/rollout/ownership/expected.ts';
import { pathText } from '../../../../../engine/rollout/ownership/field-path.ts';
import { handOver } from '../../../../../engine/rollout/ownership/hand-over.ts';
import { leftovers } from '../../../../../engine/rollout/ownership/leftovers.ts';
import { CSA, type Line, object, REPLICAS, SETTLED } from './books.ts';

describe('what comes of it', () => {
  const key = (name: string) => `k:{"name":"${name}"}`;
  const live = object(
    {
      spec: {
        containers: [
          { name: 'old' },
          {
            name: 'api',
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
            tty: true,
          },
        ],
        selector: { a: '1', b: '2' },
        args: ['x', 'y'],
        unowned: { a: 1 },
      },
    },
    [
      {
        manager: CSA,
        fields: {
          'f:spec': {
            'f:selector': {},
            'f:args': {},
            'f:containers': {
              [key('old')]: { '.': {} },
              [key('api')]: { '.': {}, 'f:env': { '.': {}, [key('A')]: { '.': {} }, [key('B')]: { '.': {} } } },
            },
          },
        },
      },
    ],
  );

  it('merges lists by keys, replaces what is one value, and adds', () => {
    const wanted = object({
      spec: {
        containers: [{ name: 'new' }, { name: 'api', env: [{ name: 'A', value: '3' }] }],
        selector: { a: '1' },
        args: ['z'],
        unowned: { b: 2 },
      },
    });
    const gone = handOver(live, wanted, [])?.gone ?? [];
    expect(expected(live, wanted, gone)['spec']).toEqual({
      containers: [{ name: 'new' }, { name: 'api', env: [{ name: 'A', value: '3' }], tty: true }],
      selector: { a: '1' },
      args: ['z'],
      unowned: { a: 1, b: 2 },
    });
  });

  it('is what the manifests say where its kind differs', () => {
    const other = object({ spec: { map: { a: 1 }, list: ['a'], text: 'x' } }, [
      { manager: CSA, fields: { 'f:spec': { 'f:map': { 'f:a': {} }, 'f:list': { 'v:"a"': {} }, 'f:text': {} } } },
    ]);
    const wanted = object({ spec: { map: 'x', list: 'y', text: { b: 1 } } });
    expect(expected(other, wanted, [])['spec']).toEqual({ map: 'x', list: 'y', text: { b: 1 } });
    expect(difference({ a: { b: 1 }, c: 'x' }, { a: 'x', c: { b: 1 } })).toEqual({ a: 'x', c: { b: 1 } });
  });

  it('is told to the server as a change', () => {
    expect(difference({ a: 1, b: { c: 1, d: 2 }, e: [1] }, { b: { c: 1, d: 3 }, e: [1], f: { g: 1 } })).toEqual({
      a: null,
      b: { d: 3 },
      f: { g: 1 },
    });
    expect(without({ a: { b: 1, c: 2 }, l: ['x', 'y'] }, [['f:a', 'f:b'], ['f:l', 'v:"x"'], ['f:q']])).toEqual({
      a: { c: 2 },
      l: ['y'],
    });
  });
});

describe('leftovers', () => {
  const line = (manager: string, fields: Line['fields'], more: Partial<Line> = {}): Line => ({
    manager,
    fields,
    ...more,
  });
  const found = (value: object, book: readonly Line[], wanted: object = {}, kind = 'Deployment') =>
    leftovers({ ...object(value, book), kind }, { ...object(wanted), kind }).map(
      ({ manager, path, weight }) => `${weight}: ${pathText(path)} of ${manager}`,
    );
  const OURS = line('sluice', {}, { operation: 'Apply' });

  it.each([
    [
      'a specification',
      { spec: { minReadySeconds: 5 } },
      line('helm', SETTLED),
      ['refused: .spec.minReadySeconds of helm'],
    ],
    ['a pause', { spec: { paused: true } }, line('helm', { 'f:spec': { 'f:paused': {} } }), []],
    ['a scale', { spec: { replicas: 2 } }, line('helm', REPLICAS), []],
    ['a controller', { spec: { minReadySeconds: 5 } }, line('kube-controller-manager', SETTLED), []],
    ['a subresource', { spec: { minReadySeconds: 5 } }, line('helm', SETTLED, { subresource: 'scale' }), []],
    ['our own', { spec: { minReadySeconds: 5 } }, line('sluice-phase', SETTLED), []],
    ['kubectl apply', { spec: { minReadySeconds: 5 } }, line(CSA, SETTLED), []],
    ['what is gone', { spec: {} }, line('helm', SETTLED), []],
    ['labels', {}, line('helm', { 'f:metadata': { 'f:name': {} } }), []],
    ['a status', { status: { a: 1 } }, line('helm', { 'f:status': { 'f:a': {} } }), []],
  ])('%s', (_, value, entry, wanted) => {
    expect(found(value, [entry])).toEqual(wanted);
  });

  it('of the labels of a template are noted, a restart is passed over', () => {
    const annotations = { 'kubectl.kubernetes.io/restartedAt': 'x', other: 'y' };
    const fields = { 'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {}, 'f:other': {} } };
    const wanted = ['noted: .spec.template.metadata.annotations.other of reloader'];
    expect(
      found({ spec: { template: { metadata: { annotations } } } }, [
        line('reloader', { 'f:spec': { 'f:template': { 'f:metadata': fields } } }),
      ]),
    ).toEqual(wanted);
  });

  it('among data are refused at first, and noted where they came later', () => {
    const data = { 'f:data': { 'f:a': {} } };
    expect(found({ data: { a: '1' } }, [line('x', data)], {}, 'ConfigMap')).toEqual(['refused: .data.a of x']);
    expect(found({ data: { a: '1' } }, [line('x', data), OURS], {}, 'ConfigMap')).toEqual(['noted: .data.a of x']);
  });

  it('of kinds that only their controller knows are noted', () => {
    expect(found({ spec: { minReadySeconds: 5 } }, [line('crossplane', SETTLED)], {}, 'Bucket')).toEqual([
      'noted: .spec.minReadySeconds of crossplane',
    ]);
  });

  it('that go with their item, or are said, are none', () => {
    const item = 'k:{"name":"a"}';
    const value = { spec: { list: [{ name: 'a', v: 1 }] } };
    const book = [line('helm', { 'f:spec': { 'f:list': { [item]: { 'f:v': {} } } } })];
    expect(found(value, book)).toHaveLength(1);
    expect(found(value, book, value)).toEqual([]);
    expect(leftovers(object(value, book), object({}), [], [['f:spec', 'f:list', item]])).toEqual([]);
    expect(leftovers(object(value, book), object({}), [], [['f:spec', 'f:list']])).toHaveLength(1);
    expect(leftovers(object(value, book), object({}), ['helm'])).toEqual([]);
  });
});
