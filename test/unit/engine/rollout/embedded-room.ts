import { digestOf } from '../../../../domain/digest.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { rolling, type Strategy } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { Cluster } from '../../../../engine/rollout/cluster.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from '../../../../engine/rollout/request.ts';
import { rollOut } from '../../../../engine/rollout/roll-out.ts';
import type { ContainerScript, Scripts } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { ClusterRoom, NAMESPACE, type RoomOptions } from './cluster-room.ts';
import { FakeRecords } from './fake-records.ts';
import { type Death, mortal } from './mortal-cluster.ts';
import { commit, image } from './releases.ts';

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

/** A namespace that releases are rolled out in; an image behaves as the first word of its name says. */
export class EmbeddedRoom extends ClusterRoom {
  readonly records = new FakeRecords();
  readonly log: string[] = [];
  readonly abort = new AbortController();
  strategy: Strategy = rolling();
  #runs = 0;

  constructor(releases: readonly string[] | Scripts, options: RoomOptions = {}) {
    super(typeof releases === 'function' ? releases : byFirstWord(releases), options);
  }

  request(name: string, change: Partial<RolloutRequest> = {}): RolloutRequest {
    const id = change.run?.id ?? ++this.#runs;
    return {
      kind: 'rollout',
      service: 'api',
      tier: 'production',
      namespace: NAMESPACE,
      manifests: this.manifestsOf(name),
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
    const { cluster, writes } = mortal(this.port, death);
    return { ended: rollOut(request, { ...this.ports, cluster, ...ports }), writes };
  }

  rollOut(name: string, change: Partial<RolloutRequest> = {}): Promise<RolloutResult> {
    return this.until(this.start(this.request(name, change)).ended);
  }

  /** What a use-case of the engine works with here. */
  get ports(): RolloutPorts {
    const { records, clock } = this;
    const say = (line: string) => void this.log.push(line);
    const group = (title: string, lines: readonly string[]) => say([title, ...lines].join('\n'));
    return {
      cluster: this.port,
      records,
      clock,
      log: { info: say, warning: say, group },
      signal: this.abort.signal,
    };
  }

  protected get port(): Cluster {
    return this.api;
  }

  protected manifestsOf(name: string): string {
    return deployable(name);
  }
}

const byFirstWord = (names: readonly string[]): Scripts => {
  const known = new Map(names.map((name) => [image(name), SCRIPTS[name.split('-')[0] ?? '']]));
  return (reference) => known.get(reference);
};
