import { join } from 'node:path';
import { CLUSTER, type Layout, paths } from '../bring-up/layout.ts';
import { yaml } from './part.ts';

/** The pods' network by the CNI specification: one bridge, addresses handed out on this host, host ports by portmap. */
export const cniFiles = (layout: Layout): Readonly<Record<string, string>> => ({
  [join(paths(layout).config, 'cni', '10-sluice.conflist')]: yaml({
    cniVersion: '1.0.0',
    name: 'sluice',
    plugins: [
      {
        type: 'bridge',
        bridge: CLUSTER.bridge,
        isGateway: true,
        // Our own nftables rule does that: it is one table, and goes as one.
        ipMasq: false,
        // A pod that calls its own Service comes back by the port it left through.
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(layout.state, 'pod-addresses'),
          ranges: [[{ subnet: CLUSTER.podRange, gateway: CLUSTER.nodeAddress }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  }),
});

/** Our nftables table, for `nft -f -`: pods reach the outside with the machine's address. */
export const masquerade = `table ip ${CLUSTER.table} {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${CLUSTER.podRange} ip daddr != ${CLUSTER.podRange} masquerade
  }
}
`;

/** Kernel settings that the pods' network needs: routing, and Services that are seen on the bridge too. */
export const NETWORK_SETTINGS: Readonly<Record<string, string>> = {
  'net/ipv4/ip_forward': '1',
  'net/bridge/bridge-nf-call-iptables': '1',
};

/** Settings that the kubelet and kube-proxy change by themselves, kept so that `down` can put them back
 *  (pkg/kubelet/cm/container_manager_linux.go, setupKernelTunables). */
export const CHANGED_BY_KUBELET: readonly string[] = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
  'net/ipv4/conf/all/route_localnet',
];
