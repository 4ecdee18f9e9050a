import { isFields, textOf } from '../read/fields.ts';
import { type Direction, type PolicyRule, rulesOf } from '../read/policies.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind } from '../tree.ts';

export const openPolicy: ManifestRule = {
  id: 'open-policy',
  why: 'A rule of a NetworkPolicy that names nobody means everybody: every pod of every namespace may call then, or be called by every port, and the denial beside it denies nothing.',
  example: 'NetworkPolicy with ingress: [{ports: [{port: 8000}]}], or egress: [{}]',
  fix: 'Name who calls by podSelector, namespaceSelector or the ranges of a load balancer, and the ports that are called outside.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic',
  judge: (tree) =>
    tree.isProduction
      ? ofKind(tree, 'NetworkPolicy').flatMap((policy) => [
          ...open(policy, 'Ingress', isFromAnybody, 'lets everybody in'),
          ...open(policy, 'Egress', isToAnything, 'lets everything out'),
        ])
      : [],
};

const open = (
  policy: Manifest,
  direction: Direction,
  isOpen: (rule: PolicyRule) => boolean,
  seen: string,
): readonly Finding[] =>
  rulesOf(policy, direction)
    .filter(isOpen)
    .map(({ path }) => found(policy, path, seen));

const isFromAnybody = ({ peers }: PolicyRule): boolean => peers.length === 0 || peers.some(isAnybody);

/** Names are asked for, and clouds called, at addresses that nobody knows beforehand: by one port. */
const isToAnything = ({ peers, ports }: PolicyRule): boolean =>
  ports.length === 0 && (peers.length === 0 || peers.some(isAnybody));

const isAnybody = ({ ipBlock, namespaceSelector }: PolicyRule['peers'][number]): boolean =>
  (isFields(ipBlock) && ['0.0.0.0/0', '::/0'].includes(textOf(ipBlock['cidr']) ?? '')) ||
  (isFields(namespaceSelector) && Object.keys(namespaceSelector).length === 0);
