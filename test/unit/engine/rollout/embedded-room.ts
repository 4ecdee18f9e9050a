import { digestOf } from '../../../../domain/digest.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { rolling, type Strategy } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from '../../../../engine/rollout/request.ts';
import { rollOut } from '../../../../engine/rollout/roll-out.ts';
import { createCluster } from '../../../../rehearsal/cluster/controllers/controllers.ts';
import type { ContainerScript } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { createScriptedRuntime } from '../../../../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import { REAL_TIMING } from '../../../../rehearsal/cluster/kubelet/timing.ts';
import { createObjectStore } from '../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { commit, FakeRecords, image } from './delivery-room.ts';
import { EmbeddedApi } from './embedded-api.ts';
import { type Death, mortal } from './mortal-cluster.ts';

const NAMESPACE = 'production';

export const deployable = (name: string, { replicas = 2 }: { readonly replicas?: number } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: api } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: api
          image: "${image(name)}"
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 }, periodSeconds: 1, failureThreshold: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
`;

const SCRIPTS: Readonly<Record<string, ContainerScript>> = {
  good: {},
  crash: { runs: [{ readyAfter: 'never', exit: { code: 3, after: 100 } }] },
  unready: { runs: [{ readyAfter: 'never' }] },
  /** Good enough to be switched to, and then not. */
  sours: { runs: [{ unreadyAfter: 35_000 }] },
};

/** One namespace of the embedded cluster on a virtual clock; an image behaves as the first word of its name says. */
export class EmbeddedRoom {
  readonly clock = createVirtualClock(Date.UTC(2026, 10, 23, 12));
  readonly records = new FakeRecords();
  readonly log: string[] = [];
  readonly api: EmbeddedApi;
  /** Called after every change in the cluster, whoever made it. */
  observe: (object: KubernetesObject) => void = () => {};
  strategy: Strategy = rolling();
  #runs = 0;

  constructor(names: readonly string[]) {
    const { clock } = this;
    let identities = 0;
    const store = createObjectStore({
      clock,
      historyLimit: 100_000,
      identity: {
        timestamp: () => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
        uid: () => `00000000-0000-4000-8000-${String(++identities).padStart(12, '0')}`,
        suffix: () =>
          String(++identities)
            .padStart(5, '0')
            .replace(/[01356]/g, (digit) => 'bcdfg'['01356'.indexOf(digit)] ?? ''),
      },
    });
    const known = new Map(names.map((name) => [image(name), SCRIPTS[name.split('-')[0] ?? '']]));
    const runtime = createScriptedRuntime(clock, (reference) => known.get(reference));
    const cluster = createCluster({ store, clock, runtime, timing: REAL_TIMING });
    store.create(
      { group: '', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    );
    cluster.start();
    store.subscribe(({ object }) => this.observe(object as unknown as KubernetesObject));
    this.api = new EmbeddedApi(store, clock);
  }

  request(name: string, change: Partial<RolloutRequest> = {}): RolloutRequest {
    const id = change.run?.id ?? ++this.#runs;
    return {
      kind: 'rollout',
      service: 'api',
      tier: 'production',
      namespace: NAMESPACE,
      manifests: deployable(name),
      release: { repository: 'registry.example/services/api', digest: digestOf(`release ${name}`) },
      commit: commit('a'),
      run: { id, attempt: 1, createdAt: `2026-11-23T11:${String(id).padStart(2, '0')}:00Z` },
      actor: 'octocat',
      graces: GRACES,
      rollback: seconds(300),
      verification: 'none',
      strategy: this.strategy,
      ...change,
    };
  }

  /** Starts a run that may die; its time passes with `until`. */
  start(request: RolloutRequest, death?: Death, ports: Partial<RolloutPorts> = {}) {
    const { records, clock } = this;
    const { cluster, writes } = mortal(this.api, death);
    const say = (line: string) => void this.log.push(`${((clock.now() / 1000) % 3600).toFixed(1)} ${line}`);
    const log = { info: say, warning: say, group: () => {} };
    const signal = new AbortController().signal;
    return { ended: rollOut(request, { cluster, records, clock, log, signal, ...ports }), writes };
  }

  rollOut(name: string, change: Partial<RolloutRequest> = {}): Promise<RolloutResult> {
    return this.until(this.start(this.request(name, change)).ended);
  }

  /** Lets time pass until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (let steps = 0; ; steps++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return await promise;
      if (steps > 100_000) throw new Error('Far too many steps.');
      let fired = false;
      this.clock.runUntil(() => {
        const now = fired;
        fired = true;
        return now;
      }, 3_600_000);
    }
  }

  async pass(milliseconds: number): Promise<void> {
    await this.until(new Promise<void>((resolve) => this.clock.after(milliseconds, resolve)));
  }

  async get(kind: string, name: string, apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1') {
    return await this.api.get({ apiVersion, kind, namespace: NAMESPACE, name });
  }

  async list(kind: string, apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1') {
    return (await this.api.list({ apiVersion, kind, namespace: NAMESPACE })).objects;
  }
}
