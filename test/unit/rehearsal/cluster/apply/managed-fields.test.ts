import { describe, expect, it } from '@jest/globals';
import { at, CONFIG_MAPS, configMap, DEPLOYMENTS, deployment, newStore } from '../storage/manifests.ts';

describe('managedFields of other writes', () => {
  it('give a creator everything, defaults too, spelt as the API server spells them', () => {
    const created = newStore().create(DEPLOYMENTS, deployment('api', {}, { ports: [{ containerPort: 80 }] }), {
      manager: 'kubectl-create',
    });
    expect(created.metadata.managedFields).toEqual([
      {
        manager: 'kubectl-create',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: '2026-11-23T10:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:progressDeadlineSeconds': {},
            'f:replicas': {},
            'f:revisionHistoryLimit': {},
            'f:selector': {},
            'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} }, 'f:type': {} },
            'f:template': {
              'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
              'f:spec': {
                'f:containers': {
                  'k:{"name":"api"}': {
                    '.': {},
                    'f:image': {},
                    'f:imagePullPolicy': {},
                    'f:name': {},
                    'f:ports': {
                      '.': {},
                      'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} },
                    },
                    'f:resources': {},
                    'f:terminationMessagePath': {},
                    'f:terminationMessagePolicy': {},
                  },
                },
                'f:dnsPolicy': {},
                'f:restartPolicy': {},
                'f:schedulerName': {},
                'f:securityContext': {},
                'f:terminationGracePeriodSeconds': {},
              },
            },
          },
        },
      },
    ]);
  });

  it('move a changed field to who changed it', () => {
    const store = newStore();
    const created = store.create(CONFIG_MAPS, configMap('a', { x: '1', y: '1' }), { manager: 'first' });
    const changed = store.update(CONFIG_MAPS, { ...created, data: { x: '2', y: '1' } }, { manager: 'second' });
    expect(changed.metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
      ['first', { 'f:data': { '.': {}, 'f:y': {} } }],
      ['second', { 'f:data': { 'f:x': {} } }],
    ]);
  });

  it('tell the status subresource apart', () => {
    const store = newStore();
    const created = store.create(DEPLOYMENTS, deployment());
    const observed = store.update(
      DEPLOYMENTS,
      { ...created, status: { conditions: [{ type: 'Available', status: 'True' }], replicas: 1 } },
      { subresource: 'status', manager: 'controller' },
    );
    const entry = observed.metadata.managedFields?.find(({ subresource }) => subresource === 'status');
    expect(entry?.fieldsV1).toEqual({
      'f:status': {
        'f:conditions': { '.': {}, 'k:{"type":"Available"}': { '.': {}, 'f:status': {}, 'f:type': {} } },
        'f:replicas': {},
      },
    });
  });

  it('are taken from a client that rewrites them, and wiped by one empty entry', () => {
    const store = newStore();
    const created = store.create(CONFIG_MAPS, configMap('a', { x: '1' }), { manager: 'first' });
    const [entry] = created.metadata.managedFields ?? [];
    if (entry === undefined) throw new Error('no entry');
    const renamed = store.update(CONFIG_MAPS, {
      ...created,
      metadata: { ...created.metadata, managedFields: [{ ...entry, manager: 'renamed' }] },
    });
    expect(at(renamed.metadata.managedFields, 0, 'manager')).toBe('renamed');
    const wiped = store.update(CONFIG_MAPS, {
      ...renamed,
      metadata: { ...renamed.metadata, managedFields: [{} as typeof entry] },
    });
    expect(wiped.metadata.managedFields).toBeUndefined();
  });
});
