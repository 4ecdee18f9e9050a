import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { difference, expected, without } from '../../../../../engine/rollout/ownership/expected.ts';
import {
  isOverruled,
  isTaken,
  ownershipsOf,
  standingOf,
} from '../../../../../engine/rollout/ownership/field-managers.ts';
import {
  fieldsOf,
  pathsOf,
  pathText,
  telling,
  textOf,
  valueAt,
} from '../../../../../engine/rollout/ownership/field-path.ts';
import { handOver } from '../../../../../engine/rollout/ownership/hand-over.ts';
import { leftovers } from '../../../../../engine/rollout/ownership/leftovers.ts';

interface Line {
  readonly manager: string;
  readonly operation?: 'Apply' | 'Update';
  readonly apiVersion?: string;
  readonly subresource?: string;
  readonly fields: Parameters<typeof pathsOf>[0];
}

const object = (value: object, lines: readonly Line[] = [], metadata: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...value,
  metadata: {
    name: 'api',
    ...metadata,
    managedFields: lines.map(({ operation = 'Update', apiVersion = 'apps/v1', fields, ...line }) => ({
      ...line,
      operation,
      apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: fields,
    })),
  },
});

const REPLICAS = { 'f:spec': { 'f:replicas': {} } };
const SETTLED = { 'f:spec': { 'f:minReadySeconds': {} } };
const CSA = 'kubectl-client-side-apply';
const lines = (plan: ReturnType<typeof handOver>) =>
  plan?.managedFields.map((line) => {
    const { manager, operation, fieldsV1 } = line as { manager: string; operation: string; fieldsV1: object };
    return [manager, operation, fieldsV1];
  });

describe('paths of fields', () => {
  const FIELDS = {
    'f:a': { '.': {}, 'k:{"name":"x"}': { '.': {}, 'f:v': {} }, 'v:"s"': {} },
    'f:b': {},
  };
  it('are read and written alike, with what is owned itself', () => {
    const paths = pathsOf(FIELDS);
    expect(paths.map(pathText)).toEqual(['.a', '.a[name="x"]', '.a[name="x"].v', '.a[="s"]', '.b']);
    expect(fieldsOf(paths)).toEqual(FIELDS);
    expect(fieldsOf([])).toEqual({});
  });

  it.each([
    [['f:a', 'k:{"name":"x"}', 'f:v'], 1],
    [['f:a', 'k:{"name":"y"}'], undefined],
    [['f:p', 'k:{"port":80,"protocol":"TCP"}', 'f:port'], 80],
    [['f:p', 'k:{"port":80,"protocol":"UDP"}'], undefined],
    [['f:s', 'v:"two"'], 'two'],
    [['f:s', 'v:"three"'], undefined],
    [['f:s', 'i:0'], 'one'],
    [['f:s', 'i:2'], undefined],
    [['f:s', 'f:length'], undefined],
    [['f:none', 'f:x'], undefined],
  ])('%j leads to %j', (path, value) => {
    const live = { a: [{ name: 'x', v: 1 }], p: [{ port: 80 }], s: ['one', 'two'] };
    expect(valueAt(live, path)).toEqual(value);
  });

  it('that tell the others are items, not their lists, and maps, not their fields', () => {
    const live = { args: ['x'], env: [{ name: 'X', value: '1' }], probe: { a: 1 }, labels: { l: '1' } };
    const paths = pathsOf({
      'f:args': {},
      'f:env': { '.': {}, 'k:{"name":"X"}': { '.': {}, 'f:value': {} } },
      'f:probe': { '.': {}, 'f:a': {} },
      'f:labels': { '.': {}, 'f:l': {} },
    });
    expect(telling(paths, live).map(pathText)).toEqual(['.args', '.env[name="X"]', '.probe', '.labels.l']);
  });
});

