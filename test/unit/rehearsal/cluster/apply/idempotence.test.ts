import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromFieldsV1, toFieldsV1 } from '../../../../../rehearsal/cluster/apply/field-set.ts';
import { fieldsOf } from '../../../../../rehearsal/cluster/apply/owned-fields.ts';
import { typeOfKind } from '../../../../../rehearsal/cluster/apply/schema/schema.ts';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import { at, DEPLOYMENTS, newStore } from '../storage/manifests.ts';

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const env = fc.uniqueArray(fc.record({ name: word, value: word }), { selector: ({ name }) => name, maxLength: 4 });
const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 3 });
const container = fc.record(
  {
    name: word,
    image: word,
    env,
    args: fc.array(word, { maxLength: 3 }),
    ports: ports.map((numbers) => numbers.map((containerPort) => ({ containerPort }))),
    resources: fc.constantFrom({}, { limits: { cpu: '0.5', memory: '1024Mi' } }, { requests: { cpu: '100m' } }),
  },
  { requiredKeys: ['name', 'image'] },
);
const configuration = fc
  .record(
    {
      containers: fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
      labels: fc.dictionary(word, word, { maxKeys: 3 }),
      replicas: fc.nat({ max: 5 }),
    },
    { requiredKeys: ['containers', 'labels'] },
  )
  .map(
    ({ containers, labels, replicas }): KubernetesObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'default', labels },
      spec: {
        ...(replicas === undefined ? {} : { replicas }),
        selector: { matchLabels: { app: 'api' } },
        template: { metadata: { labels: { app: 'api' } }, spec: { containers } },
      },
    }),
  );

describe('server-side apply, for any configuration', () => {
  it('twice of the same is once', () => {
    fc.assert(
      fc.property(configuration, (config) => {
        const store = newStore();
        const options = { manager: 'sluice', force: false };
        const first = store.apply(DEPLOYMENTS, config, options).object;
        expect(store.apply(DEPLOYMENTS, config, options).object.metadata.resourceVersion).toBe(
          first.metadata.resourceVersion,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('after any other of the same manager leaves what it leaves alone', () => {
    fc.assert(
      fc.property(configuration, configuration, (before, after) => {
        const options = { manager: 'sluice', force: false };
        const store = newStore();
        store.apply(DEPLOYMENTS, before, options);
        const changed = store.apply(DEPLOYMENTS, after, options).object;
        const alone = newStore().apply(DEPLOYMENTS, after, options).object;
        expect(changed['spec']).toEqual(alone['spec']);
        expect(changed.metadata.labels ?? {}).toEqual(alone.metadata.labels ?? {});
        expect(at(changed.metadata.managedFields, 0, 'fieldsV1')).toEqual(
          at(alone.metadata.managedFields, 0, 'fieldsV1'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('field sets survive their wire form', () => {
    fc.assert(
      fc.property(configuration, (config) => {
        const set = fieldsOf(config, typeOfKind('apps/v1', 'Deployment'));
        expect([...fromFieldsV1(toFieldsV1(set))].sort()).toEqual([...set].sort());
      }),
      { numRuns: 60 },
    );
  });
});
