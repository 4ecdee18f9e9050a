import { type Fields, fieldsOf, isFields, valueAt } from '../read/fields.ts';
import { isServing, podsOf } from '../read/pods.ts';
import { selectedBy, servedBy } from '../read/selectors.ts';
import { type Finding, found, type ManifestRule, ofKind, type Tree } from '../tree.ts';

/** A selector that means no pod is legal, and does nothing. */
export const selectsNothing: ManifestRule = {
  id: 'selects-nothing',
  why: 'A Service without pods has no endpoints, a NetworkPolicy without pods protects nobody, a PodDisruptionBudget without pods holds nothing up. Labels that kustomize writes into selectors reach kinds that it knows, and no others.',
  example: 'Service with selector {app: api, tier: production}, where the pods of a Rollout have {app: api}',
  fix: 'Select by labels that the pod template has itself, and add other labels by "labels" with includeSelectors: false.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/labels/',
  judge: (tree) => [...services(tree), ...selectors(tree), ...ownSelectors(tree)],
};

const services = (tree: Tree): readonly Finding[] =>
  ofKind(tree, 'Service').flatMap((service) =>
    servedBy(service, tree)?.length === 0
      ? [
          found(
            service,
            'spec.selector',
            `means ${shown(valueAt(service, 'spec', 'selector'))}, and no pod of the tree has that`,
          ),
        ]
      : [],
  );

/** Kinds whose selector means pods in their namespace; an empty one of these means all of them. */
const SELECTING: readonly { readonly kind: string; readonly at: string }[] = [
  { kind: 'NetworkPolicy', at: 'podSelector' },
  { kind: 'PodDisruptionBudget', at: 'selector' },
  { kind: 'PodMonitoring', at: 'selector' },
  { kind: 'PodMonitor', at: 'selector' },
];

const selectors = (tree: Tree): readonly Finding[] =>
  SELECTING.flatMap(({ kind, at }) =>
    ofKind(tree, kind).flatMap((object) => {
      const selector = fieldsOf(valueAt(object, 'spec', at));
      if (isEmpty(selector) || isOfOthers(selector) || selectedBy(object, selector, tree).length > 0) return [];
      return [found(object, `spec.${at}`, `means ${shown(selector)}, and no pod of the tree has that`)];
    }),
  );

/** A controller whose own pods it does not mean is refused by the API server, or makes pods without an end. */
const ownSelectors = (tree: Tree): readonly Finding[] =>
  podsOf(tree).flatMap((pods) => {
    const selector = valueAt(pods.of, 'spec', 'selector');
    if (!isServing(pods) || !isFields(selector) || selectedBy(pods.of, selector, tree).some(({ of }) => of === pods.of))
      return [];
    return [found(pods.of, 'spec.selector', `means ${shown(selector)}, which its own pods do not have`)];
  });

/** Labels of pods that somebody makes for a moment, and no tree has: those that show Let's Encrypt that a host is ours.
 *  https://cert-manager.io/docs/configuration/acme/http01/ */
const MADE_BY_OTHERS = ['acme.cert-manager.io/http01-solver'];

const isOfOthers = (selector: Fields): boolean =>
  Object.keys(fieldsOf(selector['matchLabels'])).some((label) => MADE_BY_OTHERS.includes(label));

const isEmpty = (selector: Fields): boolean =>
  Object.keys(fieldsOf(selector['matchLabels'])).length === 0 && selector['matchExpressions'] === undefined;

const shown = (selector: unknown): string => JSON.stringify(fieldsOf(selector)['matchLabels'] ?? selector);
