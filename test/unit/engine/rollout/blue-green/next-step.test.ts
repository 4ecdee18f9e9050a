import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen } from '../../../../../domain/strategy.ts';
import { type BlueGreenProgress, nextStep, wantedPods } from '../../../../../engine/rollout/blue-green/next-step.ts';
import type { Operation, Phase } from '../../../../../engine/rollout/state/operation.ts';
import { isWhole } from '../../../../../engine/rollout/traffic/proof.ts';
import type { TrafficSituation } from '../../../../../engine/rollout/traffic/traffic.ts';

const run = { id: 7, attempt: 1, createdAt: '2026-11-23T11:00:00Z' };
const plan = { key: 'new', run, strategy: blueGreen({ bake: seconds(60), scaleDownDelay: seconds(30) }), replicas: 2 };
const copy = (colour: 'blue' | 'green') => ({
  workload: `api-${colour}`,
  colour,
  selector: { 'sluice.dev/colour': colour },
});
const deployment = (name: string, replicas: number, readyReplicas: number) =>
  [
    name,
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas }, status: { readyReplicas } },
  ] as const;
const operation = (phase: Phase, change: Partial<Operation> = {}): Operation => ({
  run,
  phase,
  from: { state: 'old', workload: 'api-blue', selector: copy('blue').selector },
  to: { state: 'new', workload: 'api-green', selector: copy('green').selector },
  startedAt: '2026-11-23T12:00:00Z',
  flippedAt: '2026-11-23T12:01:00Z',
  deadline: '2026-11-23T12:10:00Z',
  ...change,
});
const nothing: BlueGreenProgress = { written: false, provenFor: 0, baked: false, cancelled: false };
const before: TrafficSituation = {
  operation: undefined,
  live: copy('blue'),
  from: copy('blue'),
  target: copy('green'),
  deployments: new Map([deployment('api-blue', 3, 3)]),
  liveState: 'old',
};
const up = { ...before, deployments: new Map([deployment('api-blue', 3, 3), deployment('api-green', 3, 3)]) };
const switched: TrafficSituation = { ...up, live: copy('green'), liveState: 'new' };
const dead = { ...run, attempt: 9 };
const flipped = Date.parse('2026-11-23T12:01:00Z');

