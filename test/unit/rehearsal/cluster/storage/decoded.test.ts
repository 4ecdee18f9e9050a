import { describe, expect, it } from '@jest/globals';
import { decoded } from '../../../../../rehearsal/cluster/storage/decoded.ts';
import { deepFreeze } from '../../../../../rehearsal/cluster/storage/frozen.ts';
import { at, deployment, pod } from './manifests.ts';

const spec = (fields: Record<string, unknown>) => at(decoded(pod('a', fields)), 'spec');
const container = (fields: Record<string, unknown>) =>
  at(spec({ containers: [{ name: 'a', ...fields }] }), 'containers', 0);

describe('an object as Go writes it', () => {
  it('has no plain value that is empty', () => {
    expect(container({ image: '', stdin: false, args: [], env: [{ name: 'A', value: '' }] })).toEqual({
      name: 'a',
      env: [{ name: 'A' }],
    });
    expect(spec({ containers: null, hostNetwork: false, nodeSelector: {} })).toEqual({});
  });

  it('has zeros behind pointers, and structs without anything in them', () => {
    const fields = { terminationGracePeriodSeconds: 0, enableServiceLinks: false, securityContext: {} };
    expect(spec({ ...fields, containers: [{ name: 'a', resources: {} }] })).toMatchObject({
      ...fields,
      containers: [{ name: 'a', resources: {} }],
    });
    expect(at(decoded(deployment('a', { replicas: 0, paused: false })), 'spec')).toMatchObject({ replicas: 0 });
    expect(Object.keys(at(decoded(deployment('a', { paused: false })), 'spec') as object)).not.toContain('paused');
  });

  it('has values that are always written, and null for lists of these', () => {
    expect(container({ ports: [{ containerPort: 0 }] })).toMatchObject({ ports: [{ containerPort: 0 }] });
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a' }, rules: [] };
    expect(decoded(role)['rules']).toBeNull();
  });

  it('knows the fields of structs inside that JSON does not name', () => {
    const volume = { name: 'a', emptyDir: { medium: '' }, secret: { secretName: '', optional: false } };
    expect(at(spec({ volumes: [volume] }), 'volumes', 0)).toEqual({
      name: 'a',
      emptyDir: {},
      secret: { optional: false },
    });
  });

  it('keeps keys of maps whatever they hold, and custom resources as they are', () => {
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { empty: '' } };
    expect(decoded(configMap)['data']).toEqual({ empty: '' });
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'a' },
      spec: { a: '' },
    };
    expect(decoded(gateway)['spec']).toEqual({ a: '' });
  });

  it('keeps JSON of its own as it came, with its nulls', () => {
    const data = { a: null, b: { c: '' } };
    const revision = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'a' }, data, revision: 1 };
    expect(decoded(revision)['data']).toEqual(data);
  });

  it('counts a map as empty once its nulls are gone', () => {
    expect(spec({ containers: null, nodeSelector: { zone: null } })).toEqual({});
  });

  it('is, where it is stored and nothing goes, the very object that was stored', () => {
    const stored = deepFreeze(pod('a', { containers: [{ name: 'a', image: 'b' }] }));
    expect(decoded(stored)).toBe(stored);
    expect(decoded(stored)).toBe(stored);
    const { spec: kept, ...rest } = decoded({
      ...stored,
      metadata: { name: 'b' },
    } as typeof stored) as typeof stored & {
      spec?: unknown;
    };
    expect([kept === at(stored, 'spec'), rest.metadata]).toEqual([true, { name: 'b' }]);
  });

  it('has a key that is called as the prototype is, and no other prototype for it', () => {
    const labels = JSON.parse('{"__proto__":"a"}') as Record<string, string>;
    const { metadata } = decoded({ ...pod('a', {}), metadata: { name: 'a', labels } });
    expect(JSON.stringify(metadata.labels)).toBe('{"__proto__":"a"}');
  });
});
