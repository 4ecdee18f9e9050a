import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { DeploymentRecord, RecordPayload, RecordState } from '../../../../domain/record.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { rolling } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { Records } from '../../../../engine/records.ts';
import type { RolloutRequest, RolloutResult } from '../../../../engine/rollout/request.ts';
import { rollOut } from '../../../../engine/rollout/roll-out.ts';
import { FakeCluster } from './fake-cluster.ts';
import { type Behaviour, controllers } from './fake-controllers.ts';
import { type Death, mortal } from './mortal-cluster.ts';
import { VirtualClock } from './virtual-clock.ts';

export const image = (name: string): string => `registry.example/services/api@${digestOf(name)}`;
export const commit = (digit: string) => parseCommitSha(digit.repeat(40));

export const manifests = (name: string, { replicas = 2 }: { replicas?: number } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers: [{ name: api, image: "${image(name)}" }]
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 80 }] }
`;

export class FakeRecords implements Records {
  readonly payloads: RecordPayload[] = [];
  readonly states: { readonly id: number; readonly state: RecordState }[] = [];
  async start(payload: RecordPayload): Promise<number> {
    return this.payloads.push(payload);
  }
  async update(id: number, state: RecordState): Promise<void> {
    this.states.push({ id, state });
  }
  async list(): Promise<readonly DeploymentRecord[]> {
    return this.payloads
      .map((payload, index): DeploymentRecord => {
        const state = this.states.findLast(({ id }) => id === index + 1)?.state ?? { phase: 'started' };
        return { ...payload, id: index + 1, createdAt: payload.run.createdAt, state };
      })
      .toReversed();
  }
}

/** One namespace with its API server, controllers, records and clock; images behave as their name says. */
export class DeliveryRoom {
  readonly clock = new VirtualClock();
  readonly cluster = new FakeCluster(this.clock);
  readonly records = new FakeRecords();
  readonly log: string[] = [];
  readonly abort = new AbortController();
  #runs = 0;

  constructor(behaviours: Readonly<Record<string, Behaviour>> = {}) {
    const known = new Map(Object.entries(behaviours).map(([name, behaviour]) => [image(name), behaviour]));
    this.cluster.react = controllers(this.cluster, (text) => known.get(text) ?? 'good');
  }

  request(name: string, change: Partial<RolloutRequest> = {}): RolloutRequest {
    const id = ++this.#runs;
    return {
      kind: 'rollout',
      service: 'api',
      tier: 'production',
      namespace: 'production',
      manifests: manifests(name),
      release: { repository: 'registry.example/services/api', digest: digestOf(`release ${name}`) },
      commit: commit('a'),
      run: { id, attempt: 1, createdAt: `2026-11-23T11:${String(id).padStart(2, '0')}:00Z` },
      actor: 'octocat',
      strategy: rolling(),
      graces: GRACES,
      rollback: seconds(300),
      verification: 'none',
      ...change,
    };
  }

  rollOut(name: string, change: Partial<RolloutRequest> = {}): Promise<RolloutResult> {
    return this.rollOutUntil(undefined, this.request(name, change)).ended;
  }

  /** A run that dies at one of its writes. */
  rollOutUntil(death: Death | undefined, request: RolloutRequest) {
    const { records, clock } = this;
    const { cluster, writes } = mortal(this.cluster, death);
    const say = (line: string) => void this.log.push(line);
    const log = {
      info: say,
      warning: say,
      group: (title: string, lines: readonly string[]) => say([title, ...lines].join('\n')),
    };
    const ended = clock.until(rollOut(request, { cluster, records, clock, log, signal: this.abort.signal }));
    return { ended, writes };
  }

  get liveImage(): string | undefined {
    const spec = this.cluster.objects.get('Deployment/api')?.['spec'] as
      | { readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } } }
      | undefined;
    return spec?.template.spec.containers[0]?.image;
  }

  get lastState(): RecordState | undefined {
    return this.records.states.at(-1)?.state;
  }
}
