import { expect } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { canary } from '../../../../../domain/strategy.ts';
import { readyPodsIn } from '../../../../../engine/rollout/endpoints.ts';
import { replicasOf } from '../../../../../engine/rollout/exposed-workload.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';

export const NAMES = ['good-1', 'good-2', 'crash-2', 'sours-2', 'good-3'];
export const step = (percent: number, pause = 20) => ({ percent, pause: seconds(pause) });
export const quick = canary({ steps: [step(25), step(50)] });
export const three = (name: string) => ({ manifests: deployable(name, { replicas: 3 }) });

/** A room whose tier has its first release. */
export async function roomWithFirst(): Promise<EmbeddedRoom> {
  const room = new EmbeddedRoom(NAMES);
  room.strategy = quick;
  expect(await room.rollOut('good-1', three('good-1'))).toMatchObject({ outcome: 'complete' });
  return room;
}
export const copies = async (room: EmbeddedRoom) =>
  Object.fromEntries((await room.list('Deployment')).map((object) => [object.metadata.name, replicasOf(object)]));
export const stableImage = async (room: EmbeddedRoom) =>
  /"image":"([^"]+)"/.exec(JSON.stringify((await room.get('Deployment', 'api'))?.['spec']))?.[1];
export const phase = async (room: EmbeddedRoom) => operationOf(await room.get('Service', 'api'))?.phase;

/** Most pods of the canary that the Service led to, and fewest pods at all, from now on. */
export function traffic(room: EmbeddedRoom) {
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  room.observe = (object) => {
    if (object.kind !== 'EndpointSlice') return;
    const ready = [...readyPodsIn([object])];
    most = Math.max(most, ready.filter((pod) => pod.startsWith('api-canary-')).length);
    fewest = Math.min(fewest, ready.length);
  };
  return { most: () => most, fewest: () => fewest };
}
