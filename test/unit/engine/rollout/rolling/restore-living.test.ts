import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { rolling } from '../../../../../domain/strategy.ts';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import { restore } from '../../../../../engine/rollout/abort/restore.ts';
import {
  type KubernetesObject,
  nameOf,
  type ObjectReference,
  type Seen,
  type Selection,
  type WatchEvent,
} from '../../../../../engine/rollout/cluster.ts';
import { WrittenObjects } from '../../../../../engine/rollout/foreign/written-objects.ts';
import { identityOf } from '../../../../../engine/rollout/inventory/identity.ts';
import type { Manifests } from '../../../../../engine/rollout/manifests.ts';
import type { Moment } from '../../../../../engine/rollout/ports/moment.ts';
import type { RolloutPorts, RolloutRequest } from '../../../../../engine/rollout/request.ts';
import { RUN, STATE } from '../../../../../engine/rollout/state/annotations.ts';
import type { HistoryEntry } from '../../../../../engine/rollout/state/history.ts';
import type { HistoryKeeper } from '../../../../../engine/rollout/state/history-keeper.ts';
import { Ledger } from '../../../../../engine/rollout/state/ledger.ts';
import { NewerRun } from '../../../../../engine/rollout/state/newer-run.ts';
import { OPERATION } from '../../../../../engine/rollout/state/operation.ts';
import { isWorkload } from '../../../../../engine/rollout/workload.ts';
import { AnsweringCluster } from '../preflight/answering-cluster.ts';
import { VirtualClock } from '../virtual-clock.ts';

const OURS = [{ manager: 'sluice', operation: 'Apply', fieldsV1: {} }];
const LATER = '2026-11-20T00:00:00Z';

/** Objects that live: what is written is there, what is deleted is not, and a Deployment of no pods is at once what it is to be. */
class LivingCluster extends AnsweringCluster {
  readonly deeds: string[] = [];
  readonly objects: KubernetesObject[];
  /** What a watch shows of a Deployment, instead of one that is complete. */
  status: object | undefined;
  answer: Error | undefined;
  constructor(objects: readonly KubernetesObject[]) {
    super([]);
    this.objects = [...objects];
  }
  override async get({ kind, name }: ObjectReference) {
    return this.objects.find((object) => object.kind === kind && object.metadata.name === name);
  }
  override async list({ kind, name }: Selection) {
    const objects = this.objects.filter(
      (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
    );
    return { resourceVersion: '1', objects };
  }
  override async apply(object: KubernetesObject) {
    if (this.answer !== undefined) throw this.answer;
    const { replicas } = (object['spec'] ?? {}) as { readonly replicas?: number };
    this.deeds.push(`apply ${nameOf(object)}${replicas === undefined ? '' : ` ${replicas}`}`);
    const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
    const live: KubernetesObject = {
      ...object,
      metadata: { ...object.metadata, uid: 'u', generation: 2, resourceVersion: '2' },
      ...(isWorkload(object) ? { status: this.status ?? { observedGeneration: 2, ...counts } } : {}),
    };
    this.objects.splice(0, this.objects.length, ...this.objects.filter((one) => nameOf(one) !== nameOf(object)), live);
    return { object: live, serverTime: '2026-11-23T12:00:00Z' };
  }
  override readonly patch = (({ kind, name }: Seen, change: object) => {
    this.deeds.push(`patch ${kind} "${name}" ${JSON.stringify(change)}`);
    return Promise.resolve(undefined);
  }) as never;
  override readonly delete = (({ kind, name }: Seen) => {
    this.deeds.push(`delete ${kind} "${name}"`);
    const left = this.objects.filter((one) => !(one.kind === kind && one.metadata.name === name));
    this.objects.splice(0, this.objects.length, ...left);
    return Promise.resolve();
  }) as never;
  override readonly watch = ((selection: Selection, listener: (event: WatchEvent) => void) => {
    void this.list(selection).then((list) => listener({ type: 'listed', ...list }));
  }) as never;
}

const live = (kind: string, name: string, more: object = {}): KubernetesObject => ({
  apiVersion: { Deployment: 'apps/v1', HorizontalPodAutoscaler: 'autoscaling/v2', Service: 'v1' }[kind] ?? 'v1',
  kind,
  metadata: {
    name,
    namespace: 'shop',
    uid: name,
    resourceVersion: '1',
    creationTimestamp: LATER,
    annotations: { 'sluice.dev/service': 'api' },
    managedFields: OURS,
  },
  ...more,
});
const deployment = (replicas: number | undefined, annotations: object = {}): KubernetesObject => {
  const object = live('Deployment', 'api', {
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: { app: 'api' } },
      template: { metadata: { labels: { app: 'api' } }, spec: { containers: [] } },
    },
  });
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
};
const scaler = live('HorizontalPodAutoscaler', 'api', {
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' } },
});
const kept = ({ apiVersion, kind, metadata: { name }, ...rest }: KubernetesObject): KubernetesObject => ({
  ...rest,
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
});