describe('the next step', () => {
  it.each<[string, TrafficSituation, Partial<BlueGreenProgress>, object]>([
    ['notes what will happen', before, {}, { kind: 'begin' }],
    [
      'writes as many pods as run now',
      { ...before, operation: operation('locked') },
      {},
      { kind: 'write', replicas: 3 },
    ],
    [
      'writes again when an autoscaler asks for more',
      {
        ...up,
        operation: operation('applied'),
        deployments: new Map([deployment('api-blue', 5, 5), deployment('api-green', 3, 3)]),
      },
      { written: true, provenFor: 3 },
      { kind: 'write', replicas: 5 },
    ],
    [
      'proves what was written',
      { ...up, operation: operation('applied') },
      { written: true },
      { kind: 'prove', replicas: 3 },
    ],
    [
      'proves again what is no longer ready',
      {
        ...up,
        operation: operation('applied'),
        deployments: new Map([deployment('api-blue', 3, 3), deployment('api-green', 3, 2)]),
      },
      { written: true, provenFor: 3 },
      { kind: 'prove', replicas: 3 },
    ],
    [
      'switches to what is proven',
      { ...up, operation: operation('applied') },
      { written: true, provenFor: 3 },
      { kind: 'flip' },
    ],
    [
      'bakes from the moment of the switch',
      { ...switched, operation: operation('flipped') },
      {},
      { kind: 'bake', until: flipped + 60_000 },
    ],
    [
      'calls it verified after the bake',
      { ...switched, operation: operation('flipped') },
      { baked: true },
      { kind: 'verified' },
    ],
    [
      'drains the old copy',
      { ...switched, operation: operation('verified') },
      {},
      { kind: 'drain', until: flipped + 90_000 },
    ],
    ['records the end', { ...switched, operation: operation('retired') }, {}, { kind: 'record' }],
    [
      'begins again what a dead run had not switched',
      { ...up, operation: operation('applied', { run: dead }) },
      {},
      { kind: 'begin' },
    ],
    [
      'adopts what a dead run has switched',
      { ...switched, operation: operation('flipped', { run: dead }) },
      {},
      { kind: 'adopt' },
    ],
    [
      'begins again what was cancelled or was failing',
      { ...up, operation: operation('failing') },
      {},
      { kind: 'begin' },
    ],
    ['confirms what has the traffic', { ...switched, operation: operation('recorded') }, {}, { kind: 'confirm' }],
    [
      'confirms it, too, beside what another release left',
      { ...up, liveState: 'new', operation: operation('applied', { to: { state: 'other', workload: 'api-green' } }) },
      {},
      { kind: 'confirm' },
    ],
    [
      'goes back first from another release that broke before it was verified',
      {
        ...switched,
        liveState: 'other',
        operation: operation('flipped', { to: { state: 'other', workload: 'api-green' } }),
        deployments: new Map([deployment('api-blue', 3, 3), deployment('api-green', 3, 0)]),
      },
      {},
      { kind: 'settle' },
    ],
    [
      'does not go back to what is broken as well',
      {
        ...switched,
        liveState: 'other',
        operation: operation('flipped', { to: { state: 'other', workload: 'api-green' } }),
        deployments: new Map([deployment('api-blue', 0, 0), deployment('api-green', 3, 0)]),
      },
      {},
      { kind: 'begin' },
    ],
    [
      'opens a first deploy when it is proven',
      { ...before, live: undefined, from: undefined, deployments: new Map([deployment('api-green', 2, 2)]) },
      { written: true, provenFor: 2 },
      { kind: 'open' },
    ],
    [
      'writes what was written and is gone',
      { ...up, operation: operation('applied'), deployments: new Map([deployment('api-blue', 1, 1)]) },
      { written: true, provenFor: 1 },
      { kind: 'write', replicas: 1 },
    ],
    [
      'begins again what a run of another number had not switched',
      { ...up, operation: operation('applied', { run: { ...run, id: 6 } }) },
      {},
      { kind: 'begin' },
    ],
    ...(['flipped', 'verified', 'retired'] as const).map(
      (phase): [string, TrafficSituation, Partial<BlueGreenProgress>, object] => [
        `sees that somebody has moved the traffic of what is ${phase}`,
        { ...up, operation: operation(phase) },
        { baked: true },
        { kind: 'moved' },
      ],
    ),
    ...(['cancelled', 'rolled-back', 'recorded'] as const).map(
      (phase): [string, TrafficSituation, Partial<BlueGreenProgress>, object] => [
        `begins after an operation for this release that is ${phase}`,
        { ...up, operation: operation(phase) },
        {},
        { kind: 'begin' },
      ],
    ),
    ...(['applied', 'verified'] as const).map(
      (phase): [string, TrafficSituation, Partial<BlueGreenProgress>, object] => [
        `does not go back from another release that broke while it was ${phase}`,
        {
          ...switched,
          liveState: 'other',
          operation: operation(phase, { to: { state: 'other', workload: 'api-green' } }),
          deployments: new Map([deployment('api-blue', 3, 3), deployment('api-green', 3, 0)]),
        },
        {},
        { kind: 'begin' },
      ],
    ),
    [
      'does not go back from what another release had not switched to yet, though what runs is broken',
      {
        ...before,
        operation: operation('flipped', { to: { state: 'other', workload: 'api-green' } }),
        from: copy('green'),
        deployments: new Map([deployment('api-blue', 3, 0), deployment('api-green', 3, 3)]),
      },
      {},
      { kind: 'begin' },
    ],
    [
      'does not go back to nothing from a first release that broke',
      {
        ...switched,
        from: undefined,
        liveState: 'other',
        operation: operation('flipped', { to: { state: 'other', workload: 'api-green' } }),
        deployments: new Map([deployment('api-green', 3, 0)]),
      },
      {},
      { kind: 'begin' },
    ],
    [
      'never wants no pods at all',
      { ...before, operation: operation('locked'), deployments: new Map([deployment('api-blue', 0, 0)]) },
      {},
      { kind: 'write', replicas: 1 },
    ],
    [
      'cancels at whatever step it is',
      { ...switched, operation: operation('flipped') },
      { cancelled: true },
      { kind: 'cancel' },
    ],
    [
      'cancels a first deploy as well',
      { ...before, live: undefined, from: undefined },
      { cancelled: true },
      { kind: 'cancel' },
    ],
  ])('%s', (_, situation, known, step) => {
    expect(nextStep(situation, { ...nothing, ...known }, plan)).toEqual(step);
  });
});

describe('pods of a copy', () => {
  it('are those of its manifest before there is a live one, and one where that leaves it open', () => {
    const first = { ...before, live: undefined };
    expect(wantedPods(first, plan)).toBe(2);
    expect(wantedPods(first, { ...plan, replicas: undefined })).toBe(1);
    expect(wantedPods({ ...before, deployments: new Map() }, { ...plan, replicas: undefined })).toBe(1);
  });

  it.each<[string, object | undefined, number | undefined, boolean]>([
    ['that is not there', undefined, undefined, false],
    ['without any', { spec: { replicas: 0 }, status: { readyReplicas: 0 } }, undefined, false],
    ['that says nothing of them yet', { spec: { replicas: 1 } }, undefined, false],
    ['that says nothing of ready ones', { spec: { replicas: 1 }, status: {} }, undefined, false],
    ['of one pod unless it says otherwise', { spec: {}, status: { readyReplicas: 1 } }, undefined, true],
    ['with one too few', { spec: { replicas: 3 }, status: { readyReplicas: 2 } }, undefined, false],
    ['with as many as it wants', { spec: { replicas: 3 }, status: { readyReplicas: 3 } }, undefined, true],
    ['with fewer than are asked for', { spec: { replicas: 3 }, status: { readyReplicas: 3 } }, 4, false],
  ])('are enough or not: one %s', (_, parts, pods, whole) => {
    const object =
      parts === undefined
        ? undefined
        : { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, ...parts };
    expect(isWhole(object, pods)).toBe(whole);
  });
});
