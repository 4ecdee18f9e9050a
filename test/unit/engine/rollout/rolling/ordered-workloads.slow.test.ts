import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { stuckPod } from '../../../../../engine/rollout/abort/stuck-pod.ts';
import { Refusal, Unreachable } from '../../../../../engine/rollout/cluster.ts';
import { manifests, roomOf } from './ordered-room.ts';

describe('a StatefulSet whose first updated pod is broken', () => {
  it('is whole again after the rollback: only the stuck pod was deleted, once', async () => {
    const { roll, deleted, podsOf } = roomOf();
    expect(await roll('StatefulSet', 'good')).toMatchObject({ outcome: 'complete' });
    expect(await roll('StatefulSet', 'bad')).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(deleted()).toEqual(['-Pod/db-2']);
    expect(podsOf('good')).toBe(3);
  });

  it('is whole again after a good release on top of the broken one', async () => {
    const { room, roll, deleted, podsOf } = roomOf();
    await roll('StatefulSet', 'good');
    await room.rollOut('bad', { manifests: manifests('StatefulSet', 'bad'), rollback: undefined });
    expect(deleted()).toEqual([]);
    expect(await roll('StatefulSet', 'better')).toMatchObject({ outcome: 'complete' });
    expect(deleted()).toEqual(['-Pod/db-2']);
    expect(podsOf('better')).toBe(3);
  });

  it('is whole again after a rollback that somebody asks for', async () => {
    const { room, roll, deleted, podsOf } = roomOf();
    await roll('StatefulSet', 'good');
    await room.rollOut('bad', { manifests: manifests('StatefulSet', 'bad'), rollback: undefined });
    expect(await room.until(rollBack({ ...room.request('none'), to: '' }, room.ports))).toMatchObject({
      outcome: 'complete',
    });
    expect(deleted()).toEqual(['-Pod/db-2']);
    expect(podsOf('good')).toBe(3);
  });

  it('is whole again although the run died before it deleted the stuck pod', async () => {
    const { room, roll, deleted, podsOf } = roomOf();
    await roll('StatefulSet', 'good');
    const death = room.cluster.delete.bind(room.cluster);
    room.cluster.delete = () => Promise.reject(new Unreachable('The run is dead.'));
    await roll('StatefulSet', 'bad');
    room.cluster.delete = death;
    expect(deleted()).toEqual([]);
    expect(await roll('StatefulSet', 'good')).toMatchObject({ outcome: 'complete' });
    expect(deleted()).toEqual(['-Pod/db-2']);
    expect(podsOf('good')).toBe(3);
  });

  it('is not touched where no pod is stuck', async () => {
    const { roll, deleted } = roomOf();
    await roll('StatefulSet', 'good');
    await roll('StatefulSet', 'better');
    expect(deleted()).toEqual([]);
  });
});

describe('the next pod to delete', () => {
  const set = (change: object = {}, status: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', generation: 3 },
    spec: { replicas: 3, ...change },
    status: { observedGeneration: 3, updateRevision: 'good', ...status },
  });
  const pod = (ordinal: number, revision: string, ready: boolean, metadata: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `db-${ordinal}`, labels: { 'controller-revision-hash': revision }, ...metadata },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
  const whole = [pod(0, 'good', true), pod(1, 'good', true), pod(2, 'bad', false)];
  it.each([
    ['is the stuck one', set(), whole, 'db-2'],
    ['is none before the controller has seen the good template', set({}, { observedGeneration: 2 }), whole, undefined],
    ['is none while the bad template is wanted', set({}, { updateRevision: 'bad' }), whole, undefined],
    ['is none of a parallel set', set({ podManagementPolicy: 'Parallel' }), whole, undefined],
    ['is never a ready one', set(), [...whole.slice(0, 2), pod(2, 'bad', true)], undefined],
    [
      'is none while it is on its way out',
      set(),
      [...whole.slice(0, 2), pod(2, 'bad', false, { deletionTimestamp: 'now' })],
      undefined,
    ],
    ['is none while one before it is missing', set(), [pod(0, 'good', true), pod(2, 'bad', false)], undefined],
    [
      'is none while one before it gets ready',
      set(),
      [pod(0, 'good', true), pod(1, 'good', false), pod(2, 'bad', false)],
      undefined,
    ],
    ['is the first of several', set(), [pod(0, 'bad', false), pod(1, 'bad', false), pod(2, 'bad', false)], 'db-0'],
    ['is found where ordinals start elsewhere', set({ ordinals: { start: 2 } }), [pod(2, 'bad', false)], 'db-2'],
  ])('%s', (_, given, pods, expected) => {
    expect(stuckPod(given, pods, { revision: 'bad' })?.metadata.name).toBe(expected);
  });
});

