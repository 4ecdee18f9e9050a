import { holds } from '../read/addresses.ts';
import { type Fields, fieldsOf, isFields } from '../read/fields.ts';
import { podsOf } from '../read/pods.ts';
import { letsPort, policiesOf, rangesOf, rulesOf } from '../read/policies.ts';
import { matches } from '../read/selectors.ts';
import { found, type ManifestRule } from '../tree.ts';

const SYSTEM: Fields = { 'kubernetes.io/metadata.name': 'kube-system' };

/** Who may answer for the names of a cluster on Google's, by the address or by the labels that a policy means it by. */
const RESOLVERS: readonly { readonly name: string; readonly address?: string; readonly labels?: Fields }[] = [
  { name: 'pods of kube-dns in kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { name: 'pods of node-local-dns in kube-system', labels: { 'k8s-app': 'node-local-dns' } },
  { name: '169.254.20.10 (NodeLocal DNSCache)', address: '169.254.20.10' },
  { name: '169.254.169.254 (Cloud DNS)', address: '169.254.169.254' },
];

/** Right where a test has kube-dns, and without names on Autopilot, whose resolver is Cloud DNS. */
export const missingResolvers: ManifestRule = {
  id: 'missing-resolvers',
  why: 'Which resolver a cluster has is its own choice: kube-dns, a cache on each node, or Cloud DNS, the default of Autopilot. A policy that lets pods ask some of them alone works in one cluster, and in the next one every name times out.',
  example: 'NetworkPolicy with egress to port 53 of the pods with k8s-app: kube-dns, and to no other resolver',
  fix: 'Name the pods k8s-app: kube-dns and k8s-app: node-local-dns in kube-system, 169.254.20.10/32 and 169.254.169.254/32.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity',
  judge: (tree) =>
    podsOf(tree).flatMap((pods) => {
      const rules = policiesOf(pods, 'Egress', tree).flatMap((policy) => rulesOf(policy, 'Egress'));
      const open = rules.filter((rule) => letsPort(rule, 53, 'UDP'));
      const [first] = open;
      if (first === undefined || open.some(({ peers }) => peers.length === 0)) return [];
      const ranges = open.flatMap(rangesOf);
      const peers = open.flatMap((rule) => rule.peers);
      const missing = RESOLVERS.filter(({ address, labels }) =>
        address === undefined
          ? !peers.some((peer) => means(peer, labels ?? {}))
          : !ranges.some((range) => holds(range, address)),
      ).map(({ name }) => name);
      if (missing.length === 0) return [];
      const seen = `lets ${pods.of.kind} "${pods.of.metadata.name}" ask some resolvers by port 53, and not ${missing.join(', ')}`;
      return [found(first.policy, `${first.path}.to`, seen)];
    }),
};

/** Whether a peer means pods of kube-system that have these labels. */
const means = (peer: Fields, labels: Fields): boolean =>
  isFields(peer['namespaceSelector']) &&
  matches(peer['namespaceSelector'], SYSTEM) &&
  matches(fieldsOf(peer['podSelector']), labels);