describe('managers', () => {
  it.each([
    ['sluice', 'ours'],
    ['sluice-phase', 'ours'],
    ['sluiceway', 'other'],
    [CSA, 'kubectl-apply'],
    ['before-first-apply', 'kubectl-apply'],
    ['kubectl', 'kubectl'],
    ['kubectl-edit', 'kubectl'],
    ['kubectlx', 'other'],
    ['argocd-controller', 'reconciler'],
    ['kustomize-controller', 'reconciler'],
    ['helm-controller', 'reconciler'],
    ['kube-controller-manager', 'controller'],
    ['openshift-controller-manager', 'controller'],
    ['kubelet', 'controller'],
    ['helm', 'other'],
  ])('%s is %s', (manager, standing) => {
    expect(standingOf(manager)).toBe(standing);
  });

  const NOTED = { 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } } };
  const taken = (line: Line, takeOver: readonly string[] = []) =>
    ownershipsOf(object({}, [line])).map((one) => isTaken(one, takeOver))[0];
  it.each([
    ['kubectl apply', { manager: CSA, fields: {} }, [], true],
    ['its name in a server-side apply', { manager: CSA, operation: 'Apply', fields: {} }, [], false],
    ['its status', { manager: CSA, subresource: 'status', fields: {} }, [CSA], false],
    ['helm', { manager: 'helm', fields: {} }, [], false],
    ['helm, named', { manager: 'helm', fields: {} }, ['helm'], true],
    ['helm 4, named', { manager: 'helm', operation: 'Apply', fields: {} }, ['helm'], true],
    ['kubectl edit, named', { manager: 'kubectl-edit', fields: {} }, ['kubectl-edit'], true],
    ['a scale, named', { manager: 'kubectl', subresource: 'scale', fields: {} }, ['kubectl'], false],
    ['a controller, named', { manager: 'kubelet', fields: {} }, ['kubelet'], false],
    ['a reconciler, named', { manager: 'helm-controller', fields: {} }, ['helm-controller'], false],
    ['who has the note of kubectl', { manager: 'ci', fields: NOTED }, [], true],
    ['a reconciler that has it', { manager: 'argocd-controller', fields: NOTED }, [], false],
    ['an applier that has it', { manager: 'kubectl-last-applied', operation: 'Apply', fields: NOTED }, [], false],
    ['we', { manager: 'sluice-phase', fields: {} }, ['sluice-phase'], false],
  ] as const)('are taken over from, or not: %s', (_, line, takeOver, wanted) => {
    expect(taken(line, takeOver)).toBe(wanted);
  });

  const ours: Line = { manager: 'sluice', operation: 'Apply', fields: REPLICAS };
  it.each([
    ['kubectl-edit', [ours], true],
    ['kubectl-edit', [], false],
    ['kubectl-edit', [{ ...ours, operation: 'Update' }], false],
    ['kubectl-edit', [{ ...ours, manager: 'sluice-phase' }], false],
    ['kubectl', [ours, { manager: 'kubectl', operation: 'Apply', fields: {} }], false],
    ['kubectl', [ours, { manager: 'helm', operation: 'Apply', fields: {} }], true],
    ['sluice-phase', [], true],
    ['before-first-apply', [], true],
    ['helm', [ours], false],
    ['ci', [{ manager: 'ci', fields: { ...NOTED } }], true],
    ['ci', [{ manager: 'other', fields: { ...NOTED } }], false],
    ['kube-controller-manager', [ours], false],
  ] as const)('%s is overruled beside %j: %s', (manager, book, wanted) => {
    const ownerships = ownershipsOf(object({}, book));
    expect(isOverruled(manager, ownerships, [])).toBe(wanted);
    expect(isOverruled(manager, ownerships, [manager])).toBe(true);
  });
});

