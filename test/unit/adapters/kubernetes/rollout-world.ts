import { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { rolling } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { RolloutRequest, RolloutResult } from '../../../../engine/rollout/request.ts';
import { rollOut } from '../../../../engine/rollout/roll-out.ts';
import { type ApiServer, createApiServer } from '../../../../rehearsal/cluster/api/api-server.ts';
import type { ContainerScript } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { certificateAuthority } from '../../../../rehearsal/network/certificate-authority.ts';
import { FakeRecords } from '../../engine/rollout/fake-records.ts';
import { commit, image, manifests } from '../../engine/rollout/releases.ts';
import { embeddedCluster, NAMESPACE } from '../../rehearsal/cluster/controllers/embedded-cluster.ts';
import { FaultProxy } from './fault-proxy.ts';
import { PatientClock } from './patient-clock.ts';

/** The whole way of a rollout on virtual time: engine, transport, TLS, faults, API server, controllers and scripted pods. */
export class RolloutWorld {
  readonly records = new FakeRecords();
  readonly log: string[] = [];
  readonly abort = new AbortController();
  readonly embedded: ReturnType<typeof embeddedCluster>;
  readonly clock: PatientClock;
  readonly proxy: FaultProxy;
  readonly cluster: KubernetesCluster;
  /** Where the client finds the proxy. */
  readonly server: string;
  readonly #api: ApiServer;
  #runs = 0;

  private constructor(
    embedded: ReturnType<typeof embeddedCluster>,
    clock: PatientClock,
    api: ApiServer,
    proxy: FaultProxy,
    server: string,
  ) {
    this.embedded = embedded;
    this.clock = clock;
    this.#api = api;
    this.proxy = proxy;
    this.server = server;
    clock.network = () => ({ activity: proxy.activity, inFlight: proxy.inFlight });
    this.cluster = new KubernetesCluster(
      () => proxy.access('token-1', this.server),
      clock,
      () => 0.5,
    );
  }

  /** @param scripts how containers behave, by the name of their image (see `image`). */
  static async open(
    scripts: Readonly<Record<string, ContainerScript>>,
    options: {
      readonly protocols?: string[];
      readonly cableOf?: (port: number) => Promise<{ readonly url: string }>;
    } = {},
  ): Promise<RolloutWorld> {
    const named = Object.entries(scripts).map(([name, script]) => [image(name), script] as const);
    const embedded = embeddedCluster(Object.fromEntries(named));
    const clock = new PatientClock(embedded.clock);
    const authority = await certificateAuthority();
    const api = await createApiServer({
      store: embedded.store,
      clock: embedded.clock,
      logs: embedded.cluster.logs,
      tokens: new Map([['token-1', 'deployer']]),
      tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
    });
    const proxy = await FaultProxy.start(api.url, clock, options);
    const front = (await options.cableOf?.(proxy.port))?.url ?? proxy.url;
    return new RolloutWorld(embedded, clock, api, proxy, front);
  }

  rollOut(name: string, change: Partial<RolloutRequest> = {}): Promise<RolloutResult> {
    const id = ++this.#runs;
    const { cluster, records, clock, abort } = this;
    const say = (line: string) => void this.log.push(line);
    const log = { info: say, warning: say, group: (title: string) => say(title) };
    const request: RolloutRequest = {
      kind: 'rollout',
      service: 'api',
      tier: 'production',
      namespace: NAMESPACE,
      manifests: manifests(name),
      release: undefined,
      commit: commit('a'),
      run: { id, attempt: 1, createdAt: `2026-11-23T11:${String(id).padStart(2, '0')}:00Z` },
      actor: 'octocat',
      graces: GRACES,
      strategy: rolling(),
      rollback: seconds(300),
      verification: 'none',
      ...change,
    };
    return clock.until(rollOut(request, { cluster, records, clock, log, signal: abort.signal }));
  }

  get liveImage(): string | undefined {
    return this.embedded.deployment('api').spec.template.spec?.containers[0]?.image;
  }

  async close(): Promise<void> {
    this.cluster.close();
    await this.proxy.stop();
    await this.#api.close();
  }
}
