import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';

type Content = readonly { readonly key: ResourceKey; readonly object: KubernetesObject }[];

/** What a namespace that cannot end yet says about what is left in it.
 *  kubernetes/pkg/controller/namespace/deletion/status_condition_utils.go */
export const remainderConditions = (left: Content, time: string): readonly Readonly<Record<string, string>>[] => {
  const finalizers = left.flatMap(({ object }) => object.metadata.finalizers ?? []);
  const remaining = told(
    left.map(({ key }) => `${key.resource}.${key.group}`),
    (name, count) => `${name} has ${count} resource instances`,
  );
  const held = told(finalizers, (name, count) => `${name} in ${count} resource instances`);
  return [
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    ['NamespaceContentRemaining', 'True', 'SomeResourcesRemain', `Some resources are remaining: ${remaining}`],
    finalizers.length === 0
      ? [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ]
      : [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${held}`,
        ],
  ].map(([type = '', status = '', reason = '', message = '']) => ({
    type,
    status,
    lastTransitionTime: time,
    reason,
    message,
  }));
};

const told = (names: readonly string[], tell: (name: string, count: number) => string): string =>
  [...new Set(names)]
    .sort()
    .map((name) => tell(name, names.filter((other) => other === name).length))
    .join(', ');
