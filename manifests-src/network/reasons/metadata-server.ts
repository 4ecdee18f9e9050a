import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1.d.ts';
import { outside, tcp } from '../peers.ts';

/** Without it Workload Identity, and so Firestore, times out. Dataplane V2 judges the address before NAT, older clusters after it.
 *  @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity */
export const metadataServer: readonly NetworkPolicyEgressRule[] = [
  { to: [outside('169.254.169.254/32')], ports: tcp(80) },
  { to: [outside('169.254.169.252/32')], ports: tcp(988, 987) },
];
