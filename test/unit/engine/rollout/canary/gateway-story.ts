import { expect } from '@jest/globals';
import { measure } from '../../../../../domain/measure.ts';
import { seconds } from '../../../../../domain/seconds.ts';
import { canary } from '../../../../../domain/strategy.ts';
import { replicasOf } from '../../../../../engine/rollout/exposed-workload.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { GatewayRoom, routed } from './gateway-room.ts';

export const NAMES = ['good-1', 'good-2', 'crash-2', 'sours-2', 'good-3'];
export const step = (percent: number, pause = 20) => ({ percent, pause: seconds(pause) });
export const byWeight = (...steps: ReturnType<typeof step>[]) => canary({ steps, traffic: 'gateway' });
export const release = (name: string) => ({ manifests: routed(name) });
export const errors = measure({
  source: { kind: 'prometheus', url: 'https://prometheus.example' },
  value: 'sum(errors{pod=~"{{pods}}"})',
  samples: 'sum(requests{pod=~"{{pods}}"})',
});
export const SOURCE_DOWN = { metrics: { read: () => Promise.reject(new Error('502')) } };

export async function roomWithFirst(): Promise<GatewayRoom> {
  const room = new GatewayRoom(NAMES);
  room.strategy = byWeight(step(5), step(12.5));
  expect(await room.rollOut('good-1', release('good-1'))).toMatchObject({ outcome: 'complete' });
  room.watchStable();
  return room;
}
export const copies = async (room: GatewayRoom) =>
  Object.fromEntries((await room.list('Deployment')).map((object) => [object.metadata.name, replicasOf(object)]));
export const stableImage = async (room: GatewayRoom) =>
  /"image":"([^"]+)"/.exec(JSON.stringify((await room.get('Deployment', 'api'))?.['spec']))?.[1];
export const phase = async (room: GatewayRoom) => operationOf(await room.get('Service', 'api'))?.phase;
export const asInTheManifest = async (room: GatewayRoom) =>
  expect(await room.rules()).toEqual([
    expect.objectContaining({ backendRefs: [{ name: 'api', port: 80 }] }),
    expect.objectContaining({ backendRefs: [{ name: 'assets', port: 80, weight: 3 }] }),
  ]);
