import { describe, expect, it } from '@jest/globals';
import type { CommitSha } from '../../../../../domain/commit.ts';
import { digestOf } from '../../../../../domain/digest.ts';
import { seconds } from '../../../../../domain/seconds.ts';
import { rolling } from '../../../../../domain/strategy.ts';
import { GRACES } from '../../../../../domain/verdict/graces.ts';
import { describeState, restore } from '../../../../../engine/rollout/abort/restore.ts';
import { type KubernetesObject, nameOf, Refusal, Unreachable } from '../../../../../engine/rollout/cluster.ts';
import { WrittenObjects } from '../../../../../engine/rollout/foreign/written-objects.ts';
import type { FoundBefore } from '../../../../../engine/rollout/inventory/found-before.ts';
import type { Manifests } from '../../../../../engine/rollout/manifests.ts';
import type { RolloutPorts, RolloutRequest } from '../../../../../engine/rollout/request.ts';
import { IRREVERSIBLE, RUN, STATE } from '../../../../../engine/rollout/state/annotations.ts';
import type { HistoryEntry, StateOfEntry } from '../../../../../engine/rollout/state/history.ts';
import type { HistoryKeeper } from '../../../../../engine/rollout/state/history-keeper.ts';
import { Ledger } from '../../../../../engine/rollout/state/ledger.ts';
import type { WorkloadManifest } from '../../../../../engine/rollout/workload.ts';
import { AnsweringCluster } from '../preflight/answering-cluster.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Takes writes, too, and notes them. */
class WritableCluster extends AnsweringCluster {
  readonly written: KubernetesObject[] = [];
  answer: Error | undefined;
  override async apply(object: KubernetesObject) {
    if (this.answer !== undefined) throw this.answer;
    this.written.push(object);
    return { object, serverTime: '2026-11-23T12:00:00Z' };
  }
}

const settings = (value: string, name = 'settings'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data: { value },
});
const workload = (annotations: Readonly<Record<string, string>> = {}): WorkloadManifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop', uid: 'u', resourceVersion: '1', annotations },
  spec: { template: { spec: { containers: [] } } },
});
const entry = (
  key: string,
  state: StateOfEntry,
  objects: readonly KubernetesObject[] = [settings(key)],
): HistoryEntry => ({
  ...{ key, state, objects, release: undefined, commit: undefined, at: '2026-11-01T00:00:00Z' },
});
const run = { id: 7, attempt: 1, createdAt: '2026-11-23T11:00:00Z' };
const request: RolloutRequest = {
  ...{ kind: 'rollout', service: 'api', tier: 'dev', namespace: 'shop', manifests: '', release: undefined },
  ...{ commit: undefined, run, actor: 'x', strategy: rolling(), graces: GRACES, rollback: seconds(300) },
  verification: 'none',
};
/** The release that failed, and what ran before it. */
interface Failed {
  readonly key: string;
  readonly objects: readonly KubernetesObject[];
  readonly before: readonly WorkloadManifest[];
  readonly foundBefore: FoundBefore;
}
const failed: Failed = { key: 'bad', objects: [settings('bad')], before: [], foundBefore: new Set() };
const irreversible: KubernetesObject = {
  ...settings('bad'),
  metadata: { name: 'settings', annotations: { [IRREVERSIBLE]: 'true' } },
};

const EMPTY: Manifests = {
  ...{
    objects: [],
    workloads: [],
    bearers: [],
    preDeployJobs: [],
    jobs: [],
    clusterObjects: [],
    leftToOthers: [],
    notes: [],
  },
};

interface Story {
  readonly history?: readonly HistoryEntry[];
  readonly cluster?: WritableCluster;
  readonly signal?: AbortSignal;
  readonly request?: Partial<RolloutRequest>;
  readonly failed?: Partial<Failed>;
}

const HISTORY = [entry('bad', 'failed'), entry('good', 'good')];

