import { fieldsOf, valueAt } from '../read/fields.ts';
import { containersOf, podsOf } from '../read/pods.ts';
import { found, type ManifestRule } from '../tree.ts';

/** What one container may take from its neighbours. */
export const unboundedContainer: ManifestRule = {
  id: 'unbounded-container',
  why: 'A container without a limit of memory takes what its neighbours need, and they are the ones that are killed; one without a bound of its disk evicts whole nodes.',
  example: 'container without resources.limits.memory',
  fix: 'Say requests and limits of memory and of ephemeral-storage, and a request of cpu.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  judge: (tree) =>
    podsOf(tree)
      .flatMap((pods) => containersOf(pods))
      .flatMap(({ pods, path, fields }) => {
        const { requests, limits } = fieldsOf(valueAt(fields, 'resources'));
        const unsaid = WANTED.filter(({ in: list, name }) =>
          tree.isProduction
            ? fieldsOf(list === 'limits' ? limits : { ...fieldsOf(limits), ...fieldsOf(requests) })[name] === undefined
            : false,
        ).map(({ in: list, name }) => `${list}.${name}`);
        return unsaid.length === 0 ? [] : [found(pods.of, `${path}.resources`, `does not say ${unsaid.join(', ')}`)];
      }),
};

const WANTED = [
  { in: 'requests', name: 'cpu' },
  { in: 'limits', name: 'memory' },
  { in: 'limits', name: 'ephemeral-storage' },
] as const;
