import type { Delivery } from '../../domain/delivery.ts';
import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import type { PassedTests } from '../../rehearsal/kept/passed-tests.ts';
import { type StagedWorld, stagedWorld } from '../../rehearsal/staged-world.ts';
import type { Narrator } from '../../rehearsal/story/narrator.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import type { Approver } from '../../rehearsal/story/world-stage.ts';
import type { DeliveryHere } from './delivery-here.ts';
import type { RehearsalFolders } from './folders.ts';

/** A rehearsal that has started: everything that plays on it needs. */
export interface Session extends StagedWorld {
  readonly delivery: Delivery;
  readonly narrator: Narrator;
  readonly folders: RehearsalFolders;
  /** Tests that need not be run again; `undefined` for what is played afresh. */
  readonly passed: PassedTests | undefined;
}

/** Where a rehearsal plays. */
export interface Surroundings {
  readonly folders: RehearsalFolders;
  readonly ground: GroundKind;
  readonly enclosures: Enclosures;
  /** What is rehearsed. */
  readonly checkout: string;
  readonly passed: PassedTests | undefined;
}

/** What a story, or whoever asks for an event, says of its world. For an event every job is run. */
export type WorldOfStory = Pick<Story, 'company' | 'visibility'>;

/** Starts the world, and tells the narrator and the stage what happens in it. */
export async function startSession(
  { delivery, replaced }: DeliveryHere,
  { folders, ground, enclosures, checkout, passed }: Surroundings,
  narrator: Narrator,
  approve: Approver,
  { company, visibility }: WorldOfStory,
): Promise<Session> {
  narrator.doing('GitHub, a registry and a cluster start');
  const started = await stagedWorld(
    {
      delivery,
      checkout,
      folder: folders.scratch,
      runs: folders.runs,
      cache: folders.cache,
      ground,
      enclosures,
      visibility,
      ...(replaced === undefined ? {} : { replaced }),
      ...(passed === undefined ? {} : { earlier: passed.earlier }),
      log: (sentence) => narrator.sentence(sentence, 'quiet'),
    },
    { approve, company, hear: (event) => narrator.hear(event) },
  );
  narrator.doing(undefined);
  return { ...started, delivery, narrator, folders, passed };
}
