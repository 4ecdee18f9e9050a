import { listOf, valueAt } from '../read/fields.ts';
import { containersOf, type Pods } from '../read/pods.ts';
import { letsPort, policiesOf, rulesOf } from '../read/policies.ts';
import { allServed } from '../read/selectors.ts';
import { type Finding, found, type ManifestRule, type Tree } from '../tree.ts';

export const cutOffPods: ManifestRule = {
  id: 'cut-off-pods',
  why: 'Where everything is denied and nothing allows the port that serves, the pods become ready and nobody reaches them; without DNS they reach nobody, by words that never mention the network.',
  example: 'NetworkPolicy that denies everything, and none that allows port 8000 of the pods behind a Service',
  fix: 'Allow the port to those who call it, and port 53 by UDP and TCP to the resolvers.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  judge: (tree) => allServed(tree).flatMap((pods) => [...uncalled(pods, tree), ...nameless(pods, tree)]),
};

const uncalled = (pods: Pods, tree: Tree): readonly Finding[] => {
  const policies = policiesOf(pods, 'Ingress', tree);
  const rules = policies.flatMap((policy) => rulesOf(policy, 'Ingress'));
  const ports = containersOf(pods)
    .flatMap(({ fields }) => listOf(fields['ports']))
    .map((port) => ({ number: valueAt(port, 'containerPort'), name: valueAt(port, 'name') }));
  const open = ports.some(({ number, name }) =>
    rules.some((rule) => letsPort(rule, Number(number), 'TCP', String(name))),
  );
  if (policies.length === 0 || ports.length === 0 || open) return [];
  return [
    found(pods.of, '', 'makes pods that a Service leads to, and no NetworkPolicy lets anybody call a port of theirs'),
  ];
};

const nameless = (pods: Pods, tree: Tree): readonly Finding[] => {
  const policies = policiesOf(pods, 'Egress', tree);
  const rules = policies.flatMap((policy) => rulesOf(policy, 'Egress'));
  if (policies.length === 0 || rules.some((rule) => letsPort(rule, 53, 'UDP'))) return [];
  return [found(pods.of, '', 'makes pods that no NetworkPolicy lets ask for names, by UDP and port 53')];
};
