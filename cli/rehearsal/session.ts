import type { Delivery } from '../../domain/delivery.ts';
import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import type { Narrator } from '../../rehearsal/story/narrator.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { type Approver, type WorldStage, worldStage } from '../../rehearsal/story/world-stage.ts';
import { startWorld, type World } from '../../rehearsal/world.ts';
import type { DeliveryHere } from './delivery-here.ts';
import type { RehearsalFolders } from './folders.ts';

/** A rehearsal that has started: everything that plays on it needs. */
export interface Session {
  readonly delivery: Delivery;
  readonly narrator: Narrator;
  readonly world: World;
  readonly stage: WorldStage;
  readonly folders: RehearsalFolders;
}

/** Where a rehearsal plays. */
export interface Surroundings {
  readonly folders: RehearsalFolders;
  readonly ground: GroundKind;
  readonly enclosures: Enclosures;
  /** What is rehearsed. */
  readonly checkout: string;
}

/** What a story, or whoever asks for an event, says of its world. For an event every job is run. */
export type WorldOfStory = Pick<Story, 'company' | 'visibility'>;

/** Starts the world, and tells the narrator and the stage what happens in it. */
export async function startSession(
  { delivery, replaced }: DeliveryHere,
  { folders, ground, enclosures, checkout }: Surroundings,
  narrator: Narrator,
  approve: Approver,
  { company, visibility }: WorldOfStory,
): Promise<Session> {
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    approve,
    company,
  );
  narrator.doing('GitHub, a registry and a cluster start');
  world = await startWorld({
    delivery,
    checkout,
    folder: folders.scratch,
    runs: folders.runs,
    cache: folders.cache,
    ground,
    enclosures,
    visibility,
    ...(replaced === undefined ? {} : { replaced }),
    clock: stage.clock,
    runner: stage.runner,
    listener(event) {
      narrator.hear(event);
      stage.hear(event);
    },
    log: (sentence) => narrator.sentence(sentence, 'quiet'),
  });
  narrator.doing(undefined);
  return { delivery, narrator, world, stage, folders };
}
