import type { ContainerRuntime } from '../kubelet/container-runtime.ts';
import { createKubelet } from '../kubelet/kubelet.ts';
import type { ServiceDirectory } from '../kubelet/service-directory.ts';
import type { KubeletTiming } from '../kubelet/timing.ts';
import type { LogSource } from '../log-source.ts';
import { type Controller, type ControlPlane, timestamp } from './controller.ts';
import { createCronJobController } from './cron-job/cron-job-controller.ts';
import { createDaemonSetController } from './daemon-set/daemon-set-controller.ts';
import { createDeploymentController } from './deployment/deployment-controller.ts';
import { createEndpointSliceController } from './endpoint-slice-controller.ts';
import { createGatewayController, EDGE_OBJECTS } from './gateway/gateway-controller.ts';
import { createJobController } from './job/job-controller.ts';
import { createTtlController } from './job/ttl-controller.ts';
import { createReplicaSetController } from './replica-set/replica-set-controller.ts';
import {
  CRON_JOBS,
  DAEMON_SETS,
  DEPLOYMENTS,
  JOBS,
  NODES,
  type Node,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  REPLICA_SETS,
  resource,
  SERVICES,
  STATEFUL_SETS,
} from './resource.ts';
import { type Capacity, DEFAULT_CAPACITY, machinesOf, NODE_NAME, node } from './scheduler/node.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createStatefulSetController } from './stateful-set/stateful-set-controller.ts';
import { createVolumeController } from './volume-controller.ts';

/** What may be there before the start. */
const OBSERVED = [
  DEPLOYMENTS,
  REPLICA_SETS,
  STATEFUL_SETS,
  DAEMON_SETS,
  CRON_JOBS,
  JOBS,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  SERVICES,
  ...EDGE_OBJECTS,
] as const;

export interface ClusterOptions extends ControlPlane {
  readonly runtime: ContainerRuntime;
  readonly timing?: KubeletTiming;
  /** Where containers find the Services of their namespace; nowhere, unless given. */
  readonly services?: ServiceDirectory;
  /** Of each node. */
  readonly capacity?: Capacity;
  /** Names of the nodes; one, unless given. */
  readonly nodes?: readonly string[];
  /** Storage classes whose claims get a volume; every claim gets one, unless given. */
  readonly storageClasses?: readonly string[];
}

/** Everything that acts on the objects of the store. */
export interface Cluster {
  /** Registers the nodes, looks at what is there, and reacts from then on. */
  start(): void;
  /** Ends every container without grace and stops reacting; the objects stay. */
  close(): Promise<void>;
  /** Where the API server reads container logs. */
  readonly logs: LogSource;
  /** Where a port of a pod is reached on this machine. */
  localPort(podUid: string, port: number): number | undefined;
}

/** Controllers of Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, CronJobs, claims and EndpointSlices, a scheduler and nodes.
 *  What belongs to storage (defaults, quota, garbage collection, namespaces) is the store's. */
export const createCluster = (options: ClusterOptions): Cluster => {
  const { store, clock, runtime, timing, services, capacity = DEFAULT_CAPACITY } = options;
  const machines = machinesOf(options.nodes ?? [NODE_NAME]);
  const plane: ControlPlane = { store, clock };
  const kubelets = machines.map((machine, addressBlock) =>
    createKubelet({
      ...plane,
      node: machine,
      addressBlock,
      runtime,
      ...(timing === undefined ? {} : { timing }),
      ...(services === undefined ? {} : { services }),
    }),
  );
  const controllers: readonly Controller[] = [
    createDeploymentController(plane),
    createReplicaSetController(plane),
    createJobController(plane),
    createTtlController(plane),
    createCronJobController(plane),
    createStatefulSetController(plane),
    createDaemonSetController(plane),
    createVolumeController(plane, options.storageClasses),
    createScheduler(plane),
    createEndpointSliceController(plane),
    createGatewayController(plane),
    ...kubelets,
  ];
  let unsubscribe = (): void => {};
  return {
    start() {
      const nodes = resource<Node>(store, NODES);
      unsubscribe = store.subscribe((event) => {
        for (const controller of controllers) controller.observe(event);
      });
      for (const machine of machines) {
        if (nodes.get('', machine.name) !== undefined) continue;
        const wanted = node(machine, capacity, timestamp(clock));
        const created = nodes.create(wanted);
        if (wanted.status !== undefined) nodes.updateStatus({ ...created, status: wanted.status });
      }
      for (const key of OBSERVED) {
        for (const object of store.list(key)) {
          for (const controller of controllers) controller.observe({ type: 'ADDED', key, object });
        }
      }
    },
    async close() {
      unsubscribe();
      for (const controller of controllers) controller.close();
      await runtime.close();
    },
    logs: { log: (container) => kubelets.map((one) => one.log(container)).find((log) => log !== undefined) },
    localPort: (uid, port) => runtime.localPort(uid, port),
  };
};
