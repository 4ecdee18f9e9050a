import { holds } from '../read/addresses.ts';
import { podsOf } from '../read/pods.ts';
import { letsPort, type PolicyRule, policiesOf, rangesOf, rulesOf } from '../read/policies.ts';
import { found, type ManifestRule } from '../tree.ts';

const SERVER = '169.254.169.254';
const TOKENS = 80;
/** Any address outside. */
const CLOUD = '203.0.113.1';

/** Tokens of Workload Identity come by port 80, not by 443. */
export const metadataServer: ManifestRule = {
  id: 'metadata-server',
  why: 'Pods get the tokens for Google from the metadata server, at 169.254.169.254 by port 80. A policy that lets 443 out and not that makes every call to Google time out, with words that never mention the network.',
  example: 'NetworkPolicy with egress to port 443 and port 53 alone',
  fix: 'Allow TCP 80 to 169.254.169.254/32, and for clusters without Dataplane V2 TCP 987 and 988 to 169.254.169.252/32.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#network-policies',
  judge: (tree) =>
    podsOf(tree).flatMap((pods) => {
      const policies = policiesOf(pods, 'Egress', tree);
      const rules = policies.flatMap((policy) => rulesOf(policy, 'Egress'));
      const cloud = rules.find((rule) => letsPort(rule, 443) && reaches(rule, CLOUD));
      if (cloud === undefined || rules.some((rule) => letsPort(rule, TOKENS) && reaches(rule, SERVER))) return [];
      const seen = `lets ${pods.of.kind} "${pods.of.metadata.name}" call the cloud by port 443, and no policy lets it reach ${SERVER} by port ${TOKENS}`;
      return [found(cloud.policy, cloud.path, seen)];
    }),
};

const reaches = (rule: PolicyRule, address: string): boolean =>
  rule.peers.length === 0 || rangesOf(rule).some((range) => holds(range, address));
