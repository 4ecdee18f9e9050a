import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../binaries/build.ts';
import { PROMETHEUS, TRAEFIK } from '../binaries/recipe.ts';
import { FOLDERS } from '../bring-up/layout.ts';
import { withGatewayApi } from '../gateway/gateway-api.ts';
import { prometheusArgs, prometheusConfiguration } from '../gateway/prometheus.ts';
import { TRAEFIK_CONTROLLER, traefikArgs } from '../gateway/traefik.ts';
import { beside } from '../machine/beside.ts';
import { holding } from '../machine/lock.ts';
import { freePorts } from '../machine/ports.ts';
import { answers } from '../machine/probe.ts';
import { until } from '../machine/until.ts';
import { GATEWAY, routed } from '../scenarios/steady.ts';
import type { Surroundings } from './check.ts';
import { inSteadyTier, reachable, type SteadyTier } from './steady-tier.ts';

/** A tier whose address is that of a Gateway, which is served by a real controller. */
export interface GatewayTier extends SteadyTier {
  /** `host:port` of what the Gateway counts. */
  readonly gatewayMetrics: string;
}

/** Kinds of the whole cluster come and go with a check. */
const LOCK = `${FOLDERS.run}-gateway.lock`;
/** Beside those of the cluster's parts ({@link PREFERRED_PORTS}). */
const PORTS = { web: 18080, own: 18081, prometheus: 18090 } as const;

type Around = Pick<Surroundings, 'cluster' | 'github'>;

/** Makes a tier with a Gateway for the time of `work`, and the kinds and the process that it needs.
 *  @throws {Skipped} where clients cannot reach a pod directly. */
export const inGatewayTier = <T>(
  id: string,
  image: string,
  around: Around,
  say: (line: string) => void,
  work: (tier: GatewayTier) => Promise<T>,
): Promise<T> =>
  holding(LOCK, 'serving a Gateway', 1800, say, async () => {
    // Before anything is changed about a cluster that is not the tests' own.
    reachable(around.cluster);
    const folder = await built(TRAEFIK, say);
    const { kubectl } = around.cluster;
    return await withGatewayApi(kubectl, () =>
      inSteadyTier(
        id,
        image,
        around,
        async (tier) => {
          const { namespace } = tier;
          const { web, own } = await freePorts({ web: PORTS.web, own: PORTS.own });
          const traefik = {
            name: 'traefik',
            program: join(folder, 'traefik'),
            args: traefikArgs({ web, own }, namespace, `sluice.test/tier=${namespace}`),
            env: { KUBECONFIG: kubectl.kubeconfig },
            health: `http://127.0.0.1:${own}/ping`,
          };
          await kubectl.apply(gatewayObjects(namespace, web));
          try {
            return await beside(traefik, () =>
              work({ ...tier, gatewayMetrics: `127.0.0.1:${own}`, address: () => served(`127.0.0.1:${web}`) }),
            );
          } finally {
            await kubectl('delete', 'gatewayclass', namespace, '--ignore-not-found');
          }
        },
        routed,
      ),
    );
  });

/** The same with a Prometheus, whose address `work` gets. */
export const inMeasuredTier = <T>(
  id: string,
  image: string,
  around: Around,
  say: (line: string) => void,
  work: (tier: GatewayTier, prometheus: string) => Promise<T>,
): Promise<T> =>
  inGatewayTier(id, image, around, say, async (tier) => {
    const program = join(await built(PROMETHEUS, say), 'prometheus');
    const { prometheus: port } = await freePorts({ prometheus: PORTS.prometheus });
    const folder = await mkdtemp(join(tmpdir(), 'sluice-prometheus-'));
    try {
      const file = join(folder, 'prometheus.yml');
      const { kubeconfig } = around.cluster.kubectl;
      await writeFile(
        file,
        prometheusConfiguration({ kubeconfig, namespace: tier.namespace, gateway: tier.gatewayMetrics }),
      );
      const url = `http://127.0.0.1:${port}`;
      const companion = { name: 'prometheus', program, args: prometheusArgs(folder, file, port), env: {} };
      return await beside({ ...companion, health: `${url}/-/ready` }, () => work(tier, url));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

/** The class is of the whole cluster: it has the name of the namespace, which nobody else has. */
const gatewayObjects = (namespace: string, port: number): readonly object[] => [
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: namespace, labels: { 'sluice.test/tier': namespace } },
    spec: { controllerName: TRAEFIK_CONTROLLER },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: GATEWAY, namespace },
    spec: { gatewayClassName: namespace, listeners: [{ name: 'web', protocol: 'HTTP', port }] },
  },
];

/** A route that has just been made is served a moment later. */
async function served(address: string): Promise<string> {
  await until(
    `the Gateway at ${address} to serve the route`,
    30,
    async () => (await answers(`http://${address}/`)) || undefined,
  );
  return address;
}
