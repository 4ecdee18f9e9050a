import { type Manifest, ofKind, type Tree } from '../tree.ts';
import { type Fields, fieldsOf, isFields, listOf, valueAt } from './fields.ts';
import type { Pods } from './pods.ts';
import { matches } from './selectors.ts';

export type Direction = 'Ingress' | 'Egress';

/** One rule of a policy: to or from whom, and by which ports. */
export interface PolicyRule {
  readonly policy: Manifest;
  readonly path: string;
  /** Everybody, where it names nobody. */
  readonly peers: readonly Fields[];
  /** Every port, where it names none. */
  readonly ports: readonly Fields[];
}

/** The policies that keep pods from what they do not allow, in one direction.
 *  https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export const policiesOf = (pods: Pods, direction: Direction, tree: Tree): readonly Manifest[] =>
  ofKind(tree, 'NetworkPolicy').filter(
    (policy) =>
      policy.metadata.namespace === pods.of.metadata.namespace &&
      directionsOf(policy).includes(direction) &&
      matches(fieldsOf(valueAt(policy, 'spec', 'podSelector')), pods.labels),
  );

// Without `policyTypes` a policy is about what comes in, and about what goes out where it has rules for that.
const directionsOf = (policy: Manifest): readonly unknown[] => {
  const types = listOf(valueAt(policy, 'spec', 'policyTypes'));
  if (types.length > 0) return types;
  return ['Ingress', ...(listOf(valueAt(policy, 'spec', 'egress')).length > 0 ? ['Egress'] : [])];
};

export const rulesOf = (policy: Manifest, direction: Direction): readonly PolicyRule[] => {
  const [list, peers] = direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
  return listOf(valueAt(policy, 'spec', list)).map((rule, index) => ({
    policy,
    path: `spec.${list}[${index}]`,
    peers: listOf(valueAt(rule, peers)).filter(isFields),
    ports: listOf(valueAt(rule, 'ports')).filter(isFields),
  }));
};

/** Whether a rule lets a port of a protocol pass, given by number or by the name that pods give it. */
export const letsPort = ({ ports }: PolicyRule, port: number, protocol = 'TCP', name?: string): boolean =>
  ports.length === 0 ||
  ports.some(
    (each) =>
      (each['protocol'] ?? 'TCP') === protocol &&
      (each['port'] === undefined || each['port'] === name || isWithin(port, each['port'], each['endPort'])),
  );

const isWithin = (port: number, first: unknown, last: unknown): boolean =>
  typeof first === 'number' && port >= first && port <= (typeof last === 'number' ? last : first);

/** The ranges of addresses that a rule names. */
export const rangesOf = ({ peers }: PolicyRule): readonly Fields[] =>
  peers.map(({ ipBlock }) => ipBlock).filter(isFields);