const run = { id: 7, attempt: 1, createdAt: '2026-11-23T11:00:00Z' };
const request: RolloutRequest = {
  ...{ kind: 'rollout', service: 'api', tier: 'dev', namespace: 'shop', manifests: '', release: undefined },
  ...{ commit: undefined, run, actor: 'x', strategy: rolling(), graces: GRACES, rollback: seconds(60) },
  verification: 'none',
};

interface Story {
  readonly good: readonly KubernetesObject[];
  readonly bad: readonly KubernetesObject[];
  readonly living: readonly KubernetesObject[];
  readonly before?: readonly KubernetesObject[];
  readonly foundBefore?: readonly string[];
  readonly status?: object;
  /** Thrown by every write. */
  readonly answer?: Error;
}

async function story({ good, bad, living, before = [], foundBefore = [], status, answer }: Story) {
  const cluster = new LivingCluster(living);
  cluster.status = status;
  cluster.answer = answer;
  const phases = new Set<string>();
  const clock = new VirtualClock();
  const entry = (key: string, state: HistoryEntry['state'], at: string, objects: readonly KubernetesObject[]) => ({
    ...{ key, state, at, objects: objects.map(kept), release: undefined, commit: undefined },
  });
  const history = [entry('bad', 'failed', LATER, bad), entry('good', 'good', '2026-11-01T00:00:00Z', good)];
  const told: string[] = [];
  const ports = {
    ...{ cluster, clock, signal: new AbortController().signal, seen: ({ phase }: Moment) => phases.add(phase) },
    log: { info: (line: string) => told.push(line), group() {}, warning() {}, debug() {} },
  } as unknown as RolloutPorts;
  const keeper = { history } as unknown as HistoryKeeper;
  const manifests: Manifests = {
    ...{ objects: bad.map(kept), workloads: before.filter(isWorkload), bearers: before.filter(isWorkload) },
    ...{ preDeployJobs: [], jobs: [], clusterObjects: [], leftToOthers: [], notes: [] },
  };
  const restored = await clock.until(
    restore({
      ...{ request, ports, keeper, manifests, key: 'bad', foundBefore: new Set(foundBefore) },
      live: new Map(before.map((object) => [nameOf(object), object])),
      ledger: new Ledger(keeper, 'bad', 'api', ports.log),
      ...{ begun: 0, written: new WrittenObjects() },
    }),
  );
  return { ...restored, deeds: cluster.deeds, now: clock.now(), objects: cluster.objects, phases: [...phases] };
}

