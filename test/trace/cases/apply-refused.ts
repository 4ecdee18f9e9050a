import { configMap, deployment, unplacedTemplate } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Configurations that cannot be applied. */
export const applyRefused: TraceCase = {
  name: 'apply-refused',
  async run(space) {
    const contentType = 'application/apply-patch+yaml';
    const one = space.path('configmaps', 'one');
    const unknown = deployment('web', { replicas: 0, replica: 3 });
    const unknownBelow = deployment('web', { replicas: 0, template: unplacedTemplate('web', { imag: 'x' }) });
    return {
      noManager: outcome(await space.api.request('PATCH', one, { body: configMap('one'), contentType })),
      otherName: outcome(
        await space.api.request('PATCH', one, { body: configMap('two'), contentType, query: { fieldManager: 'ci' } }),
      ),
      otherKind: outcome(await space.apply('ci', 'configmaps', { ...configMap('one'), kind: 'Secret' })),
      noKind: outcome(await space.apply('ci', 'configmaps', { metadata: { name: 'one' } })),
      managedFields: outcome(
        await space.apply(
          'ci',
          'configmaps',
          configMap(
            'one',
            {},
            {
              managedFields: [
                { manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
              ],
            },
          ),
        ),
      ),
      unknownField: outcome(await space.apply('ci', 'deployments', unknown)),
      unknownFieldBelow: outcome(await space.apply('ci', 'deployments', unknownBelow)),
      unknownFieldStrict: outcome(await space.apply('ci', 'deployments', unknown, { fieldValidation: 'Strict' })),
      wrongType: outcome(await space.apply('ci', 'deployments', deployment('web', { replicas: 'three' }))),
      oldVersion: outcome(await space.apply('ci', 'configmaps', configMap('nowhere', {}, { resourceVersion: '5' }))),
      uid: outcome(
        await space.apply(
          'ci',
          'configmaps',
          configMap('nowhere', {}, { uid: '11111111-1111-4111-8111-111111111111' }),
        ),
      ),
      longManager: outcome(await space.apply('x'.repeat(129), 'configmaps', configMap('one'))),
      forceWithoutApply: outcome(
        await space.patch('merge', 'configmaps', 'one', { data: {} }, undefined, { force: 'true' }),
      ),
    };
  },
};
