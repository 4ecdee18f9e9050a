import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import type { ClusterStore } from '../../../../../rehearsal/cluster/storage/cluster-store.ts';
import { at, CONFIG_MAPS, configMap, DEPLOYMENTS, newStore, refusal } from '../storage/manifests.ts';

type Container = Record<string, unknown>;
const api = (image: string, more: Container = {}): Container => ({ name: 'api', image, ...more });
const configuration = (containers: readonly Container[], spec: Record<string, unknown> = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: { metadata: { labels: { app: 'api' } }, spec: { containers } },
    ...spec,
  },
});
const apply = (store: ClusterStore, object: KubernetesObject, manager = 'sluice', force = false) =>
  store.apply(DEPLOYMENTS, object, { manager, force }).object;
const containers = (object: KubernetesObject): unknown => at(object, 'spec', 'template', 'spec', 'containers');
const setImage = (store: ClusterStore, image: string): KubernetesObject => {
  const live = structuredClone(store.get(DEPLOYMENTS, 'default', 'api')) as KubernetesObject;
  Object.assign(at(live, 'spec', 'template', 'spec', 'containers', 0) as object, { image });
  return store.update(DEPLOYMENTS, live, { manager: 'kubectl-set' });
};
const fieldsOf = (object: KubernetesObject, manager: string): unknown =>
  object.metadata.managedFields?.find((entry) => entry.manager === manager)?.fieldsV1;

describe('server-side apply', () => {
  it('creates what is not there and owns what it said, not the defaults', () => {
    const object = apply(newStore(), configuration([api('a:1', { ports: [{ containerPort: 80 }] })]));
    expect(at(object, 'spec', 'replicas')).toBe(1);
    expect(object.metadata.managedFields).toHaveLength(1);
    expect(object.metadata.managedFields?.[0]).toMatchObject({
      manager: 'sluice',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
    });
    expect(fieldsOf(object, 'sluice')).toEqual({
      'f:spec': {
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"api"}': {
                '.': {},
                'f:image': {},
                'f:name': {},
                'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
              },
            },
          },
        },
      },
    });
  });

  it('changes its own fields without asking', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')]));
    expect(at(containers(apply(store, configuration([api('a:2')]))), 0, 'image')).toBe('a:2');
  });

  it('refuses to change what another manager set, in the words of the API', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')]));
    setImage(store, 'b:1');
    expect(refusal(() => apply(store, configuration([api('a:2')])))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="api"].image',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl-set" using apps/v1',
            field: '.spec.template.spec.containers[name="api"].image',
          },
        ],
      },
    });
  });

  it('lists several conflicts by manager', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')], { replicas: 2 }), 'first');
    setImage(store, 'b:1');
    expect(refusal(() => apply(store, configuration([api('a:2')], { replicas: 3 }))).message).toBe(
      'Apply failed with 2 conflicts: conflicts with "first":\n- .spec.replicas\nconflicts with "kubectl-set" using apps/v1:\n- .spec.template.spec.containers[name="api"].image',
    );
  });

  it('takes fields over when forced', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')]));
    setImage(store, 'b:1');
    const forced = apply(store, configuration([api('a:2')]), 'sluice', true);
    expect(at(containers(forced), 0, 'image')).toBe('a:2');
    expect(fieldsOf(forced, 'kubectl-set')).toBeUndefined();
  });

  it('owns a field together with a manager that says the same', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')], { replicas: 2 }), 'first');
    const shared = apply(store, configuration([api('a:1')], { replicas: 2 }), 'second');
    // Nothing changed, so the new co-owner has no time, and stands first for it: as on a real server.
    expect(shared.metadata.managedFields?.map(({ manager, time }) => [manager, time])).toEqual([
      ['second', undefined],
      ['first', '2026-11-23T10:00:00Z'],
    ]);
    const given = apply(store, configuration([api('a:1')]), 'first');
    expect(at(given, 'spec', 'replicas')).toBe(2);
    expect(at(fieldsOf(given, 'first'), 'f:spec', 'f:replicas')).toBeUndefined();
  });

  it('removes what it gives up when nobody else owns it', () => {
    const store = newStore();
    apply(
      store,
      configuration([
        api('a:1', {
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        }),
        { name: 'side', image: 's' },
      ]),
    );
    const after = apply(store, configuration([api('a:1', { env: [{ name: 'B', value: '2' }] })]));
    expect(containers(after)).toEqual([expect.objectContaining({ name: 'api', env: [{ name: 'B', value: '2' }] })]);
  });

  it('falls back to the default when it gives up a field that has one', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')], { replicas: 3 }));
    expect(at(apply(store, configuration([api('a:1')])), 'spec', 'replicas')).toBe(1);
  });

  it('keeps list items that another applier added', () => {
    const store = newStore();
    apply(store, configuration([api('a:1')]), 'first');
    apply(store, configuration([{ name: 'proxy', image: 'p' }]), 'mesh');
    const names = (containers(apply(store, configuration([api('a:2')]), 'first')) as Container[]).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['api', 'proxy']);
  });

  it('replaces an atomic list as a whole', () => {
    const store = newStore();
    const args = (...values: string[]) => configuration([api('a:1', { args: values })]);
    apply(store, args('a', 'b'), 'first');
    expect(refusal(() => apply(store, args('c'), 'second')).message).toBe(
      'Apply failed with 1 conflict: conflict with "first": .spec.template.spec.containers[name="api"].args',
    );
    expect(at(containers(apply(store, args('c'), 'second', true)), 0, 'args')).toEqual(['c']);
  });

  it('merges sets such as finalizers', () => {
    const store = newStore();
    const held = (...finalizers: string[]) => configMap('a', {}, { finalizers });
    store.apply(CONFIG_MAPS, held('test/a'), { manager: 'first', force: false });
    const { object } = store.apply(CONFIG_MAPS, held('test/b'), { manager: 'second', force: false });
    expect(object.metadata.finalizers).toEqual(['test/a', 'test/b']);
    expect(fieldsOf(object, 'second')).toEqual({ 'f:metadata': { 'f:finalizers': { 'v:"test/b"': {} } } });
  });

  it('does nothing on a dry run', () => {
    const store = newStore();
    const first = apply(store, configuration([api('a:1')]));
    const dry = store.apply(DEPLOYMENTS, configuration([api('a:2')]), {
      manager: 'sluice',
      force: false,
      dryRun: true,
    }).object;
    expect(at(containers(dry), 0, 'image')).toBe('a:2');
    expect(store.get(DEPLOYMENTS, 'default', 'api')).toBe(first);
  });

  it('leaves the status to the status subresource', () => {
    const store = newStore();
    const object = apply(store, { ...configuration([api('a:1')]), status: { replicas: 9 } });
    expect([object['status'], at(fieldsOf(object, 'sluice'), 'f:status')]).toEqual([{}, undefined]);
    const { object: observed } = store.apply(
      DEPLOYMENTS,
      { ...configuration([]), spec: undefined, status: { replicas: 9 } },
      { manager: 'watcher', force: false, subresource: 'status' },
    );
    expect(observed['status']).toEqual({ replicas: 9 });
    expect(observed.metadata.managedFields?.find(({ manager }) => manager === 'watcher')?.subresource).toBe('status');
  });

  it('refuses a field the kind does not have', () => {
    expect(refusal(() => apply(newStore(), configuration([api('a:1', { imagee: 'x' })]))).message).toBe(
      'failed to create typed patch object (default/api; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="api"].imagee: field not declared in schema',
    );
  });
});
