import { join } from 'node:path';
import { CLUSTER, paths } from '../bring-up/layout.ts';
import { certificateFiles, kubeconfigOf } from './control-plane.ts';
import { flags, type PartOf, yaml } from './part.ts';

export const KUBELET_PORTS = { api: 10250, health: 10248 } as const;

/** The kubelet. Its defaults stand wherever a verdict could depend on them: crash-loop back-off, pull back-off, probe timing. */
export const kubelet: PartOf = (layout) => {
  const { config, kubelet: root, containerdSocket, podLogs } = paths(layout);
  const file = join(config, 'kubelet.json');
  const { crashLoopSeconds } = layout;
  return {
    name: 'kubelet',
    program: 'kubelet',
    args: flags({
      config: file,
      kubeconfig: kubeconfigOf(layout, 'kubelet'),
      'root-dir': root,
      'cert-dir': join(root, 'pki'),
      'hostname-override': CLUSTER.node,
      'node-ip': CLUSTER.nodeAddress,
    }),
    files: {
      [file]: yaml({
        apiVersion: 'kubelet.config.k8s.io/v1beta1',
        kind: 'KubeletConfiguration',
        address: CLUSTER.nodeAddress,
        port: KUBELET_PORTS.api,
        readOnlyPort: 0,
        healthzBindAddress: '127.0.0.1',
        healthzPort: KUBELET_PORTS.health,
        authentication: {
          anonymous: { enabled: false },
          webhook: { enabled: false },
          x509: { clientCAFile: certificateFiles(layout).kubeletClient },
        },
        // Only the API server has a certificate that is let in at all.
        authorization: { mode: 'AlwaysAllow' },
        containerRuntimeEndpoint: `unix://${containerdSocket}`,
        podLogsDir: podLogs,
        failCgroupV1: false,
        cgroupDriver: 'cgroupfs',
        failSwapOn: false,
        enforceNodeAllocatable: [],
        // The disk and the memory belong to the whole machine; a test must not fail because others filled them.
        evictionHard: {},
        imageGCHighThresholdPercent: 100,
        localStorageCapacityIsolation: false,
        resolvConf: '',
        // Nobody answers there: pods of these tests call by address. Without an address every pod gets a warning event.
        clusterDNS: [CLUSTER.dnsAddress],
        clusterDomain: 'cluster.local',
        ...(crashLoopSeconds === undefined
          ? {}
          : {
              featureGates: { KubeletCrashLoopBackOffMax: true },
              crashLoopBackOff: { maxContainerRestartPeriod: `${crashLoopSeconds}s` },
            }),
      }),
    },
    seconds: 60,
    health: `http://127.0.0.1:${KUBELET_PORTS.health}/healthz`,
  };
};

/** kube-proxy in nftables mode; leaves the machine's connection tracking limits alone. */
export const proxy: PartOf = (layout) => {
  const file = join(paths(layout).config, 'kube-proxy.json');
  return {
    name: 'kube-proxy',
    program: 'kube-proxy',
    args: flags({ config: file }),
    files: {
      [file]: yaml({
        apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
        kind: 'KubeProxyConfiguration',
        clientConnection: { kubeconfig: kubeconfigOf(layout, 'proxy') },
        hostnameOverride: CLUSTER.node,
        mode: 'nftables',
        clusterCIDR: CLUSTER.podRange,
        healthzBindAddress: '127.0.0.1:10256',
        metricsBindAddress: '127.0.0.1:10249',
        conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
      }),
    },
    seconds: 60,
    health: 'http://127.0.0.1:10256/healthz',
  };
};
