import { fieldsOf, listOf, valueAt } from '../read/fields.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

export const openNamespace: ManifestRule = {
  id: 'open-namespace',
  why: 'What a namespace does not refuse, anybody who may make a pod in it has: a pod of root on the node, a call to every other namespace, all of the quota.',
  example: 'Namespace without the label pod-security.kubernetes.io/enforce: restricted',
  fix: `Label it ${ENFORCE}: restricted, deny everything by a NetworkPolicy with an empty podSelector, and bound it by a ResourceQuota and a LimitRange.`,
  source: 'https://kubernetes.io/docs/concepts/security/multi-tenancy/',
  judge: (tree) => (tree.isProduction ? ofKind(tree, 'Namespace').flatMap((namespace) => judge(namespace, tree)) : []),
};

const judge = (namespace: Manifest, tree: Tree): readonly Finding[] => {
  const { name, labels = {} } = namespace.metadata;
  const within = (kind: string): readonly Manifest[] =>
    ofKind(tree, kind).filter(({ metadata }) => metadata.namespace === name);
  return [
    ...(labels[ENFORCE] === 'restricted'
      ? []
      : [found(namespace, `metadata.labels["${ENFORCE}"]`, 'is not restricted')]),
    ...(within('NetworkPolicy').some(deniesAll)
      ? []
      : [found(namespace, '', 'has no NetworkPolicy that denies all pods both directions')]),
    ...['ResourceQuota', 'LimitRange'].flatMap((kind) =>
      within(kind).some(bounds) ? [] : [found(namespace, '', `has no ${kind} that bounds anything`)],
    ),
  ];
};

/** One that names no bound bounds nothing. */
const bounds = (object: Manifest): boolean =>
  Object.keys(fieldsOf(valueAt(object, 'spec', 'hard'))).length > 0 ||
  listOf(valueAt(object, 'spec', 'limits')).length > 0;

const deniesAll = (policy: Manifest): boolean => {
  const { podSelector, policyTypes, ingress, egress } = fieldsOf(valueAt(policy, 'spec'));
  const types = listOf(policyTypes);
  return (
    Object.keys(fieldsOf(podSelector)).length === 0 &&
    types.includes('Ingress') &&
    types.includes('Egress') &&
    listOf(ingress).length === 0 &&
    listOf(egress).length === 0
  );
};
