import { join } from 'node:path';
import { built } from '../binaries/build.ts';
import { KUBE_ROUTER } from '../binaries/recipe.ts';
import { CLUSTER } from '../bring-up/layout.ts';
import { beside } from '../machine/beside.ts';
import { freePorts } from '../machine/ports.ts';
import { flags } from '../parts/part.ts';
import { removeFirewall } from './firewall.ts';

/** Beside those of the cluster's parts and of the Gateway's. */
const HEALTH = 18100;

/** Enforces NetworkPolicies for the time of `work`: kube-router with nothing but its firewall. It judges a packet after Services were
 *  translated, and its ranges of addresses mean pods, too; Dataplane V2 does neither. What only that reading makes right is refused by
 *  the rules `ranges-of-pods` and `missing-resolvers`.
 *  @see https://github.com/cloudnativelabs/kube-router/blob/v2.1.0/docs/user-guide.md */
export async function withPolicyEngine<T>(
  kubeconfig: string,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const program = join(await built(KUBE_ROUTER, say), 'kube-router');
  const { health } = await freePorts({ health: HEALTH });
  const args = flags({
    kubeconfig,
    'hostname-override': CLUSTER.node,
    'run-firewall': 'true',
    'run-router': 'false',
    'run-service-proxy': 'false',
    'run-loadbalancer': 'false',
    'service-cluster-ip-range': CLUSTER.serviceRange,
    'health-port': String(health),
    'iptables-sync-period': '30s',
  });
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  try {
    return await beside(
      { name: 'kube-router', program, args, env, health: `http://127.0.0.1:${health}/healthz` },
      work,
    );
  } finally {
    await removeFirewall();
  }
}
