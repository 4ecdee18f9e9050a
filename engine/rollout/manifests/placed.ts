import type { Problem } from '../../../domain/problem.ts';
import { type KubernetesObject, nameOf, type Resource } from '../cluster.ts';
import { kindKey, type Reading } from './reading.ts';
import { unknownKindSentence } from './removed-kinds.ts';
import { scopeOf } from './scope.ts';

/** Where an object of the manifests goes. */
export type Placed =
  | { readonly kind: 'namespaced'; readonly object: KubernetesObject }
  /** Written for the whole cluster, before the rest. */
  | { readonly kind: 'cluster'; readonly object: KubernetesObject }
  /** Of the whole cluster, and for somebody else to write. */
  | { readonly kind: 'left-to-others'; readonly object: KubernetesObject }
  | { readonly kind: 'left-out'; readonly note: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** One run writes one namespace, and objects of the whole cluster only where somebody says so.
 *  @param brought the kinds that definitions among the manifests bring */
export function placed(
  object: KubernetesObject,
  namespace: string,
  reading: Reading,
  brought: ReadonlyMap<string, Resource>,
): Placed {
  const field = `${object.kind}/${object.metadata.name}`;
  const scope = scopeOf(object, brought, reading);
  if (scope === 'none')
    return {
      kind: 'refused',
      problem: {
        field: `${field}.apiVersion`,
        value: object.apiVersion,
        message: unknownKindSentence(object.apiVersion, object.kind),
      },
    };
  if (scope === 'Cluster') return ofTheCluster(object, namespace, reading);
  const own = object.metadata.namespace ?? namespace;
  return own === namespace
    ? { kind: 'namespaced', object: { ...object, metadata: { ...object.metadata, namespace } } }
    : ofAnother(object, own, `${field}.metadata.namespace`, { namespace, choice: reading.otherNamespaces });
}

function ofTheCluster(
  object: KubernetesObject,
  namespace: string,
  { clusterScoped, otherNamespaces }: Reading,
): Placed {
  const { namespace: _, ...metadata } = object.metadata;
  const alone: KubernetesObject = { ...object, metadata };
  const { name } = metadata;
  if (kindKey(object) === 'v1/Namespace') {
    if (name !== namespace)
      return ofAnother(object, name, `Namespace/${name}.metadata.name`, { namespace, choice: otherNamespaces });
    if (clusterScoped !== 'apply')
      return {
        kind: 'left-out',
        note: `${nameOf(object)} is there already and is left as it is; --cluster-scoped apply writes it, too.`,
      };
  }
  switch (clusterScoped) {
    case 'apply':
      return { kind: 'cluster', object: alone };
    case 'leave-out':
      return { kind: 'left-to-others', object: alone };
    case 'refuse':
      return {
        kind: 'refused',
        problem: {
          field: `${object.kind}/${name}`,
          value: object.kind,
          message:
            'It belongs to the whole cluster, and others may share it. Write it first with --cluster-scoped apply, or leave it to an administrator with --cluster-scoped leave-out.',
        },
      };
  }
}

function ofAnother(
  object: KubernetesObject,
  own: string,
  field: string,
  { namespace, choice }: { readonly namespace: string; readonly choice: Reading['otherNamespaces'] },
): Placed {
  if (choice === 'leave-out')
    return { kind: 'left-out', note: `${nameOf(object)} is left out: it is of namespace "${own}".` };
  return {
    kind: 'refused',
    problem: {
      field,
      value: own,
      message: `This run rolls out into namespace "${namespace}" only. Run it once for each namespace (-n ${own}), with --other-namespaces leave-out where their files are mixed.`,
    },
  };
}
