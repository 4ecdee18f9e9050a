import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '../../domain/delivery.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { type WorldStage, worldStage } from '../../rehearsal/story/world-stage.ts';
import { startWorld, type World } from '../../rehearsal/world.ts';

/** A world with a stage, with reviewers that say yes. */
export interface StartedWorld {
  readonly world: World;
  readonly stage: WorldStage;
  /** Ends everything and keeps nothing of it. */
  close(): Promise<void>;
}

export interface StartedWorldOptions {
  readonly ground: GroundKind;
  readonly delivery: Delivery;
  /** Generated files that replace those of this checkout. */
  readonly replaced: ReadonlyMap<string, string> | undefined;
  /** Kept between rehearsals; a folder that goes with the world, unless given. */
  readonly cache?: string;
}

/** Starts the world of a rehearsal in this process. */
export async function startedWorld({ ground, delivery, replaced, cache }: StartedWorldOptions): Promise<StartedWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-world-'));
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    async () => true,
  );
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const started = await startWorld({
      delivery,
      checkout: join(import.meta.dirname, '../..'),
      folder: join(folder, 'scratch'),
      runs: join(folder, 'runs'),
      cache: cache ?? join(folder, 'cache'),
      ground,
      ...(replaced === undefined ? {} : { replaced }),
      listener: (event) => stage.hear(event),
      log: () => {},
    });
    world = started;
    return {
      world: started,
      stage,
      async close() {
        await started.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
