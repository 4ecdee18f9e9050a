import { holdsRange } from '../read/addresses.ts';
import { listOf, valueAt } from '../read/fields.ts';
import { containersOf, type Pods } from '../read/pods.ts';
import { letsPort, policiesOf, rangesOf, rulesOf } from '../read/policies.ts';
import { exposedByGoogle } from '../read/routes.ts';
import { servedBy } from '../read/selectors.ts';
import { type Finding, found, type ManifestRule, type Tree } from '../tree.ts';

/** Where Google's load balancers and their health checks come from. */
const RANGES = ['130.211.0.0/22', '35.191.0.0/16'] as const;

/** Load balancers are not in a namespace. */
export const loadBalancerRanges: ManifestRule = {
  id: 'load-balancer-ranges',
  why: 'Traffic and health checks of a Google load balancer come to the pods from its own ranges. A policy that lets in namespaces alone makes every backend unhealthy.',
  example: 'HTTPRoute of a GKE Gateway to a Service, whose pods let in the namespace ingress-nginx alone',
  fix: `Allow ${RANGES.join(' and ')} to the port that serves.`,
  source: 'https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges',
  judge: (tree) =>
    exposedByGoogle(tree).flatMap((service) =>
      (servedBy(service, tree) ?? []).flatMap((pods) => portsOf(pods).flatMap((port) => closed(pods, port, tree))),
    ),
};

const portsOf = (pods: Pods): readonly number[] =>
  containersOf(pods)
    .flatMap(({ fields }) => listOf(fields['ports']).slice(0, 1))
    .map((port) => valueAt(port, 'containerPort'))
    .filter((port) => typeof port === 'number');

function closed(pods: Pods, port: number, tree: Tree): readonly Finding[] {
  const policies = policiesOf(pods, 'Ingress', tree);
  const [first] = policies;
  if (first === undefined) return [];
  const open = policies.flatMap((policy) => rulesOf(policy, 'Ingress')).filter((rule) => letsPort(rule, port));
  const missing = RANGES.filter(
    (range) =>
      !open.some((rule) => rule.peers.length === 0 || rangesOf(rule).some((block) => holdsRange(block, range))),
  );
  if (missing.length === 0) return [];
  const seen = `keeps ${missing.join(' and ')} from port ${port} of ${pods.of.kind} "${pods.of.metadata.name}", which a Google load balancer leads to`;
  return [found(first, 'spec.ingress', seen)];
}
