import { join } from 'node:path';

/** Addresses and names that every part agrees on. There is one cluster a machine: the kernel's tables, the bridge and the
 *  kubelet's port are there once. */
export const CLUSTER = {
  node: 'sluice',
  bridge: 'sluice0',
  /** The bridge's own address: gateway of the pods and address of the node, so that nothing depends on the machine's network. */
  nodeAddress: '10.244.0.1',
  podRange: '10.244.0.0/24',
  serviceRange: '10.96.0.0/16',
  dnsAddress: '10.96.0.10',
  /** nftables table with our one rule: pods that talk to the outside do so with the machine's address. */
  table: 'sluice-cluster',
} as const;

export interface Ports {
  readonly apiServer: number;
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly registry: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  /** Where the API server asks about one user's rights; nobody listens there but a check. */
  readonly authorizer: number;
}

/** Taken when they are free, else the next free ones. Below the ports that Linux gives to clients (32768 and up,
 *  net.ipv4.ip_local_port_range) and below those of NodePorts (30000 and up): nobody takes one between the look and the start. */
export const PREFERRED_PORTS: Ports = {
  apiServer: 16443,
  etcdClient: 12379,
  etcdPeer: 12381,
  registry: 15000,
  controllerManager: 16257,
  scheduler: 16259,
  authorizer: 16261,
};

/** Folders of the cluster. */
export interface Folders {
  /** All that the cluster writes; gone after `down`. */
  readonly state: string;
  /** Sockets and mounts. Short, because a socket's path has at most 107 bytes (man 7 unix). */
  readonly run: string;
}

export const FOLDERS: Folders = { state: '/var/lib/sluice-cluster', run: '/run/sluice-cluster' };

/** Everything that a part's configuration depends on. */
export interface Layout extends Folders {
  readonly ports: Ports;
  readonly cniFolder: string;
  /** Whether this process may lower a process's OOM score (CAP_SYS_RESOURCE). */
  readonly mayLowerOomScore: boolean;
  /** Longest pause between two restarts of a crashing container; the kubelet's own default when absent. */
  readonly crashLoopSeconds: number | undefined;
}

export const paths = ({ state, run }: Folders) => ({
  record: join(state, 'record.json'),
  /** Outside the state folder, which `down` removes while it holds it. */
  lock: `${run}.lock`,
  kubeconfig: join(state, 'kubeconfig'),
  logs: join(state, 'logs'),
  config: join(state, 'config'),
  certificates: join(state, 'certificates'),
  registry: join(state, 'registry'),
  kubelet: join(state, 'kubelet'),
  podLogs: join(state, 'pod-logs'),
  containerd: join(state, 'containerd'),
  containerdSocket: join(run, 'containerd.sock'),
  imageBuilder: join(state, 'image-builder'),
});

export const registryAddress = ({ registry }: Ports): string => `127.0.0.1:${registry}`;