describe('a hand-over', () => {
  it('is none where nobody is taken over from and nothing is given up', () => {
    const live = object({ spec: { replicas: 1 } }, [{ manager: 'helm', fields: REPLICAS }]);
    expect(handOver(live, object({ spec: {} }), [])).toBeUndefined();
    const own = object({ spec: { replicas: 1 } }, [{ manager: 'sluice', operation: 'Apply', fields: REPLICAS }]);
    expect(handOver(own, object({ spec: { replicas: 2 } }), [])).toBeUndefined();
  });

  it('adds what is taken to what is ours, and leaves the others as they are', () => {
    const live = object({ spec: { replicas: 1, minReadySeconds: 5 } }, [
      { manager: 'helm', fields: REPLICAS },
      { manager: CSA, fields: SETTLED },
      { manager: 'sluice', operation: 'Apply', fields: REPLICAS },
    ]);
    const plan = handOver(live, object({ spec: { replicas: 1 } }), []);
    expect(lines(plan)).toEqual([
      ['helm', 'Update', REPLICAS],
      ['sluice', 'Apply', { 'f:spec': { 'f:replicas': {}, 'f:minReadySeconds': {} } }],
    ]);
    expect(plan?.from).toEqual([CSA]);
    expect(plan?.leaving.map(pathText)).toEqual(['.spec.minReadySeconds']);
    expect(plan?.gone.map(pathText)).toEqual(['.spec.minReadySeconds']);
  });

  it('takes nothing away that somebody else has as well: a field also by its parts, an item only itself', () => {
    const item = 'k:{"name":"a"}';
    const live = object({ spec: { list: [{ name: 'a', v: 1 }], map: { x: 1 } } }, [
      { manager: CSA, fields: { 'f:spec': { 'f:list': { '.': {}, [item]: { '.': {} } }, 'f:map': {} } } },
      { manager: 'helm', fields: { 'f:spec': { 'f:list': { [item]: { 'f:v': {} } }, 'f:map': { 'f:x': {} } } } },
    ]);
    expect(handOver(live, object({ spec: {} }), [])?.gone.map(textOf)).toEqual([`f:spec\u0000f:list\u0000${item}`]);
  });

  it('leaves our own patches what they are', () => {
    const live = object({ spec: { minReadySeconds: 5, replicas: 1 } }, [
      { manager: 'sluice-phase', fields: REPLICAS },
      { manager: CSA, fields: SETTLED },
    ]);
    expect(lines(handOver(live, object({}), []))).toEqual([
      ['sluice-phase', 'Update', REPLICAS],
      ['sluice', 'Apply', SETTLED],
    ]);
  });

  it('leaves what servers and controllers set with who has it', () => {
    const metadata = { finalizers: ['a/b'], labels: { x: '1' } };
    const fields = { 'f:metadata': { 'f:finalizers': { '.': {}, 'v:"a/b"': {} }, 'f:labels': { 'f:x': {} } } };
    const plan = handOver(object({}, [{ manager: CSA, fields }], metadata), object({}), []);
    expect(lines(plan)).toEqual([
      [CSA, 'Update', { 'f:metadata': { 'f:finalizers': { '.': {}, 'v:"a/b"': {} } } }],
      ['sluice', 'Apply', { 'f:metadata': { 'f:labels': { 'f:x': {} } } }],
    ]);
  });

  it('takes of another version of the API what the object has in ours', () => {
    const fields = { 'f:spec': { 'f:minReadySeconds': {}, 'f:rollbackTo': {} } };
    const live = object({ spec: { minReadySeconds: 5 } }, [{ manager: CSA, apiVersion: 'apps/v1beta1', fields }]);
    expect(handOver(live, object({}), [])?.managedFields).toEqual([
      {
        manager: 'sluice',
        operation: 'Apply',
        apiVersion: 'apps/v1',
        fieldsType: 'FieldsV1',
        fieldsV1: SETTLED,
      },
    ]);
  });

  it('takes of a late book only what the note of kubectl names', () => {
    const note = 'kubectl.kubernetes.io/last-applied-configuration';
    const annotations = { [note]: JSON.stringify({ spec: { minReadySeconds: 5 } }) };
    const fields = {
      'f:metadata': { 'f:annotations': { [`f:${note}`]: {} } },
      'f:spec': { 'f:minReadySeconds': {}, 'f:replicas': {} },
    };
    const live = object({ spec: { minReadySeconds: 5, replicas: 3 } }, [{ manager: 'before-first-apply', fields }], {
      annotations,
    });
    const plan = handOver(live, object({}), []);
    expect(lines(plan)?.[0]).toEqual(['before-first-apply', 'Update', REPLICAS]);
    expect(plan?.gone.map((path) => path.at(-1))).toEqual([`f:${note}`, 'f:minReadySeconds']);
    const torn = { ...live, metadata: { ...live.metadata, annotations: { [note]: '{' } } };
    expect(lines(handOver(torn, object({}), []))?.map(([manager]) => manager)).toEqual([
      'before-first-apply',
      'sluice-phase',
      'sluice',
    ]);
  });

  it('takes of a late book without a note all but labels and annotations', () => {
    const fields = { 'f:metadata': { 'f:labels': { 'f:x': {} } }, ...SETTLED };
    const live = object({ spec: { minReadySeconds: 5 } }, [{ manager: 'before-first-apply', fields }], {
      labels: { x: '1' },
    });
    expect(lines(handOver(live, object({}), []))).toEqual([
      ['before-first-apply', 'Update', { 'f:metadata': { 'f:labels': { 'f:x': {} } } }],
      ['sluice', 'Apply', SETTLED],
    ]);
  });

  it('keeps a number of pods that is given up, once, and beside what is kept already', () => {
    const phase: Line = { manager: 'sluice-phase', fields: { 'f:metadata': { 'f:annotations': { 'f:p': {} } } } };
    const live = object({ spec: { replicas: 3 } }, [
      phase,
      { manager: 'sluice', operation: 'Apply', fields: { 'f:spec': { 'f:replicas': {}, 'f:minReadySeconds': {} } } },
    ]);
    const plan = handOver(live, object({ spec: {} }), []);
    expect(lines(plan)).toEqual([
      ['sluice-phase', 'Update', { 'f:metadata': { 'f:annotations': { 'f:p': {} } }, ...REPLICAS }],
      ['sluice', 'Apply', {}],
    ]);
    expect(plan?.yielded.map(pathText)).toEqual(['.spec.replicas']);
    const scaled = object({ spec: { replicas: 3 } }, [
      { manager: 'kube-controller-manager', subresource: 'scale', fields: REPLICAS },
      { manager: 'sluice', operation: 'Apply', fields: REPLICAS },
    ]);
    expect(handOver(scaled, object({ spec: {} }), [])).toBeUndefined();
  });

  it('reads data of a Secret in the words of the manifests', () => {
    const secret = (value: object, book: readonly Line[] = []) => ({ ...object(value, book), kind: 'Secret' });
    const fields = { 'f:data': { 'f:a': {}, 'f:b': {} } };
    const live = secret({ data: { a: 'MQ==', b: 'Mg==' } }, [{ manager: CSA, fields }]);
    expect(handOver(live, secret({ stringData: { a: '1' } }), [])?.gone.map(pathText)).toEqual(['.data.b']);
    const config = { ...live, kind: 'ConfigMap' };
    expect(handOver(config, { ...secret({ stringData: { a: '1' } }), kind: 'ConfigMap' }, [])?.gone).toHaveLength(2);
  });
});

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
