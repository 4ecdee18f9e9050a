import { fieldsOf, placesAt, valueAt } from '../read/fields.ts';
import { matches } from '../read/selectors.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

const ITS_NAME = 'kubernetes.io/metadata.name';

/** Namespaces have one label by themselves. */
export const namespaceName: ManifestRule = {
  id: 'namespace-name',
  why: 'No namespace has the label "name" by itself, so a policy that asks for it lets nobody in.',
  example: 'NetworkPolicy with namespaceSelector: {matchLabels: {name: ingress-nginx}}',
  fix: `Ask for "${ITS_NAME}", which the API server gives to every namespace.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name',
  judge: (tree) => ofKind(tree, 'NetworkPolicy').flatMap((policy) => judge(policy, tree)),
};

const judge = (policy: Manifest, tree: Tree): readonly Finding[] =>
  ['spec.ingress.*.from.*.namespaceSelector', 'spec.egress.*.to.*.namespaceSelector'].flatMap((at) =>
    placesAt(policy, at).flatMap(({ path, value }) => {
      const name = fieldsOf(valueAt(value, 'matchLabels'))['name'];
      const given = ofKind(tree, 'Namespace').some(({ metadata }) => matches(fieldsOf(value), metadata.labels ?? {}));
      if (name === undefined || given) return [];
      return [
        found(
          policy,
          `${path}.matchLabels.name`,
          `asks for a namespace with the label name=${String(name)}, which none has by itself`,
        ),
      ];
    }),
  );
