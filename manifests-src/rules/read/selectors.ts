import { type Manifest, ofKind, type Tree } from '../tree.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf, valueAt } from './fields.ts';
import { type Pods, podsOf } from './pods.ts';

/** Whether labels are meant by a selector of `matchLabels` and `matchExpressions`; an empty one means all.
 *  https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements */
export const matches = (selector: Fields, labels: Fields): boolean =>
  hasAll(fieldsOf(selector['matchLabels']), labels) &&
  listOf(selector['matchExpressions']).every((requirement) => meets(fieldsOf(requirement), labels));

/** Whether all of these labels are there: the selector of a Service. */
export const hasAll = (wanted: Fields, labels: Fields): boolean =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);

const meets = ({ key, operator, values }: Fields, labels: Fields): boolean => {
  const label = labels[textOf(key) ?? ''];
  switch (operator) {
    case 'In':
      return listOf(values).includes(label);
    case 'NotIn':
      return !listOf(values).includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
};

/** The pods in the namespace of an object that its selector means. */
export const selectedBy = (object: Manifest, selector: Fields, tree: Tree): readonly Pods[] =>
  besides(object, tree).filter(({ labels }) => matches(selector, labels));

/** The pods that a Service leads to; `undefined` for one without a selector, whose endpoints somebody else writes. */
export const servedBy = (service: Manifest, tree: Tree): readonly Pods[] | undefined => {
  const selector = valueAt(service, 'spec', 'selector');
  if (!isFields(selector) || Object.keys(selector).length === 0) return undefined;
  return besides(service, tree).filter(({ labels }) => hasAll(selector, labels));
};

/** The pods that any Service leads to, each once, in the order of the tree. */
export const allServed = (tree: Tree): readonly Pods[] => {
  const served = new Set(
    ofKind(tree, 'Service').flatMap((service) => (servedBy(service, tree) ?? []).map(({ of }) => of)),
  );
  return podsOf(tree).filter(({ of }) => served.has(of));
};

const besides = (object: Manifest, tree: Tree): readonly Pods[] =>
  podsOf(tree).filter(({ of }) => of.metadata.namespace === object.metadata.namespace);