describe('a DaemonSet', () => {
  it('that crashes goes back to the last good template', async () => {
    const { roll, podsOf, deleted } = roomOf();
    expect(await roll('DaemonSet', 'good')).toMatchObject({ outcome: 'complete' });
    expect(await roll('DaemonSet', 'bad')).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(podsOf('good')).toBe(2);
    expect(deleted()).toEqual([]);
  });

  it.each([
    ['that surges', 'rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }'],
    ['that surges everywhere', 'rollingUpdate: { maxSurge: 100%, maxUnavailable: 0 }'],
    ['that replaces node by node', 'rollingUpdate: { maxUnavailable: 1 }'],
    ['that replaces all nodes', 'rollingUpdate: { maxUnavailable: 100% }'],
  ])('%s is whole after it went back, and after the good release is applied once more', async (_, update) => {
    const { roll, podsOf, room } = roomOf(['node-1', 'node-2', 'node-3']);
    const spec = `updateStrategy: { type: RollingUpdate, ${update} }`;
    expect(await roll('DaemonSet', 'good', { spec })).toMatchObject({ outcome: 'complete' });
    const kept = names(room);
    expect(await roll('DaemonSet', 'bad', { spec })).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(podsOf('good')).toBe(3);
    expect(await roll('DaemonSet', 'good', { spec })).toMatchObject({ outcome: 'complete' });
    // What surges keeps every pod that it had; the others lose as many as may be unavailable.
    const lost = kept.filter((name) => !names(room).includes(name)).length;
    expect(lost).toBe(update.includes('Surge') ? 0 : update.includes('%') ? 3 : 1);
  });
});

describe('a DaemonSet whose revisions nobody lets us see', () => {
  it('is judged by what its pods tell', async () => {
    const { roll, podsOf, room } = roomOf();
    room.cluster.refuseWatch = ({ kind }) =>
      kind === 'ControllerRevision' ? new Refusal(403, 'Forbidden', 'controllerrevisions is forbidden') : undefined;
    expect(await roll('DaemonSet', 'good')).toMatchObject({ outcome: 'complete' });
    expect(await roll('DaemonSet', 'bad')).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(podsOf('good')).toBe(2);
  });
});

const names = (room: ReturnType<typeof roomOf>['room']) => room.objects('Pod').map(({ metadata }) => metadata.name);

describe('a first deploy that fails', () => {
  it.each(['StatefulSet', 'DaemonSet'])('leaves the pods of a %s for inspection', async (kind) => {
    const { roll, podsOf, deleted } = roomOf();
    expect(await roll(kind, 'bad')).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(podsOf('bad')).toBeGreaterThan(0);
    expect(deleted()).toEqual([]);
  });
});

describe('a release that cannot be undone', () => {
  it('is reported and left as it is', async () => {
    const { roll, podsOf } = roomOf();
    await roll('DaemonSet', 'good');
    const result = await roll('DaemonSet', 'bad', {
      metadata: ', annotations: { sluice.dev/irreversible: "true" }',
    });
    expect(result).toMatchObject({
      outcome: 'failed',
      rollback: 'irreversible',
      sentence: expect.stringMatching(/cannot be undone.*fix it forward/),
    });
    expect(podsOf('bad')).toBeGreaterThan(0);
  });
});
