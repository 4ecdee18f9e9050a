import { describe, expect, it } from '@jest/globals';
import { standingOf } from '../../../../../domain/field-manager.ts';
import { isOverruled, isTaken, ownershipsOf } from '../../../../../engine/rollout/ownership/field-managers.ts';
import { fieldsOf, pathsOf, pathText, telling, valueAt } from '../../../../../engine/rollout/ownership/field-path.ts';
import { CSA, type Line, object, REPLICAS } from './books.ts';

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
