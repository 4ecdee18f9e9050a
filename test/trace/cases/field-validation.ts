import { at } from '../json.ts';
import { configMap, deployment, unplacedTemplate } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Fields that nobody knows: refused, told or dropped, as the client wants.
 *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
export const fieldValidation: TraceCase = {
  name: 'field-validation',
  async run(space) {
    const unknown = (name: string) => deployment(name, { replica: 3, template: unplacedTemplate(name, { imag: 'x' }) });
    const kept = (object: Parameters<typeof at>[0]) => at(object, 'spec', 'replica') ?? null;
    return {
      strict: outcome(await space.create('deployments', unknown('a'), { fieldValidation: 'Strict' })),
      warn: outcome(await space.create('deployments', unknown('b'), { fieldValidation: 'Warn' }), kept),
      ignore: outcome(await space.create('deployments', unknown('c'), { fieldValidation: 'Ignore' }), kept),
      byDefault: outcome(await space.create('configmaps', { ...configMap('d'), dat: {} })),
      other: outcome(await space.create('configmaps', configMap('e'), { fieldValidation: 'Loose' })),
      strictPatch: outcome(
        await space.patch('merge', 'deployments', 'c', { spec: { replica: 3 } }, undefined, {
          fieldValidation: 'Strict',
        }),
      ),
      strictReplace: outcome(
        await space.replace('deployments', unknown('c'), undefined, { fieldValidation: 'Strict' }),
      ),
    };
  },
};