async function story(of: Story = {}) {
  const cluster = of.cluster ?? new WritableCluster([]);
  const log: string[] = [];
  const ports = {
    ...{ cluster, clock: new VirtualClock(), signal: of.signal ?? new AbortController().signal },
    log: { info: (line: string) => log.push(line), group() {}, warning() {} },
  } as unknown as RolloutPorts;
  const keeper = { history: of.history ?? HISTORY } as HistoryKeeper;
  const { key, objects, before, foundBefore } = { ...failed, ...of.failed };
  const restored = await restore({
    ...{ request: { ...request, ...of.request }, ports, keeper, key, foundBefore },
    manifests: { ...EMPTY, objects, workloads: before, bearers: before },
    live: new Map(before.map((object) => [nameOf(object), object])),
    ledger: new Ledger(keeper, key, 'api', ports.log),
    ...{ begun: 0, written: new WrittenObjects() },
  });
  return { ...restored, log, written: cluster.written };
}
const NOTHING_DONE = { written: [], log: [], target: undefined, problem: undefined, removed: { gone: [], left: [] } };

describe('going back', () => {
  it('writes the last good state again, and says which', async () => {
    const { outcome, target, written, log, problem } = await story();
    expect({ outcome, key: target?.key, written, problem }).toEqual({
      ...{ outcome: 'complete', key: 'good', problem: undefined },
      written: [expect.objectContaining({ kind: 'ConfigMap', data: { value: 'good' } })],
    });
    expect(log).toEqual(['Returning to the last good state, manifests good.']);
  });

  it.each<[string, Story]>([
    ['off', { request: { rollback: undefined } }],
    ['irreversible', { failed: { objects: [irreversible] } }],
    ['none-first-deploy', { history: [entry('bad', 'failed')] }],
    ['none-first-deploy', { history: [] }],
    [
      'none-same-state',
      { history: [entry('bad', 'good'), entry('good', 'good')], failed: { before: [workload({ [STATE]: 'bad' })] } },
    ],
  ])('does nothing: %s', async (outcome, of) => {
    expect(await story(of)).toMatchObject({ ...NOTHING_DONE, outcome });
  });

  it.each<[string, Story]>([
    [
      'was written by a run that died, which made it no good one',
      { failed: { before: [workload({ [STATE]: 'bad' })] } },
    ],
    ['was good and ran nowhere', { history: [entry('bad', 'good'), entry('good', 'good')] }],
    [
      'was good while another state ran',
      { history: [entry('bad', 'good'), entry('good', 'good')], failed: { before: [workload({ [STATE]: 'other' })] } },
    ],
  ])('goes on where the state that failed %s', async (_, of) => {
    expect(await story(of)).toMatchObject({ outcome: 'complete', target: { key: 'good' } });
  });

  it('leaves everything to a newer run that has written since', async () => {
    const live = (id: number) => workload({ [RUN]: `2026-11-23T1${id}:00:00Z ${id} 1` });
    const good = entry('good', 'good', [workload()]);
    const newer = await story({ history: [good], cluster: new WritableCluster([live(2)]) });
    expect(newer).toMatchObject({ outcome: 'superseded', written: [], problem: undefined, target: { key: 'good' } });
  });

  it('stops when somebody cancels', async () => {
    expect(await story({ signal: AbortSignal.abort() })).toMatchObject({
      outcome: 'cancelled',
      written: [],
      problem: undefined,
    });
  });

  it.each<[string, Error, string | undefined]>([
    ['failed', new Refusal(422, 'Invalid', 'data is wrong.'), 'data is wrong.'],
    ['unknown', new Unreachable('no answer'), 'no answer.'],
  ])('%s when the API server does not take it', async (outcome, answer, problem) => {
    const cluster = new WritableCluster([]);
    cluster.answer = answer;
    expect(await story({ cluster })).toMatchObject({ outcome, problem, target: { key: 'good' } });
  });

  it('ends with our own mistakes', async () => {
    const cluster = new WritableCluster([]);
    cluster.answer = new TypeError('ours');
    await expect(story({ cluster })).rejects.toThrow('ours');
  });
});

describe('a state', () => {
  const digest = digestOf('x');
  const commit = '0123456789abcdef0123456789abcdef01234567' as CommitSha;
  it.each<[string, Partial<HistoryEntry>]>([
    ['manifests sha256:aabbccddeeff', { key: `sha256:aabbccddeeff${'0'.repeat(52)}` }],
    [`release ${digest.slice(0, 19)}`, { release: { repository: 'r', digest } }],
    [`release ${digest.slice(0, 19)} of commit 0123456`, { release: { repository: 'r', digest }, commit }],
  ])('is told as %s', (text, change) => {
    expect(describeState({ ...entry('k', 'good'), ...change })).toBe(text);
  });
});