describe('going back where objects live', () => {
  const service = live('Service', 'brought');
  const settings = live('ConfigMap', 'kept', { data: { a: '1' } });

  it('deletes what acts on pods before anything is written, and the rest once these run', async () => {
    const seen = await story({
      good: [deployment(0)],
      bad: [deployment(0), scaler, service],
      living: [deployment(0), scaler, service],
      before: [deployment(0)],
    });
    expect(seen.outcome).toBe('complete');
    expect(seen.deeds).toEqual([
      'delete HorizontalPodAutoscaler "api"',
      'apply Deployment "api" 0',
      'delete Service "brought"',
    ]);
    expect(seen.removed.gone).toEqual(['HorizontalPodAutoscaler "api"', 'Service "brought"']);
    expect(seen.phases).toEqual(['rollback']);
  });

  it('leaves what the release brought where the state before is not complete again', async () => {
    const seen = await story({
      good: [deployment(3)],
      bad: [deployment(3), service],
      living: [deployment(3), service],
      before: [deployment(3)],
      status: { observedGeneration: 1 },
    });
    expect(seen).toMatchObject({ outcome: 'failed', removed: { gone: [] } });
    expect(seen.problem).toMatch(/\S/);
    expect(seen.deeds).toEqual(['apply Deployment "api" 3']);
    // The way back has a time of its own.
    expect(seen.now - Date.parse('2026-11-23T12:00:00Z')).toBeGreaterThanOrEqual(60_000);
    expect(seen.now - Date.parse('2026-11-23T12:00:00Z')).toBeLessThan(GRACES.timeout * 1000);
  });

  it('spares what was there before, and writes nothing over what nobody has touched', async () => {
    const seen = await story({
      good: [deployment(0), settings],
      bad: [deployment(0), service],
      living: [deployment(0), settings, service],
      before: [deployment(0)],
      foundBefore: [identityOf(service)],
    });
    expect(seen.deeds).toEqual(['apply Deployment "api" 0']);
    expect(seen).toMatchObject({
      outcome: 'complete',
      removed: { gone: [], left: [{ name: 'Service "brought"', stays: { code: 'was-there-before' } }] },
    });
  });

  it('notes on the workload that it is on its way back, and what it becomes', async () => {
    const { objects } = await story({
      good: [deployment(0)],
      bad: [deployment(0)],
      living: [deployment(0)],
      before: [deployment(0)],
    });
    const { annotations = {} } = objects.find(({ kind }) => kind === 'Deployment')?.metadata ?? {};
    expect(annotations[STATE]).toBe('good');
    expect(annotations[RUN]).toContain('7');
    expect(annotations[OPERATION]).toContain('failing');
    expect(annotations[OPERATION]).toContain('2026-11-23T12:01:00.000Z');
  });

  it('changes nothing where a newer run has written since, or writes meanwhile', async () => {
    const all = { good: [deployment(0)], bad: [deployment(0), scaler], before: [deployment(0)] };
    const newer = deployment(0, { [RUN]: '2026-11-23T12:00:00Z 9 1' });
    expect(await story({ ...all, living: [newer, scaler] })).toMatchObject({ outcome: 'superseded', deeds: [] });
    const meanwhile = await story({ ...all, living: [deployment(0)], answer: new NewerRun('Run 9 has written.') });
    expect(meanwhile).toMatchObject({ outcome: 'superseded', deeds: [], problem: undefined });
  });

  it('names once what stays, and takes no number from an autoscaler that does', async () => {
    const seen = await story({
      good: [deployment(0)],
      bad: [deployment(undefined), scaler],
      living: [deployment(4), scaler],
      before: [deployment(0)],
      foundBefore: [identityOf(scaler)],
    });
    expect(seen.deeds).toEqual(['apply Deployment "api" 4']);
    expect(seen.removed.left.map(({ name }) => name)).toEqual(['HorizontalPodAutoscaler "api"']);
  });

  describe('pods that an autoscaler of the release alone has counted', () => {
    const policy = live('NetworkPolicy', 'brought');
    const counted = (before: readonly KubernetesObject[]) =>
      story({
        good: [deployment(2), settings],
        bad: [deployment(undefined), { ...settings, data: { a: '2' } }, scaler, policy],
        living: [deployment(4), settings, scaler, policy],
        before,
      });

    it('get the number back that ran before, taken from the autoscaler that has gone', async () => {
      const { deeds } = await counted([deployment(3)]);
      expect(deeds.slice(0, 5)).toEqual([
        'delete HorizontalPodAutoscaler "api"',
        'delete NetworkPolicy "brought"',
        'patch Deployment "api" {"spec":{"replicas":3}}',
        'apply Deployment "api" 3',
        'apply ConfigMap "kept"',
      ]);
    });

    it('are as many as the kept state says where a dead run of this release ran before', async () => {
      const { deeds } = await counted([deployment(4, { [STATE]: 'bad' })]);
      expect(deeds).toContain('apply Deployment "api" 2');
    });
  });
});
