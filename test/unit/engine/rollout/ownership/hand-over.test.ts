import { describe, expect, it } from '@jest/globals';
import { pathText, textOf } from '../../../../../engine/rollout/ownership/field-path.ts';
import { handOver } from '../../../../../engine/rollout/ownership/hand-over.ts';
import { CSA, type Line, lines, object, REPLICAS, SETTLED } from './books.ts';

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
