import { expect } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, type Strategy } from '../../../../../domain/strategy.ts';
import { selectorOf } from '../../../../../engine/rollout/exposed-workload.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { EmbeddedRoom } from '../embedded-room.ts';

/** Releases of these rooms, by what becomes of them: `sours-2` runs well at first and breaks after 35 s. */
export const NAMES = ['good-1', 'good-2', 'crash-2', 'sours-2', 'good-3', 'unready-3'];
/** Long enough for a release to break while it bakes. */
export const quick = blueGreen({ bake: seconds(60), scaleDownDelay: seconds(20) });

/** A room where `good-1` runs, brought there by this strategy; what follows goes by blue-green. */
export async function roomWithFirst(strategy: Strategy = quick): Promise<EmbeddedRoom> {
  const room = new EmbeddedRoom(NAMES);
  room.strategy = strategy;
  expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
  room.strategy = quick;
  return room;
}

/** Every Deployment and the pods that are wanted of it. */
export const copies = async (room: EmbeddedRoom) =>
  Object.fromEntries(
    (await room.list('Deployment')).map(({ metadata, spec }) => [
      metadata.name,
      (spec as { replicas: number }).replicas,
    ]),
  );
/** What the Service selects. */
export const colour = async (room: EmbeddedRoom) => selectorOf(await room.get('Service', 'api'));
/** How far the Service says that its operation is. */
export const phase = async (room: EmbeddedRoom) => operationOf(await room.get('Service', 'api'))?.phase;
